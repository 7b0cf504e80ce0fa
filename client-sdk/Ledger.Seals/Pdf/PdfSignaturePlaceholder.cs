using System.Globalization;
using System.Text;

namespace Ledger.Seals.Pdf;

/// <summary>Writes the signature dictionary with room for the signature, and finishes the file around it.</summary>
internal static class PdfSignaturePlaceholder
{
    private const string Range = "[0 0000000000 0000000000 0000000000]";

    internal static PreparedPdf Reserve(PdfIncrement increment, PdfReference reference, PdfSealPlacement placement, int contentsBytes)
    {
        var placeholder = Encoding.ASCII.GetBytes($"<{new string('0', 2 * contentsBytes)}>");
        var at = increment.Put(reference, Dictionary(placement, placeholder));
        var file = increment.Finish();
        var gap = (int)at + file.AsSpan((int)at).IndexOf("/Contents <"u8) + "/Contents ".Length;
        var rest = gap + placeholder.Length;
        var range = (int)at + file.AsSpan((int)at).IndexOf(Encoding.ASCII.GetBytes(Range));
        Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"[0 {gap:D10} {rest:D10} {file.Length - rest:D10}]"))
            .CopyTo(file, range);
        return new PreparedPdf(file, gap, rest);
    }

    private static PdfDictionary Dictionary(PdfSealPlacement placement, byte[] placeholder)
    {
        var time = DateTimeOffset.FromUnixTimeMilliseconds(placement.TimeMs).ToString("yyyyMMddHHmmss", CultureInfo.InvariantCulture);
        var dictionary = new PdfDictionary(
        [
            new("Type", new PdfName("Sig")),
            new("Filter", new PdfName("Adobe.PPKLite")),
            new("SubFilter", new PdfName("adbe.pkcs7.detached")),
            new("ByteRange", new PdfToken(Encoding.ASCII.GetBytes(Range))),
            new("Contents", new PdfToken(placeholder)),
            new("M", new PdfToken(Encoding.ASCII.GetBytes($"(D:{time}Z)"))),
            new("Name", PdfSerializer.Text(placement.Seal.Name)),
        ]);
        return placement.Reason is { } reason ? dictionary.With("Reason", PdfSerializer.Text(reason)) : dictionary;
    }
}
