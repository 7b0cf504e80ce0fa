namespace Ledger.Seals.Pdf;

/// <summary>
/// What an incremental update after a signature changed of what was signed. All that the signed catalog leads to must stay as it was,
/// references to objects that are not there included, but for the places where signatures, values of fields and annotations go; those are
/// named one by one, and <see cref="PdfPermissions"/> judges them.
/// </summary>
internal sealed class PdfRevisions
{
    private readonly PdfFile _older;
    private readonly PdfFile _newer;
    private readonly int _nextGapStart;
    private readonly HashSet<int> _reached;
    private readonly HashSet<int> _reachedWithoutAppearances;
    private readonly Dictionary<int, PdfField> _fields;
    private readonly Dictionary<int, PdfPage> _pages;
    private readonly HashSet<int> _pageLists;
    private readonly HashSet<int> _annotations;
    private readonly HashSet<int> _appearances;
    private readonly List<PdfChange> _changes = [];

    private PdfRevisions(PdfFile older, PdfFile newer, int nextGapStart)
    {
        (_older, _newer, _nextGapStart) = (older, newer, nextGapStart);
        _fields = PdfForm.Fields(older);
        _reached = PdfReach.From(older);
        _reachedWithoutAppearances = PdfReach.From(older, _fields.Keys.ToHashSet());
        _pages = older.Pages().ToDictionary(page => page.Reference.Number);
        var lists = _pages.Values.Select(page => page.Dictionary["Annots"]).ToList();
        _pageLists = [.. lists.OfType<PdfReference>().Select(reference => reference.Number)];
        _annotations =
        [
            .. lists.SelectMany(list => Items(older.Resolve(list))).OfType<PdfReference>().Where(item => !IsWidget(older, item))
                .Select(item => item.Number),
        ];
        _appearances = [.. _fields.Values.SelectMany(field => Appearances(older, field.Dictionary))];
    }

    /// <summary>The changes between two revisions, each named once.</summary>
    /// <param name="older">The file up to a signature's end.</param>
    /// <param name="newer">The file up to the next signature's end.</param>
    /// <param name="nextGapStart">Where the next signature's Contents begin.</param>
    /// <exception cref="PdfFormatException">One of both cannot be read.</exception>
    internal static IReadOnlyList<PdfChange> Between(PdfFile older, PdfFile newer, int nextGapStart)
    {
        if (!Same(older.Trailer["Root"], newer.Trailer["Root"]))
        {
            return [new PdfChange(PdfChangeKind.Other, "the catalog is another")];
        }

        var revisions = new PdfRevisions(older, newer, nextGapStart);
        foreach (var number in newer.ChangedSince(older))
        {
            revisions.Judge(number);
        }

        return [.. revisions._changes.Distinct()];
    }

    private void Judge(int number)
    {
        var (was, now) = (_older.ObjectAt(number), _newer.ObjectAt(number));
        var isReached = _reached.Contains(number);
        if (!isReached && (was is null || _older.IsSection(number)))
        {
            return; // new, or a cross-reference section of the older file's own
        }

        if (was is not null && now is not null && _older.GenerationOf(number) != _newer.GenerationOf(number))
        {
            Other($"object {number} was changed");
            return;
        }

        if (IsKeptInItsPlace(number, was, now) ?? Same(was, now))
        {
            return;
        }

        Other(was is null ? $"object {number} was defined, which what was signed names and lacks" : $"object {number} was changed");
    }

    /// <summary>
    /// For the objects where something may be added or filled in: whether nothing else happened there. Null for all others.
    /// </summary>
    private bool? IsKeptInItsPlace(int number, PdfValue? was, PdfValue? now)
    {
        var catalog = _older.Catalog;
        if (IsAt(_older.Trailer["Root"], number))
        {
            return IsKeptBut(was, now, "AcroForm") && IsFormKept(Entry(_older, was, "AcroForm"), Entry(_newer, now, "AcroForm"));
        }

        if (IsAt(catalog["AcroForm"], number))
        {
            return IsFormKept(was, now);
        }

        if (IsAt(_older.Dictionary(catalog["AcroForm"])?["Fields"], number))
        {
            return OnlyAddsSignature(was, now);
        }

        if (_pageLists.Contains(number))
        {
            return IsListKept(was, now);
        }

        if (_pages.ContainsKey(number))
        {
            return IsKeptBut(was, now, "Annots") && IsListKept(Entry(_older, was, "Annots"), Entry(_newer, now, "Annots"));
        }

        if (_fields.TryGetValue(number, out var field))
        {
            return IsFieldKept(field, was, now);
        }

        if (_appearances.Contains(number) && !_reachedWithoutAppearances.Contains(number) && now is PdfStream)
        {
            _changes.Add(
                new PdfChange(
                    PdfChangeKind.FieldFilled, $"the look of a form field (object {number}) was changed", FieldWithAppearance(number)));
            return true;
        }

        if (_annotations.Contains(number) && !Same(was, now) && (now is null || !IsWidget(_newer, now)))
        {
            _changes.Add(new PdfChange(PdfChangeKind.Annotation, $"an annotation (object {number}) was changed"));
            return true;
        }

        return null;
    }

