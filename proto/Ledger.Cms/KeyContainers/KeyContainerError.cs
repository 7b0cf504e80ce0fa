namespace Ledger.Cms.KeyContainers;

/// <summary>Why a key container does not open. The values are stable; no message ever holds a secret.</summary>
public enum KeyContainerError
{
    /// <summary>It opened.</summary>
    None = 0,

    /// <summary>Empty, or longer than 1 MiB.</summary>
    Size = 1,

    /// <summary>Not exactly one DER value, or nested too deep.</summary>
    Structure = 2,

    /// <summary>The fields are not those of the container.</summary>
    Malformed = 3,

    /// <summary>An algorithm that is not taken, for example RC4-128.</summary>
    Algorithm = 4,

    /// <summary>The password is wrong, or the container was changed; which of them cannot be told.</summary>
    WrongPasswordOrDamaged = 5,

    /// <summary>The private key does not belong to the public key or certificate that came with it.</summary>
    KeyMismatch = 6,

    /// <summary>The container wants more rounds of key derivation than 10,000,000 in all.</summary>
    TooManyRounds = 7,

    /// <summary>There is no private key in it, or more than one.</summary>
    NoSingleKey = 8,

    /// <summary>A certificate in it is not taken, or there is none for the key.</summary>
    Certificate = 9,

    /// <summary>A signature of the authority on the container does not hold.</summary>
    Signature = 10,

    /// <summary>The curve of the key is given by explicit parameters, or not at all.</summary>
    Curve = 11,

    /// <summary>The file holds something else than a private key.</summary>
    OtherKind = 12,

    /// <summary>The key is encrypted in the old way of PEM (RFC 1421), whose key comes of one round of MD5.</summary>
    OldPem = 13,
}
