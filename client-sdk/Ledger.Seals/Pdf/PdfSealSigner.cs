using System.Formats.Asn1;
using Ledger.Cms;
using Ledger.Crypto;

namespace Ledger.Seals;

/// <summary>
/// Signs for a PDF that is on another machine, by the digest of its ByteRange alone: what a phone does for a <see cref="PreparedPdf"/>.
/// </summary>
public static class PdfSealSigner
{
    private const string PropertyInfo = "PDF/ByteRange";

    /// <summary>
    /// The message for <see cref="PdfSealer.TryEmbed"/>, with the seal's own signature in it. Null with the reason: <see
    /// cref="SealError.Signer"/> where the certificate does not sign, is not on the seal's list, or is not SM2's, for seals digest with
    /// SM3.
    /// </summary>
    /// <param name="contentDigest">SM3 of <see cref="PreparedPdf.Content"/>.</param>
    /// <param name="seal">The seal that was put on the page.</param>
    /// <param name="signer">Who puts it on.</param>
    /// <param name="timeMs">When, in milliseconds since 1970-01-01 UTC.</param>
    /// <param name="error">The reason, or <see cref="SealError.None"/>.</param>
    public static byte[]? TrySign(
        ReadOnlySpan<byte> contentDigest, ElectronicSeal seal, MessageSigner signer, long timeMs, out SealError error)
    {
        ArgumentNullException.ThrowIfNull(signer);
        if (signer.Signer.PublicKey.Algorithm != SignatureAlgorithm.Sm2Sm3)
        {
            error = SealError.Signer;
            return null;
        }

        if (TryAttribute(contentDigest, seal, signer, timeMs, out error) is not { } attribute)
        {
            return null;
        }

        var options = new SignedMessageOptions { SigningTimeMs = timeMs, Attributes = [attribute] };
        var message = DetachedMessageWriter.TrySign(contentDigest, signer, options, out var why);
        error = why == CmsError.None ? SealError.None : SealError.Signer;
        return message;
    }

    /// <summary>The signed attribute that holds the SES_Signature over the content's SM3.</summary>
    internal static KeyValuePair<string, ReadOnlyMemory<byte>>? TryAttribute(
        ReadOnlySpan<byte> contentDigest, ElectronicSeal seal, MessageSigner signer, long timeMs, out SealError error)
    {
        if (SealSigner.TrySign(seal, signer, timeMs, contentDigest, PropertyInfo, out error) is not { } signature)
        {
            return null;
        }

        var attribute = new AsnWriter(AsnEncodingRules.DER);
        attribute.WriteOctetString(signature.Der.Span);
        return new(PdfSealer.SealAttributeOid, attribute.Encode());
    }
}
