using Ledger.Crypto;
using Ledger.Protocol.V1;

namespace Ledger.ReferenceModel;

/// <summary>A registered signing certificate as far as the model asks for it. That its CA counts is the register's business.</summary>
/// <param name="Uscc">Whose it is.</param>
/// <param name="Key">Its key.</param>
/// <param name="FromMs">First instant at which it counts, UTC milliseconds.</param>
/// <param name="UntilMs">First instant at which it no longer counts.</param>
public sealed record ModelCertificate(string Uscc, PublicKey Key, long FromMs, long UntilMs)
{
    /// <summary>What a record of the register says; null of a certificate that does not sign.</summary>
    public static ModelCertificate? Of(CertificateRecord record)
    {
        ArgumentNullException.ThrowIfNull(record);
        long[] ends = [Math.Min(record.NotAfter, record.PathNotAfter) + 1, record.RevokedAt, record.ReplacedUntil];
        return record.Kind != CertificateKind.Signing ? null : new ModelCertificate(
            record.Uscc,
            new PublicKey((SignatureAlgorithm)record.Algorithm, record.PublicKey.Span),
            Math.Max(record.NotBefore, record.RegisteredAt),
            ends.Where(end => end > 0).Min());
    }
}
