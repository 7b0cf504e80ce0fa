using Ledger.Cms;
using Ledger.Crypto;

namespace Ledger.Seals.Pdf;

/// <summary>
/// A PDF seal's message by a key that is at hand: RFC 5652 or GM/T 0010, detached, with the seal's own signature as a signed attribute.
/// </summary>
internal static class PdfSealMessage
{
    internal static byte[]? TryMake(ReadOnlyMemory<byte> content, PdfSealRequest request, out SealError error)
    {
        if (PdfSealSigner.TryAttribute(
            ContentCheck.Sm3(content.Span), request.Seal, request.Signer, request.TimeMs, out error) is not { } attribute)
        {
            return null;
        }

        var options = new SignedMessageOptions
        {
            Guomi = request.Signer.Signer.PublicKey.Algorithm == SignatureAlgorithm.Sm2Sm3,
            Detached = true,
            SigningTimeMs = request.TimeMs,
            Certificates = request.Certificates,
            Attributes = [attribute],
        };
        var message = SignedMessageWriter.TrySign(content, [request.Signer], options, out var why);
        error = why == CmsError.None ? SealError.None : SealError.Signer;
        return message;
    }
}
