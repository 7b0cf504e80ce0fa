using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text;
using Ledger.Seals.Pdf;

namespace Ledger.Seals;

/// <summary>Puts files into PDFs and finds them there. The original bytes stay as they are; attach before the first seal.</summary>
public static class PdfAttachments
{
    private const int NodesMax = 1_000;

    /// <summary>The PDF with the file inside, as supplement to the whole document (AFRelationship); null with the reason.</summary>
    public static byte[]? TryAttach(ReadOnlyMemory<byte> pdf, PdfAttachment attachment, out string error)
    {
        ArgumentNullException.ThrowIfNull(attachment);
        error = string.Empty;
        try
        {
            var file = Open(pdf);
            var catalog = file.Catalog;
            var names = file.Dictionary(catalog["Names"]) ?? new PdfDictionary([]);
            if (names["EmbeddedFiles"] is not null || catalog["AF"] is not null || file.Trailer["Root"] is not PdfReference root)
            {
                error = "it has attachments already, or no catalog to enter one in";
                return null;
            }

            var increment = new PdfIncrement(file, pdf);
            var specification = increment.Add(Specification(attachment, increment.Add(EmbeddedFile(attachment))));
            var tree = new PdfDictionary([new("Names", new PdfArray([PdfSerializer.Text(attachment.Name), specification]))]);
            increment.Put(root, catalog.With("Names", names.With("EmbeddedFiles", tree)).With("AF", new PdfArray([specification])));
            return increment.Finish();
        }
        catch (PdfFormatException e)
        {
            error = e.Message;
            return null;
        }
    }

    /// <summary>The attachments of a PDF, by its tree of names. Never throws for what is in it.</summary>
    public static bool TryRead(
        ReadOnlyMemory<byte> pdf, [NotNullWhen(true)] out IReadOnlyList<PdfAttachment>? attachments, out string error)
    {
        (attachments, error) = (null, string.Empty);
        try
        {
            var file = Open(pdf);
            attachments = [.. Specifications(file).Select(specification => Read(file, specification)).OfType<PdfAttachment>()];
            return true;
        }
        catch (PdfFormatException e)
        {
            error = e.Message;
            return false;
        }
    }

    private static PdfFile Open(ReadOnlyMemory<byte> pdf) => pdf.Length is 0 or > SealLimits.PdfBytesMax
        ? throw new PdfFormatException($"it has {pdf.Length} bytes; the most is {SealLimits.PdfBytesMax}")
        : PdfFile.Open(pdf);

    private static PdfStream EmbeddedFile(PdfAttachment attachment)
    {
        var date = DateTimeOffset.FromUnixTimeMilliseconds(attachment.ModifiedMs)
            .ToString("'(D:'yyyyMMddHHmmss'Z)'", CultureInfo.InvariantCulture);
        var parameters = new PdfDictionary(
            [new("Size", new PdfInteger(attachment.Content.Length)), new("ModDate", new PdfToken(Encoding.ASCII.GetBytes(date)))]);
        return new PdfStream(
            new PdfDictionary(
                [new("Type", new PdfName("EmbeddedFile")), new("Subtype", new PdfName(attachment.MediaType)), new("Params", parameters)]),
            attachment.Content);
    }

    private static PdfDictionary Specification(PdfAttachment attachment, PdfReference embedded) => new(
    [
        new("Type", new PdfName("Filespec")),
        new("F", PdfSerializer.Text(attachment.Name)),
        new("UF", PdfSerializer.Text(attachment.Name)),
        new("Desc", PdfSerializer.Text(attachment.Description)),
        new("AFRelationship", new PdfName("Supplement")),
        new("EF", new PdfDictionary([new("F", embedded), new("UF", embedded)])),
    ]);

    /// <summary>All file specifications of the tree, which may be deep; nodes met twice are a circle.</summary>
    private static List<PdfDictionary> Specifications(PdfFile file)
    {
        var found = new List<PdfDictionary>();
        var stack = new Stack<PdfDictionary>();
        if (file.Dictionary(file.Dictionary(file.Catalog["Names"])?["EmbeddedFiles"]) is { } top)
        {
            stack.Push(top);
        }

        for (var nodes = 0; stack.TryPop(out var node); nodes++)
        {
            if (nodes == NodesMax || found.Count > NodesMax)
            {
                throw new PdfFormatException("the tree of attachments is too large or a circle");
            }

            foreach (var kid in file.Resolve(node["Kids"]) is PdfArray kids ? kids.Items : [])
            {
                stack.Push(file.Dictionary(kid) ?? throw new PdfFormatException("the tree of attachments is none"));
            }

            var names = file.Resolve(node["Names"]) is PdfArray array ? array.Items : [];
            for (var i = 1; i < names.Count; i += 2)
            {
                found.Add(file.Dictionary(names[i]) ?? throw new PdfFormatException("an attachment is none"));
            }
        }

        return found;
    }

    private static PdfAttachment? Read(PdfFile file, PdfDictionary specification)
    {
        var embedded = file.Dictionary(specification["EF"]);
        var name = PdfText.Read(file.Resolve(specification["UF"]) ?? file.Resolve(specification["F"]));
        return embedded is not null && file.Resolve(embedded["UF"] ?? embedded["F"]) is PdfStream stream
            ? new PdfAttachment(
                name,
                file.Unpack(stream),
                stream.Dictionary["Subtype"] is PdfName type ? type.Text : string.Empty,
                PdfText.Read(file.Resolve(specification["Desc"])))
            : null;
    }
}

/// <summary>A file inside a PDF (ISO 32000-2 §7.11.4).</summary>
/// <param name="Name">Its name.</param>
/// <param name="Content">Its bytes.</param>
/// <param name="MediaType">What it is, <c>application/octet-stream</c>; empty where the PDF does not say.</param>
/// <param name="Description">For the reader.</param>
/// <param name="ModifiedMs">When it was made, UTC milliseconds; 0 where the PDF does not say.</param>
public sealed record PdfAttachment(
    string Name, ReadOnlyMemory<byte> Content, string MediaType = "", string Description = "", long ModifiedMs = 0);
