namespace Ledger.Seals;

/// <summary>What to put on a PDF, and where: all that must be settled before anybody signs, for the signature covers it.</summary>
public record PdfSealPlacement
{
    /// <summary>The seal, of version 4; its picture is the stamp: PNG or JPEG.</summary>
    public required ElectronicSeal Seal { get; init; }

    /// <summary>When, in milliseconds since 1970-01-01 UTC.</summary>
    public required long TimeMs { get; init; }

    /// <summary>The page, from 0.</summary>
    public int PageIndex { get; init; }

    /// <summary>
    /// The stamp's left edge from the left edge of the page as its reader sees it – turned, cropped, enlarged –, in points of 1/72 inch.
    /// </summary>
    public double X { get; init; } = 72;

    /// <summary>The stamp's lower edge from the lower edge of the page as its reader sees it, in points of 1/72 inch.</summary>
    public double Y { get; init; } = 72;

    /// <summary>Why, for the reader; null for nothing.</summary>
    public string? Reason { get; init; }
}
