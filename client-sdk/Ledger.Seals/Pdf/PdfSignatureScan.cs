namespace Ledger.Seals.Pdf;

/// <summary>
/// Finds signatures in the raw bytes, not through the objects: what is signed are the bytes, and a parser can be led to look elsewhere.
/// Every ByteRange that does not leave out exactly its own Contents is an error, and none is passed over.
/// </summary>
internal static class PdfSignatureScan
{
    private const int DictionaryBytesMax = 4096;

    /// <summary>In the order of their ends. At most one more than <see cref="SealLimits.SignaturesMax"/>.</summary>
    internal static List<PdfFoundSignature> Find(ReadOnlyMemory<byte> pdf)
    {
        var found = new List<PdfFoundSignature>();
        var word = "/ByteRange"u8;
        for (var at = 0; found.Count <= SealLimits.SignaturesMax; at += word.Length)
        {
            var next = pdf.Span[at..].IndexOf(word);
            if (next < 0)
            {
                break;
            }

            at += next;
            found.Add(Read(pdf, at));
        }

        found.Sort((one, other) => one.End.CompareTo(other.End));
        return found;
    }

    private static PdfFoundSignature Read(ReadOnlyMemory<byte> pdf, int at)
    {
        PdfFoundSignature Wrong(string error) => new(at, 0, 0, 0, error);
        long[] range;
        try
        {
            range = new PdfLexer(pdf, at + "/ByteRange".Length).ReadValue() is PdfArray { Items.Count: 4 } array &&
                array.Items.TrueForAll(item => item is PdfInteger { Number: >= 0 })
                ? [.. array.Items.Select(item => ((PdfInteger)item).Number)]
                : [];
        }
        catch (PdfFormatException)
        {
            range = [];
        }

        if (range.Length == 0 || range[0] != 0 || range[1] >= range[2] || range[2] > pdf.Length || range[3] > pdf.Length - range[2] ||
            range[1] == 0)
        {
            return Wrong("the ByteRange is not two ranges from the file's beginning, apart, and within the file");
        }

        var (start, end) = ((int)range[1], (int)range[2]);
        var gap = pdf.Span[start..end];
        if (gap.Length < 2 || gap[0] != '<' || gap[^1] != '>' || gap[1..^1].ContainsAnyExcept("0123456789ABCDEFabcdef"u8) ||
            gap.Length % 2 != 0)
        {
            return Wrong("what the ByteRange leaves out is not one string of hexadecimal digits");
        }

        return Owns(pdf, at, start, end)
            ? new PdfFoundSignature(at, start, end, (int)(range[2] + range[3]), null)
            : Wrong("what the ByteRange leaves out is not the Contents of its own dictionary");
    }

    /// <summary>Whether ByteRange and the gap stand in one dictionary, each once, and the gap is the value of Contents.</summary>
    private static bool Owns(ReadOnlyMemory<byte> pdf, int at, int start, int end)
    {
        var from = Math.Max(0, Math.Min(at, start) - DictionaryBytesMax);
        var before = pdf.Span[from..Math.Min(at, start)];
        var obj = before.LastIndexOf(" obj"u8);
        if (obj < 0)
        {
            return false;
        }

        try
        {
            var lexer = new PdfLexer(pdf, from + obj + 4);
            return lexer.ReadValue() is PdfDictionary dictionary
                && lexer.At > Math.Max(at, end)
                && dictionary.Entries.Count(entry => entry.Key == "ByteRange") == 1
                && dictionary.Entries.Count(entry => entry.Key == "Contents") == 1
                && dictionary["Contents"] is PdfToken contents
                && contents.Raw.AsSpan().SequenceEqual(pdf.Span[start..end])
                && pdf.Span[from..start].TrimEnd(" \r\n\t"u8).EndsWith("/Contents"u8);
        }
        catch (PdfFormatException)
        {
            return false;
        }
    }
}

/// <summary>A signature as found in the bytes: its dictionary, and what its ByteRange leaves out.</summary>
/// <param name="At">Where the word ByteRange stands.</param>
/// <param name="GapStart">Where the gap begins, at the &lt; of Contents.</param>
/// <param name="GapEnd">Where the gap ends, behind the &gt;.</param>
/// <param name="End">Where the protected bytes end.</param>
/// <param name="Error">What is wrong with it; null where nothing is.</param>
internal sealed record PdfFoundSignature(int At, int GapStart, int GapEnd, int End, string? Error);
