using System.Formats.Asn1;
using Ledger.Certificates;
using Ledger.Crypto;

namespace Ledger.Cms;

/// <summary>
/// Makes a detached signed message from the content's digest alone, where the content is on another machine: a phone signs what a PC holds.
/// </summary>
public static class DetachedMessageWriter
{
    /// <summary>
    /// Signs the digest of content of type data, with signed attributes; GM/T 0010 for SM2, RFC 5652 for other keys. Null, with the reason,
    /// for a certificate that does not sign, or a digest that is not of the length that goes with the key (SM2: SM3; P-384: SHA-384;
    /// others: SHA-256).
    /// </summary>
    public static byte[]? TrySign(ReadOnlySpan<byte> contentDigest, MessageSigner signer, out CmsError error) =>
        TrySign(contentDigest, signer, new SignedMessageOptions(), out error);

    /// <inheritdoc cref="TrySign(ReadOnlySpan{byte}, MessageSigner, out CmsError)"/>
    /// <param name="contentDigest">The content's digest.</param>
    /// <param name="signer">Who signs.</param>
    /// <param name="options">
    /// Time, more attributes and more certificates count; the rest follows from the key, and that the message is detached.
    /// </param>
    /// <param name="error">The reason, or <see cref="CmsError.None"/>.</param>
    public static byte[]? TrySign(ReadOnlySpan<byte> contentDigest, MessageSigner signer, SignedMessageOptions options, out CmsError error)
    {
        ArgumentNullException.ThrowIfNull(signer);
        ArgumentNullException.ThrowIfNull(options);
        var algorithm = signer.Signer.PublicKey.Algorithm;
        var digestOid = CmsDigest.OidOf(algorithm);
        error = signer.Check();
        if (error == CmsError.None && contentDigest.Length != CmsDigest.Compute(digestOid, default)!.Length)
        {
            error = CmsError.Size;
        }

        if (error == CmsError.None && options.Certificates.Count >= CmsLimits.CertificatesMax)
        {
            error = CmsError.TooMany;
        }

        if (error != CmsError.None)
        {
            return null;
        }

        var isGuomi = algorithm == SignatureAlgorithm.Sm2Sm3;
        var dataOid = isGuomi ? CmsOids.GmData : CmsOids.Data;
        var attributes = SignedMessageWriter.EncodeAttributes(contentDigest.ToArray(), options, dataOid);
        return ContentInfo.Write(isGuomi ? CmsOids.GmSignedData : CmsOids.SignedData, writer =>
        {
            writer.WriteInteger(1);
            SignedMessageWriter.WriteDigests(writer, [signer]);
            using (writer.PushSequence())
            {
                writer.WriteObjectIdentifier(dataOid);
            }

            SignedMessageWriter.WriteCertificates(writer, [signer.Certificate, .. options.Certificates]);
            using (writer.PushSetOf())
            {
                WriteSigner(writer, signer, digestOid, attributes);
            }
        });
    }

    private static void WriteSigner(AsnWriter writer, MessageSigner signer, string digestOid, byte[] attributes)
    {
        var algorithm = signer.Signer.PublicKey.Algorithm;
        using (writer.PushSequence())
        {
            writer.WriteInteger(1);
            CertificateReference.To(signer.Certificate, byKeyId: false).Write(writer);
            AlgorithmId.Write(writer, digestOid, withNull: true);
            byte[] tagged = [0xA0, .. attributes.AsSpan(1)]; // signed as SET OF, carried as [0]
            writer.WriteEncodedValue(tagged);
            var signatureOid = algorithm switch
            {
                SignatureAlgorithm.Sm2Sm3 => CmsOids.Sm2Signature,
                SignatureAlgorithm.RsaPkcs1Sha256 => CmsOids.RsaEncryption,
                _ => CertificateOids.Of(algorithm),
            };
            AlgorithmId.Write(writer, signatureOid, withNull: algorithm is SignatureAlgorithm.Sm2Sm3 or SignatureAlgorithm.RsaPkcs1Sha256);
            writer.WriteOctetString(signer.Signer.Sign(attributes));
        }
    }
}
