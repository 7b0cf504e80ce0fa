using System.Text;

namespace Ledger.BidFiles;

/// <summary>What a bid file is bound to.</summary>
/// <param name="SectionCode">标段(包)编号, 1 to 64 ASCII characters.</param>
/// <param name="BidderUscc">The bidder's unified social credit code, 1 to 64 ASCII characters.</param>
public sealed record BidFileLabel(string SectionCode, string BidderUscc)
{
    private const int CharsMax = 64;

    /// <summary>Whether both are in their form.</summary>
    public bool IsValid => IsText(SectionCode) && IsText(BidderUscc);

    private static bool IsText(string text) => text is { Length: > 0 and <= CharsMax } && Ascii.IsValid(text) && !text.Any(char.IsControl);
}
