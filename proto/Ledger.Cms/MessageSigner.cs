using Ledger.Certificates;
using Ledger.Certificates.Extensions;
using Ledger.Crypto;

namespace Ledger.Cms;

/// <summary>Who signs a message: a certificate and the key that it certifies.</summary>
/// <param name="Certificate">The signing certificate.</param>
/// <param name="Signer">Signs with the certificate's key.</param>
public sealed record MessageSigner(Certificate Certificate, ISigner Signer)
{
    /// <summary>
    /// <see cref="CmsError.Certificate"/> where the key is not the certificate's, <see cref="CmsError.KeyUsage"/> where the certificate
    /// does not sign (the encryption certificate of a dual pair), otherwise <see cref="CmsError.None"/>.
    /// </summary>
    public CmsError Check() => !Certificate.PublicKey.Equals(Signer.PublicKey)
        ? CmsError.Certificate
        : Certificate.KeyUsage is { } usage && (usage & KeyUsages.Signing) == 0 ? CmsError.KeyUsage : CmsError.None;
}
