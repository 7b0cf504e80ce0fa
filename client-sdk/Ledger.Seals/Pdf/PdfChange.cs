namespace Ledger.Seals.Pdf;

/// <summary>What a later revision did to what was signed.</summary>
internal enum PdfChangeKind
{
    /// <summary>Something that no permission covers.</summary>
    Other = 0,

    /// <summary>The next signature's field was added.</summary>
    SignatureAdded = 1,

    /// <summary>The next signature went into a field that was there, and empty.</summary>
    SignatureFilled = 2,

    /// <summary>A form field got a value.</summary>
    FieldFilled = 3,

    /// <summary>An annotation that is no form field was added, changed or taken away.</summary>
    Annotation = 4,
}

/// <summary>One change between two revisions.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="What">In words.</param>
/// <param name="Field">The form field's full name; null where it is about none.</param>
/// <param name="Points">The longer side of an added field's rectangle, in points.</param>
internal sealed record PdfChange(PdfChangeKind Kind, string What, string? Field = null, double Points = 0);
