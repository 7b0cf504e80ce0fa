namespace Ledger.GuaranteePdf;

/// <summary>Where the guarantor's seal goes, as the sealer takes it: from the page's lower left corner.</summary>
/// <param name="PageIndex">The page, from 0.</param>
/// <param name="X">The left edge, in points of 1/72 inch.</param>
/// <param name="Y">The lower edge, in points.</param>
public sealed record SealPlace(int PageIndex, double X, double Y)
{
    /// <summary>The room's side, in points: a round seal of 42 mm, the widest that the state's rules allow a company.</summary>
    public const double Side = 120;
}
