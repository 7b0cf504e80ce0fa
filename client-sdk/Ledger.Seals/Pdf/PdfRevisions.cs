namespace Ledger.Seals.Pdf;

/// <summary>
/// What an incremental update after a signature may do: add signature fields and their widgets. Anything else that it changes of what was signed
/// (a page's content, a font, the tree of pages) changes what the reader sees under the earlier seal.
/// </summary>
internal static class PdfRevisions
{
    /// <summary>Null where <paramref name="newer"/> only adds seals to <paramref name="older"/>; otherwise what it changes.</summary>
    /// <exception cref="PdfFormatException">One of both cannot be read.</exception>
    internal static string? ChangeBetween(PdfFile older, PdfFile newer)
    {
        if (!Same(older.Trailer["Root"], newer.Trailer["Root"]))
        {
            return "the catalog is another";
        }

        var pages = older.Pages().ToDictionary(page => page.Reference.Number);
        var pageLists = pages.Values.Select(page => page.Dictionary["Annots"]).OfType<PdfReference>().Select(reference => reference.Number).ToHashSet();
        var root = older.Trailer["Root"] is PdfReference catalog ? catalog.Number : -1;
        var form = older.Catalog["AcroForm"] is PdfReference acroForm ? acroForm.Number : -1;
        var fields = older.Dictionary(older.Catalog["AcroForm"])?["Fields"] is PdfReference list ? list.Number : -1;
        foreach (var number in newer.ChangedSince(older))
        {
            var reference = new PdfReference(number, 0);
            var (was, now) = (older.Resolve(reference), newer.Resolve(reference));
            if (was is null || (was is PdfStream stream && stream.Dictionary.IsType("XRef")))
            {
                continue; // new, or a list of places
            }

            var isKept = number == root ? IsCatalogKept(older, newer, was, now)
                : number == form ? IsFormKept(older, newer, was, now)
                : number == fields || pageLists.Contains(number) ? OnlyAddsFields(newer, was, now)
                : pages.ContainsKey(number) ? IsKeptBut(was, now, "Annots") && OnlyAddsFields(newer, Entry(older, was, "Annots"), Entry(newer, now, "Annots"))
                : Same(was, now);
            if (!isKept)
            {
                return $"object {number} was changed";
            }
        }

        return null;
    }

    private static bool IsCatalogKept(PdfFile older, PdfFile newer, PdfValue? was, PdfValue? now) =>
        IsKeptBut(was, now, "AcroForm") && IsFormKept(older, newer, Entry(older, was, "AcroForm"), Entry(newer, now, "AcroForm"));

    private static bool IsFormKept(PdfFile older, PdfFile newer, PdfValue? was, PdfValue? now) =>
        IsKeptBut(was ?? new PdfDictionary([]), now, "Fields", "SigFlags") && OnlyAddsFields(newer, Entry(older, was, "Fields"), Entry(newer, now, "Fields"));

    private static PdfValue? Entry(PdfFile file, PdfValue? of, string name) => file.Resolve((of as PdfDictionary)?[name]);

    private static bool IsKeptBut(PdfValue? was, PdfValue? now, params ReadOnlySpan<string> names) =>
        was is PdfDictionary one && now is PdfDictionary other && Same(Sorted(one.Without(names)), Sorted(other.Without(names)));

    /// <summary>Whether the list holds what it held, in its order, and then signature fields only.</summary>
    private static bool OnlyAddsFields(PdfFile newer, PdfValue? was, PdfValue? now)
    {
        var before = (was as PdfArray)?.Items ?? [];
        if (now is not PdfArray { Items: var after })
        {
            return was is null && now is null;
        }

        return after.Count >= before.Count
            && before.Zip(after).All(pair => Same(pair.First, pair.Second))
            && after.Skip(before.Count).All(added => newer.Dictionary(added) is { } field && field["FT"] is PdfName { Text: "Sig" } && field["Subtype"] is PdfName { Text: "Widget" });
    }

    private static PdfDictionary Sorted(PdfDictionary dictionary) => new([.. dictionary.Entries.OrderBy(entry => entry.Key, StringComparer.Ordinal)]);

    private static bool Same(PdfValue? one, PdfValue? other) => one is null || other is null
        ? one is null && other is null
        : PdfSerializer.Serialize(one).AsSpan().SequenceEqual(PdfSerializer.Serialize(other));
}
