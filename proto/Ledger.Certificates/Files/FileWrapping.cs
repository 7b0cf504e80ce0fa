namespace Ledger.Certificates.Files;

/// <summary>
/// What stands around the bytes of a file. Tools write all of them every day, and none says anything about what is inside.
/// </summary>
public enum FileWrapping
{
    /// <summary>Nothing: the bytes themselves.</summary>
    None = 0,

    /// <summary>PEM blocks (RFC 7468).</summary>
    Pem = 1,

    /// <summary>Base64 without armour, as Windows writes a <c>.cer</c>.</summary>
    Base64 = 2,

    /// <summary>An S/MIME part whose body is Base64 (RFC 8551).</summary>
    Mime = 3,
}
