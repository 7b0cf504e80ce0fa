using System.Formats.Asn1;
using System.Globalization;
using System.Text;
using Ledger.Crypto;
using Ledger.Crypto.Cms;

namespace Ledger.Seals.Pdf;

/// <summary>Writes the signature dictionary with room for the signature, finishes the file, and fills the room.</summary>
internal static class PdfSignaturePlaceholder
{
    private const string Range = "[0 0000000000 0000000000 0000000000]";

    internal static byte[]? Sign(PdfIncrement increment, PdfReference reference, PdfSealRequest request, int contentsBytes, out SealError error)
    {
        var placeholder = Encoding.ASCII.GetBytes($"<{new string('0', 2 * contentsBytes)}>");
        var at = increment.Put(reference, Dictionary(request, placeholder));
        var file = increment.Finish();
        var gap = (int)at + file.AsSpan((int)at).IndexOf("/Contents <"u8) + "/Contents ".Length;
        var rest = gap + placeholder.Length;
        var range = (int)at + file.AsSpan((int)at).IndexOf(Encoding.ASCII.GetBytes(Range));
        Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"[0 {gap:D10} {rest:D10} {file.Length - rest:D10}]")).CopyTo(file, range);
        if (Message([.. file.AsSpan(0, gap), .. file.AsSpan(rest)], request, out error) is not { } message)
        {
            return null;
        }

        if (message.Length > contentsBytes)
        {
            throw new InvalidOperationException($"The signature of {message.Length} bytes does not fit into {contentsBytes}.");
        }

        Encoding.ASCII.GetBytes(Convert.ToHexString(message)).CopyTo(file, gap + 1);
        return file;
    }

    private static byte[]? Message(byte[] content, PdfSealRequest request, out SealError error)
    {
        var signature = SealSigner.TrySign(request.Seal, request.Signer, request.TimeMs, ContentCheck.Sm3(content), "PDF/ByteRange", out error);
        if (signature is null)
        {
            return null;
        }

        var attribute = new AsnWriter(AsnEncodingRules.DER);
        attribute.WriteOctetString(signature.Der.Span);
        var options = new SignedMessageOptions
        {
            Guomi = request.Signer.Signer.PublicKey.Algorithm == SignatureAlgorithm.Sm2Sm3,
            Detached = true,
            SigningTimeMs = request.TimeMs,
            Certificates = request.Certificates,
            Attributes = [new(PdfSealer.SealAttributeOid, attribute.Encode())],
        };
        var message = SignedMessageWriter.TrySign(content, [request.Signer], options, out var why);
        error = why == CmsError.None ? SealError.None : SealError.Signer;
        return message;
    }

    private static PdfDictionary Dictionary(PdfSealRequest request, byte[] placeholder)
    {
        var time = DateTimeOffset.FromUnixTimeMilliseconds(request.TimeMs).ToString("yyyyMMddHHmmss", CultureInfo.InvariantCulture);
        var dictionary = new PdfDictionary(
        [
            new("Type", new PdfName("Sig")),
            new("Filter", new PdfName("Adobe.PPKLite")),
            new("SubFilter", new PdfName("adbe.pkcs7.detached")),
            new("ByteRange", new PdfToken(Encoding.ASCII.GetBytes(Range))),
            new("Contents", new PdfToken(placeholder)),
            new("M", new PdfToken(Encoding.ASCII.GetBytes($"(D:{time}Z)"))),
            new("Name", PdfSerializer.Text(request.Seal.Name)),
        ]);
        return request.Reason is { } reason ? dictionary.With("Reason", PdfSerializer.Text(reason)) : dictionary;
    }
}
