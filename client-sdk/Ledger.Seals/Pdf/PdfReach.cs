namespace Ledger.Seals.Pdf;

/// <summary>
/// What a file's catalog leads to. A reference to an object that is not there counts: it is null today (ISO 32000-1 §7.3.10), and whoever
/// defines the object later changes what the reader sees.
/// </summary>
internal static class PdfReach
{
    private const int ValuesMax = 20_000_000;

    /// <summary>The numbers of all objects that the catalog leads to, those that it names and lacks among them.</summary>
    /// <param name="file">The file.</param>
    /// <param name="withoutAppearances">Objects whose own AP is not followed.</param>
    /// <exception cref="PdfFormatException">An object cannot be read, or there are too many.</exception>
    internal static HashSet<int> From(PdfFile file, IReadOnlySet<int>? withoutAppearances = null)
    {
        var reached = new HashSet<int>();
        var stack = new Stack<PdfValue>();
        var values = 0;
        stack.Push(file.Trailer["Root"] ?? throw new PdfFormatException("there is no catalog"));
        while (stack.TryPop(out var value))
        {
            if (++values > ValuesMax)
            {
                throw new PdfFormatException("the catalog leads to too much");
            }

            switch (value)
            {
                case PdfReference reference when reached.Add(reference.Number):
                    if (file.Read(reference) is { } target)
                    {
                        stack.Push(
                            target is PdfDictionary widget &&
                                withoutAppearances?.Contains(reference.Number) == true ? widget.Without("AP") : target);
                    }

                    break;
                case PdfArray array:
                    array.Items.ForEach(stack.Push);
                    break;
                case PdfDictionary dictionary:
                    dictionary.Entries.ForEach(entry => stack.Push(entry.Value));
                    break;
                case PdfStream stream:
                    stack.Push(stream.Dictionary);
                    break;
            }
        }

        return reached;
    }
}
