namespace Ledger.Certificates.Paths;

/// <summary>Certificates from which paths may be built. None of them is trusted for being here.</summary>
public sealed class CertificatePool
{
    /// <summary>A pool of <paramref name="certificates"/>; equal ones count once.</summary>
    public CertificatePool(IEnumerable<Certificate> certificates)
    {
        ArgumentNullException.ThrowIfNull(certificates);
        Index = new IssuerIndex(certificates);
    }

    /// <summary>A pool without certificates.</summary>
    public static CertificatePool Empty { get; } = new([]);

    internal IssuerIndex Index { get; }
}
