using System.Security.Cryptography;
using Ledger.Certificates;
using Ledger.Certificates.Extensions;
using Ledger.Cms.Encryption;
using Ledger.Crypto;
using Ledger.Crypto.Keys;

namespace Ledger.Cms.KeyContainers;

/// <summary>
/// The encryption key of a dual pair as gmcert.org hands it out: SignedAndEnvelopedData whose content is 32 zero bytes and the private key,
/// encrypted with SM4-ECB without padding. The message names the encryption certificate, but is encrypted to the <b>signing</b> key, and
/// its recipient's issuer is left empty; so the one recipient that there is, is taken.
/// </summary>
public static class EscrowedKeyMessage
{
    private const int ContentBytes = 64;

    /// <summary>The key pair, checked against the authority's signature and the encryption certificate; null with the reason.</summary>
    /// <param name="der">The message.</param>
    /// <param name="signingKey">The bidder's signing key pair.</param>
    /// <param name="encryptionCertificate">The certificate that the key is for.</param>
    /// <param name="verifier">Checks the authority's signature.</param>
    /// <param name="error">The reason, or <see cref="KeyContainerError.None"/>.</param>
    public static ImportedKey? TryOpen(
        ReadOnlyMemory<byte> der, KeyPair signingKey, Certificate encryptionCertificate, ISignatureVerifier verifier,
        out KeyContainerError error)
    {
        ArgumentNullException.ThrowIfNull(signingKey);
        ArgumentNullException.ThrowIfNull(encryptionCertificate);
        if (!SignedEnvelopedMessage.TryParse(der, out var message, out _) || message.Recipients.Count != 1)
        {
            error = KeyContainerError.Malformed;
            return null;
        }

        var info = message.Recipients[0];
        var content = message.EncryptedContent;
        error = signingKey.Algorithm == SignatureAlgorithm.Sm2Sm3 && KeyTransport.IsTaken(info.Algorithm, signingKey.Algorithm)
            && content.Algorithm.Oid is CmsOids.Sm4 or CmsOids.Sm4Ecb && content.Algorithm.HasNoParameters &&
                content.Ciphertext.Length == ContentBytes
            ? KeyContainerError.None
            : KeyContainerError.Algorithm;
        if (error != KeyContainerError.None)
        {
            return null;
        }

        var key = KeyTransport.TryUnwrap(info, signingKey);
        var plain = content.Ciphertext.ToArray();
        try
        {
            (var pair, error) = key?.Length == 16
                ? Sm2EnvelopedKey.Unwrap(key, plain, encryptionCertificate.PublicKey.Encoded)
                : (null, KeyContainerError.WrongPasswordOrDamaged);
            // It is the authority itself that signs, with the key that signs certificates.
            if (pair is not null &&
                message.Verified(plain, verifier, null, KeyUsages.Signing | KeyUsages.KeyCertSign, out _, out _) is null)
            {
                pair.Dispose();
                (pair, error) = (null, KeyContainerError.Signature);
            }

            return pair is null ? null : new ImportedKey(pair, [encryptionCertificate]);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(key);
            CryptographicOperations.ZeroMemory(plain);
        }
    }
}
