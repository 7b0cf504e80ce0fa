namespace Ledger.Seals.Pdf;

/// <summary>Several signatures in one file: each protects the file as it was, and the last one all of it.</summary>
internal static class PdfSignatureOrder
{
    private const int NodesMax = 10_000;

    /// <summary>What is wrong with the place of signature <paramref name="i"/> among the others; null where nothing is.</summary>
    internal static string? ErrorOf(ReadOnlyMemory<byte> pdf, PdfFile file, List<PdfFoundSignature> found, int i)
    {
        if (!Fields(file).Contains(found[i].GapStart))
        {
            return "the signature is not the value of a signature field, so no reader shows it";
        }

        if (found.Exists(other => other.Error is not null))
        {
            return "the file has another signature whose ByteRange is wrong";
        }

        if (i == found.Count - 1)
        {
            return found[i].End == pdf.Length ? null : $"{pdf.Length - found[i].End} bytes were added after the last signature";
        }

        if (found[i + 1].GapStart < found[i].End)
        {
            return "two signatures protect overlapping parts";
        }

        // The next signature protects what came after this one, and may only have added itself.
        try
        {
            var change = PdfRevisions.ChangeBetween(PdfFile.Open(pdf[..found[i].End]), PdfFile.Open(pdf[..found[i + 1].End]));
            return change is null ? null : $"the file was changed between this signature and the next: {change}";
        }
        catch (PdfFormatException e)
        {
            return $"what this signature protects is no PDF by itself: {e.Message}";
        }
    }

    /// <summary>Where the Contents of the signatures begin that the document's form fields lead to.</summary>
    private static HashSet<int> Fields(PdfFile file)
    {
        var starts = new HashSet<int>();
        var seen = new HashSet<PdfReference>();
        var stack = new Stack<PdfValue?>([file.Dictionary(file.Catalog["AcroForm"])?["Fields"]]);
        while (stack.TryPop(out var next))
        {
            if (next is PdfReference reference && !seen.Add(reference))
            {
                continue;
            }

            if (seen.Count > NodesMax)
            {
                throw new PdfFormatException("the form has too many fields");
            }

            switch (file.Resolve(next))
            {
                case PdfArray array:
                    array.Items.ForEach(stack.Push);
                    break;
                case PdfDictionary field:
                    stack.Push(field["Kids"]);
                    if (field["V"] is PdfReference value && file.ContentsAt(value) is { } start)
                    {
                        starts.Add(start);
                    }

                    break;
            }
        }

        return starts;
    }
}
