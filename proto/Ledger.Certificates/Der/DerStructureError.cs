namespace Ledger.Certificates.Der;

/// <summary>
/// What is wrong with the bare tag–length–value structure of bytes that should be exactly one DER value. The values are stable.
/// </summary>
public enum DerStructureError
{
    /// <summary>Nothing is wrong.</summary>
    None = 0,

    /// <summary>There are no bytes.</summary>
    Empty = 1,

    /// <summary>Bytes follow the outermost value.</summary>
    TrailingBytes = 2,

    /// <summary>A length is indefinite: BER, not DER.</summary>
    IndefiniteLength = 3,

    /// <summary>A length is not in its shortest form, or longer than four bytes.</summary>
    LengthForm = 4,

    /// <summary>A value is longer than what holds it, or ends within its header.</summary>
    Overrun = 5,

    /// <summary>Values are nested deeper than 32.</summary>
    TooDeep = 6,

    /// <summary>A tag number of 31 or more, which none of the formats here has.</summary>
    HighTag = 7,

    /// <summary>There are more bytes than this kind of document may have.</summary>
    TooLarge = 8,
}
