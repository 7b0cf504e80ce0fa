using Ledger.Certificates;
using Ledger.Certificates.Extensions;
using Ledger.Crypto;
using Ledger.Crypto.Keys;

namespace Ledger.Cms;

/// <summary>Who decrypts a message: a certificate that the message may name, and its private key.</summary>
/// <param name="Certificate">The encryption certificate.</param>
/// <param name="Key">The certificate's key pair; it stays the caller's.</param>
public sealed record MessageRecipient(Certificate Certificate, KeyPair Key)
{
    /// <summary>
    /// Whether messages may be encrypted to <paramref name="certificate"/>: SM2 or RSA, and not a signing certificate (GM/T 0015).
    /// </summary>
    public static CmsError Check(Certificate certificate)
    {
        ArgumentNullException.ThrowIfNull(certificate);
        return certificate.PublicKey.Algorithm is not (SignatureAlgorithm.Sm2Sm3 or SignatureAlgorithm.RsaPkcs1Sha256)
            ? CmsError.Certificate
            : certificate.KeyUsage is { } usage && (usage & KeyUsages.Encryption) == 0 ? CmsError.KeyUsage : CmsError.None;
    }

    /// <inheritdoc cref="Check(Certificate)"/>
    public CmsError Check() => Certificate.PublicKey.Equals(Key.PublicKey) ? Check(Certificate) : CmsError.Certificate;
}
