using System.Formats.Asn1;
using System.Security.Cryptography;
using Ledger.Certificates;
using Ledger.Crypto;
using Ledger.Crypto.Keys;

namespace Ledger.Cms.Encryption;

/// <summary>
/// Wraps the content key for a recipient: SM2, or RSA with OAEP by .NET. RSA with PKCS#1 v1.5 padding is not taken: unwrapping it is an
/// oracle (CVE-2024-30171 among many).
/// </summary>
internal static class KeyTransport
{
    private static readonly Asn1Tag HashTag = new(TagClass.ContextSpecific, 0, isConstructed: true);
    private static readonly Asn1Tag MaskTag = new(TagClass.ContextSpecific, 1, isConstructed: true);

    internal static void Write(AsnWriter writer, Certificate recipient, ReadOnlySpan<byte> contentKey, bool guomi, bool byKeyId)
    {
        using (writer.PushSequence())
        {
            writer.WriteInteger(byKeyId ? 2 : guomi ? 1 : 0);
            CertificateReference.To(recipient, byKeyId).Write(writer);
            if (recipient.PublicKey.Algorithm == SignatureAlgorithm.Sm2Sm3)
            {
                AlgorithmId.Write(writer, CmsOids.Sm2Encryption, withNull: true);
                writer.WriteOctetString(Sm2Encryption.Encrypt(recipient.PublicKey, contentKey, Sm2CiphertextForm.Asn1));
                return;
            }

            WriteOaep(writer);
            using var rsa = RSA.Create();
            rsa.ImportRSAPublicKey(recipient.PublicKey.Encoded, out _);
            writer.WriteOctetString(rsa.Encrypt(contentKey, RSAEncryptionPadding.OaepSHA256));
        }
    }

    /// <summary>Whether the recipient's key can unwrap a key that came this way.</summary>
    internal static bool IsTaken(AlgorithmId algorithm, SignatureAlgorithm key) => key == SignatureAlgorithm.Sm2Sm3
        ? algorithm.Oid == CmsOids.Sm2Encryption && algorithm.HasNoParameters
        : key == SignatureAlgorithm.RsaPkcs1Sha256 && algorithm.Oid == CmsOids.RsaOaep && PaddingOf(algorithm) is not null;

    /// <summary>The content key, which the caller clears, or null.</summary>
    internal static byte[]? TryUnwrap(MessageRecipientInfo info, KeyPair key)
    {
        if (key.Algorithm == SignatureAlgorithm.Sm2Sm3)
        {
            return Sm2Encryption.TryDecrypt(key, info.EncryptedKey, Sm2CiphertextForm.Asn1);
        }

        try
        {
            using var rsa = RSA.Create();
            rsa.ImportRSAPrivateKey(key.PrivateKey, out _);
            return rsa.Decrypt(info.EncryptedKey.Span, PaddingOf(info.Algorithm)!);
        }
        catch (CryptographicException)
        {
            return null;
        }
    }

    /// <summary>RSAES-OAEP-params (RFC 4055 §4.1): SHA-1 by default, SHA-256, with MGF1 of the same hash and no label.</summary>
    private static RSAEncryptionPadding? PaddingOf(AlgorithmId algorithm)
    {
        if (algorithm.Parameters.IsEmpty)
        {
            return RSAEncryptionPadding.OaepSHA1;
        }

        try
        {
            var parameters = new AsnReader(algorithm.Parameters, AsnEncodingRules.DER).ReadSequence();
            var hash = CmsOids.Sha1;
            var maskHash = CmsOids.Sha1;
            if (parameters.HasData && parameters.PeekTag().HasSameClassAndValue(HashTag))
            {
                hash = AlgorithmId.Read(parameters.ReadSequence(HashTag)).Oid;
            }

            if (parameters.HasData && parameters.PeekTag().HasSameClassAndValue(MaskTag))
            {
                var mask = AlgorithmId.Read(parameters.ReadSequence(MaskTag));
                maskHash = mask.Oid == CmsOids.Mgf1 ? AlgorithmId.Read(new AsnReader(mask.Parameters, AsnEncodingRules.DER)).Oid : mask.Oid;
            }

            return parameters.HasData || hash != maskHash ? null
                : hash == CmsOids.Sha1 ? RSAEncryptionPadding.OaepSHA1
                : hash == CmsOids.Sha256 ? RSAEncryptionPadding.OaepSHA256 : null;
        }
        catch (AsnContentException)
        {
            return null;
        }
    }

    private static void WriteOaep(AsnWriter writer)
    {
        using (writer.PushSequence())
        {
            writer.WriteObjectIdentifier(CmsOids.RsaOaep);
            using (writer.PushSequence())
            {
                using (writer.PushSequence(HashTag))
                {
                    AlgorithmId.Write(writer, CmsOids.Sha256, withNull: true);
                }

                using (writer.PushSequence(MaskTag))
                using (writer.PushSequence())
                {
                    writer.WriteObjectIdentifier(CmsOids.Mgf1);
                    AlgorithmId.Write(writer, CmsOids.Sha256, withNull: true);
                }
            }
        }
    }
}