    private bool IsFormKept(PdfValue? was, PdfValue? now) =>
        IsKeptBut(was ?? new PdfDictionary([]), now ?? new PdfDictionary([]), "Fields", "SigFlags") &&
            OnlyAddsSignature(Entry(_older, was, "Fields"), Entry(_newer, now, "Fields"));

    private bool IsFieldKept(PdfField field, PdfValue? was, PdfValue? now)
    {
        if (Same(was, now))
        {
            return true;
        }

        if (!IsKeptBut(was, now, "V", "AP", "AS"))
        {
            return false;
        }

        if (!field.IsSignature)
        {
            _changes.Add(new PdfChange(PdfChangeKind.FieldFilled, $"the form field {field.Name} was filled in", field.Name));
            return true;
        }

        if (field.Dictionary["V"] is not null || !IsNextSignature((PdfDictionary)now!))
        {
            return false;
        }

        _changes.Add(new PdfChange(PdfChangeKind.SignatureFilled, $"the field {field.Name} was signed", field.Name));
        return true;
    }

    /// <summary>Whether the list of fields holds what it held, in its order, and then the next signature's field only.</summary>
    private bool OnlyAddsSignature(PdfValue? was, PdfValue? now)
    {
        var (before, after) = (Items(was), Items(now));
        return after.Count >= before.Count && before.Zip(after).All(pair => Same(pair.First, pair.Second)) &&
            after.Skip(before.Count).All(IsAddedSignature);
    }

    /// <summary>
    /// The same for a page's annotations, where those that are no form fields may come and go if the certification says so.
    /// </summary>
    private bool IsListKept(PdfValue? was, PdfValue? now)
    {
        var (before, after) = (Items(was).ToLookup(item => IsWidget(_older, item)), Items(now).ToLookup(item => IsWidget(_newer, item)));
        if (!before[false].Select(PdfSerializer.Serialize).SequenceEqual(after[false].Select(PdfSerializer.Serialize), Bytes.Same))
        {
            _changes.Add(new PdfChange(PdfChangeKind.Annotation, "annotations were added or taken away"));
        }

        return OnlyAddsSignature(new PdfArray([.. before[true]]), new PdfArray([.. after[true]]));
    }

    private bool IsAddedSignature(PdfValue added)
    {
        if (_newer.Dictionary(added) is not { } field || field["FT"] is not PdfName { Text: "Sig" } ||
            field["Subtype"] is not PdfName { Text: "Widget" } || !IsNextSignature(field))
        {
            return false;
        }

        var name = PdfText.Read(_newer.Resolve(field["T"]));
        var sides = Items(_newer.Resolve(field["Rect"])).Select(item => PdfNumber.Read(_newer.Resolve(item))).ToList();
        var points = sides.Count == 4 ? Math.Max(Math.Abs(sides[2] - sides[0]), Math.Abs(sides[3] - sides[1])) : 0;
        _changes.Add(
            new PdfChange(
                PdfChangeKind.SignatureAdded,
                $"the signature field {name} was added",
                name,
                double.IsNaN(points) ? double.MaxValue : points));
        return true;
    }

    private bool IsNextSignature(PdfDictionary field) => field["V"] is PdfReference value && _newer.ContentsAt(value) == _nextGapStart;

    private string FieldWithAppearance(int number) =>
        _fields.Values.First(field => Appearances(_older, field.Dictionary).Contains(number)).Name;

    private void Other(string what) => _changes.Add(new PdfChange(PdfChangeKind.Other, what));

    private static IEnumerable<int> Appearances(PdfFile file, PdfDictionary field) =>
        (file.Dictionary(field["AP"])?.Entries ?? [])
        .SelectMany(
            entry =>
                entry.Value is PdfReference one
                    ? [one]
                    : entry.Value is PdfDictionary states ? states.Entries.Select(state => state.Value).OfType<PdfReference>() : [])
        .Select(reference => reference.Number);

    private static bool IsWidget(PdfFile file, PdfValue item) => file.Dictionary(item)?["Subtype"] is PdfName { Text: "Widget" };

    private static bool IsAt(PdfValue? value, int number) => value is PdfReference reference && reference.Number == number;

    private static List<PdfValue> Items(PdfValue? list) => (list as PdfArray)?.Items ?? [];

    private static PdfValue? Entry(PdfFile file, PdfValue? of, string name) => file.Resolve((of as PdfDictionary)?[name]);

    private static bool IsKeptBut(PdfValue? was, PdfValue? now, params ReadOnlySpan<string> names) =>
        was is PdfDictionary one && now is PdfDictionary other && Same(Sorted(one.Without(names)), Sorted(other.Without(names)));

    private static PdfDictionary Sorted(PdfDictionary dictionary) =>
        new([.. dictionary.Entries.OrderBy(entry => entry.Key, StringComparer.Ordinal)]);

    private static bool Same(PdfValue? one, PdfValue? other) => one is null || other is null
        ? one is null && other is null
        : PdfSerializer.Serialize(one).AsSpan().SequenceEqual(PdfSerializer.Serialize(other));

    private sealed class Bytes : IEqualityComparer<byte[]>
    {
        internal static readonly Bytes Same = new();

        public bool Equals(byte[]? x, byte[]? y) => x.AsSpan().SequenceEqual(y);

        public int GetHashCode(byte[] obj) => obj.Length;
    }
}
