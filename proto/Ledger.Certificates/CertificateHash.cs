namespace Ledger.Certificates;

/// <summary>The hash of a certificate's signature. The values are stable.</summary>
public enum CertificateHash
{
    /// <summary>None that is known.</summary>
    None = 0,

    /// <summary>MD5: collisions are cheap; never accepted.</summary>
    Md5 = 1,

    /// <summary>SHA-1: collisions are affordable; only where a floor of its time allows it.</summary>
    Sha1 = 2,

    /// <summary>SHA-256.</summary>
    Sha256 = 3,

    /// <summary>SHA-384.</summary>
    Sha384 = 4,

    /// <summary>SHA-512.</summary>
    Sha512 = 5,

    /// <summary>SM3 over ZA and the message.</summary>
    Sm3 = 6,
}
