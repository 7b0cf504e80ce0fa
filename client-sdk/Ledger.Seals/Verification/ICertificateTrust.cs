using Ledger.Certificates;

namespace Ledger.Seals;

/// <summary>Whether a certificate is trusted: path validation with one set of anchors. Safe for use by several threads.</summary>
public interface ICertificateTrust
{
    /// <summary>The answer for sealing at <paramref name="atMs"/>, in milliseconds since 1970-01-01 UTC.</summary>
    /// <param name="certificate">The certificate in question.</param>
    /// <param name="intermediates">Others that came along and may stand between it and an anchor.</param>
    /// <param name="atMs">When it was used.</param>
    CertificateTrust Check(Certificate certificate, IReadOnlyList<Certificate> intermediates, long atMs);
}
