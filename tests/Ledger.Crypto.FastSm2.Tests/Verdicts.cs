namespace Ledger.Crypto.FastSm2.Tests;

/// <summary>The managed engine's verdict at the level of e.</summary>
internal static class Verdicts
{
    /// <summary>By complete additions, one signature alone.</summary>
    internal static bool Of(in AffinePoint point, FixedBaseTable? table, ReadOnlySpan<byte> rs, ReadOnlySpan<byte> e) =>
        Sm2Equation.TryCreate(in point, table, rs, e, out var equation) && equation.Holds();
}
