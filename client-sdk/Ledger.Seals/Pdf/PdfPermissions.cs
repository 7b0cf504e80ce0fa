namespace Ledger.Seals.Pdf;

/// <summary>
/// What a signature permits of later revisions (ISO 32000-2 §12.8.2): a certification's DocMDP with its P, the fields that FieldMDP or the
/// signature field's own Lock locks, and, where neither speaks, later signatures alone. What is not understood permits nothing.
/// </summary>
internal sealed class PdfPermissions
{
    /// <summary>
    /// Longest side of a signature field that is added to a certified document, in points: about 105 mm, room for every seal of GB/T 38540.
    /// A larger one would cover what was certified (the sneaky signature attack).
    /// </summary>
    internal const double AddedFieldPointsMax = 300;

    private const int NoChanges = 1;
    private const int FillAndSign = 2;
    private const int Annotate = 3;
    private readonly List<Lock> _locks = [];

    private PdfPermissions()
    {
    }

    /// <summary>1, 2 or 3 of the certification; null for a document that nobody certified.</summary>
    internal int? Certification { get; private set; }

    /// <summary>
    /// Those of the signature whose Contents begin at <paramref name="gapStart"/>, in the file as it was when it was made.
    /// </summary>
    /// <param name="file">The file up to the signature's end.</param>
    /// <param name="gapStart">Where its Contents begin.</param>
    /// <param name="earlier">Those of the signature before it, whose certification goes on to hold; null for none.</param>
    /// <exception cref="PdfFormatException">They cannot be read.</exception>
    internal static PdfPermissions Of(PdfFile file, int gapStart, PdfPermissions? earlier)
    {
        var permissions = new PdfPermissions { Certification = earlier?.Certification };
        if (PdfForm.FieldOf(file, gapStart) is not { } found)
        {
            return permissions;
        }

        foreach (var item in file.Resolve(found.Signature["Reference"]) is PdfArray references ? references.Items : [])
        {
            var reference = file.Dictionary(item) ?? throw new PdfFormatException("a signature's reference is none");
            var parameters = file.Dictionary(reference["TransformParams"]) ?? new PdfDictionary([]);
            switch (file.Resolve(reference["TransformMethod"]))
            {
                case PdfName { Text: "DocMDP" }:
                    permissions.Certify(file.Resolve(parameters["P"]) ?? new PdfInteger(FillAndSign));
                    break;
                case PdfName { Text: "FieldMDP" }:
                    permissions._locks.Add(Lock.Read(file, parameters));
                    break;
            }
        }

        if (file.Dictionary(found.Field.Dictionary["Lock"]) is { } fieldLock)
        {
            permissions._locks.Add(Lock.Read(file, fieldLock));
            if (file.Resolve(fieldLock["P"]) is { } p)
            {
                permissions.Certify(p);
            }
        }

        return permissions;
    }

    /// <summary>Why the change is not permitted; null where it is.</summary>
    internal string? Forbids(PdfChange change)
    {
        if (change.Kind == PdfChangeKind.Other)
        {
            return change.What;
        }

        if (Certification == NoChanges)
        {
            return $"{change.What}, and the certification (DocMDP P=1) permits no change";
        }

        if (change.Field is { } field && _locks.Exists(one => one.Covers(field)))
        {
            return $"{change.What}, and the signature locks that field (FieldMDP)";
        }

        return change.Kind switch
        {
            PdfChangeKind.SignatureAdded when Certification is not null && change.Points > AddedFieldPointsMax =>
                $"{change.What}, which is large enough to cover what was certified",
            PdfChangeKind.FieldFilled when Certification is not (FillAndSign or Annotate) =>
                $"{change.What}, and no certification permits that",
            PdfChangeKind.Annotation when Certification != Annotate => $"{change.What}, and no certification (DocMDP P=3) permits that",
            _ => null,
        };
    }

    private void Certify(PdfValue p) =>
        Certification = Math.Min(
            Certification ?? Annotate, p is PdfInteger { Number: >= NoChanges and <= Annotate } number ? (int)number.Number : NoChanges);

    /// <summary>The fields of a FieldMDP or of a Lock.</summary>
    private sealed record Lock(string Action, List<string> Fields)
    {
        internal static Lock Read(PdfFile file, PdfDictionary parameters) => new(
            file.Resolve(parameters["Action"]) is PdfName action ? action.Text : string.Empty,
            file.Resolve(parameters["Fields"]) is PdfArray fields
                ? [.. fields.Items.Select(item => PdfText.Read(file.Resolve(item)))]
                : []);

        internal bool Covers(string field) => Action switch
        {
            "Include" => IsNamed(field),
            "Exclude" => !IsNamed(field),
            _ => true,
        };

        // A name stands for the field and for all below it.
        private bool IsNamed(string field) =>
            Fields.Exists(name => field == name || field.StartsWith(name + ".", StringComparison.Ordinal));
    }
}
