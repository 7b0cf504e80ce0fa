namespace Ledger.Certificates.Paths;

/// <summary>What a certificate is to be used for. The values are stable.</summary>
public enum CertificateUsage
{
    /// <summary>Nothing in particular: usages are not asked for.</summary>
    Any = 0,

    /// <summary>Log in: sign a challenge.</summary>
    Login = 1,

    /// <summary>Sign documents.</summary>
    Sign = 2,

    /// <summary>Make or apply e-seals.</summary>
    Seal = 3,

    /// <summary>Have something encrypted to it.</summary>
    Encrypt = 4,
}
