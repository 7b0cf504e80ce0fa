using Ledger.Certificates;
using Ledger.Crypto;
using Ledger.Crypto.Hashing;

namespace Ledger.Seals;

/// <summary>Who may use a seal.</summary>
internal static class SealCertificates
{
    /// <summary>Whether the certificate stands on the seal's list, byte for byte or by its SM3 digest.</summary>
    internal static bool IsListed(ElectronicSeal seal, Certificate certificate)
    {
        if (seal.Certificates.Any(listed => listed.Span.SequenceEqual(certificate.Der.Span)))
        {
            return true;
        }

        var digest = certificate.ComputeId(Hashers.For(CryptoSuite.Guomi));
        return seal.CertificateDigests.Any(listed => listed.Value.Span.SequenceEqual(digest));
    }
}
