using System.Globalization;
using System.Text;
using Ledger.Crypto.Signatures;
using Ledger.Seals.Pdf;

namespace Ledger.Seals.Tests;

/// <summary>A signer who minds no rule: changes what is there and signs over it, so that the signature itself always holds.</summary>
internal static class PdfForge
{
    private static readonly SealWorld World = new();

    internal static PdfSealRequest Request() => new() { Seal = World.Seal, Signer = World.Bidder, TimeMs = SealWorld.Now, Reason = "投标" };

    /// <summary>As an honest signer would put the seal on; null where the sealer refuses.</summary>
    internal static byte[]? TrySeal(byte[] pdf, double x, out SealError error) =>
        PdfSealer.TrySeal(pdf, Request() with { X = x }, out error);

    internal static byte[] Seal(byte[] pdf, double x = 72) =>
        TrySeal(pdf, x, out var error) ?? throw new InvalidOperationException($"{error}");

    internal static PdfSealReport Verify(byte[] pdf) =>
        new PdfSealVerifier(new SealVerifier(new SignatureVerifier(), World.Options())).Verify(pdf);

    /// <summary>
    /// Appends objects, <c>null</c> for freed ones, with a table that may also place objects at any offset, and another root.
    /// </summary>
    internal static byte[] Update(
        byte[] pdf,
        IReadOnlyDictionary<int, string?> objects,
        string? root = null,
        IReadOnlyDictionary<int, int>? places = null,
        string trailer = "")
    {
        var text = new StringBuilder();
        var table = new SortedDictionary<int, string>();
        foreach (var (number, value) in objects)
        {
            table[number] = value is null ? "0000000000 65535 f" : $"{pdf.Length + text.Length:D10} 00000 n";
            text.Append(CultureInfo.InvariantCulture, $"{(value is null ? string.Empty : $"{number} 0 obj\n{value}\nendobj\n")}");
        }

        foreach (var (number, at) in places ?? new Dictionary<int, int>())
        {
            table[number] = $"{at:D10} 00000 n";
        }

        var start = pdf.Length + text.Length;
        text.Append("xref\n");
        foreach (var (number, entry) in table)
        {
            text.Append(CultureInfo.InvariantCulture, $"{number} 1\n{entry} \n");
        }

        text.Append(
            CultureInfo.InvariantCulture,
            $"trailer\n<< /Size 99 /Root {root ?? "1 0 R"} /Prev {StartXref(pdf)} {trailer} >>\nstartxref\n{start}\n%%EOF\n");
        return [.. pdf, .. Encoding.Latin1.GetBytes(text.ToString())];
    }

    /// <summary>Signs what is there.</summary>
    /// <param name="pdf">The file.</param>
    /// <param name="field">Entries of the added field; by default an invisible one.</param>
    /// <param name="existing">The number of an empty field to sign instead.</param>
    /// <param name="reference">Entries of the signature's dictionary, such as a Reference.</param>
    /// <param name="page">Whether the field is among the first page's annotations too.</param>
    internal static byte[] Sign(byte[] pdf, string field = "/T (Forged)", int existing = 0, string reference = "", bool page = false)
    {
        var file = PdfFile.Open(pdf);
        var increment = new PdfIncrement(file, pdf);
        var signature = increment.Reserve();
        if (existing > 0)
        {
            increment.Put(new PdfReference(existing, 0), ((PdfDictionary)file.ObjectAt(existing)!).With("V", signature));
        }
        else
        {
            AddField(increment, file, increment.Add(Parse($"<< /FT /Sig /Subtype /Widget /V {signature.Number} 0 R {field} >>")), page);
        }

        var prepared = PdfSignaturePlaceholder.Reserve(increment, signature, Request() with { Reason = new string('x', 100) }, 16384);
        var bytes = prepared.File.ToArray();
        var reason = Encoding.ASCII.GetBytes($"/Reason <FEFF{string.Concat(Enumerable.Repeat("0078", 100))}>");
        Encoding.ASCII.GetBytes(reference.PadRight(reason.Length)).CopyTo(bytes, bytes.AsSpan().LastIndexOf(reason));
        var read = PreparedPdf.TryRead(bytes, out var error) ?? throw new InvalidOperationException($"{error}");
        return read.Fill(PdfSealMessage.TryMake(read.Content, Request(), out _));
    }

    internal static PdfValue Parse(string text) => new PdfLexer(Encoding.Latin1.GetBytes(text), 0).ReadValue();

    internal static int Find(byte[] pdf, string word) => pdf.AsSpan().IndexOf(Encoding.Latin1.GetBytes(word));

    internal static string Stream(string content, string entries = "") =>
        $"<< /Length {content.Length} {entries} >>\nstream\n{content}\nendstream";

    internal static string Text(string text) => $"BT /F1 24 Tf 72 700 Td ({text}) Tj ET";

    private static void AddField(PdfIncrement increment, PdfFile file, PdfReference widget, bool page)
    {
        var form = file.Dictionary(file.Catalog["AcroForm"]) ?? new PdfDictionary([]);
        var fields = form["Fields"] is PdfArray old ? old.Items : [];
        increment.Put(
            (PdfReference)file.Trailer["Root"]!, file.Catalog.With("AcroForm", form.With("Fields", new PdfArray([.. fields, widget]))));
        if (page)
        {
            var first = file.Pages()[0];
            var annotations = file.Resolve(first.Dictionary["Annots"]) is PdfArray list ? list.Items : [];
            increment.Put(first.Reference, first.Dictionary.With("Annots", new PdfArray([.. annotations, widget])));
        }
    }

    private static string StartXref(byte[] pdf)
    {
        var text = Encoding.Latin1.GetString(pdf);
        return text[(text.LastIndexOf("startxref", StringComparison.Ordinal) + 10)..].Split('\n')[0];
    }
}
