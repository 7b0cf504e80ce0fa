using System.Runtime.CompilerServices;

namespace Ledger.Crypto.FastSm2.Lanes;

/// <summary>Checks up to eight equations at once.</summary>
/// <remarks>
/// Whoever makes a signature can choose s and t so that an addition on the way is one that lanes do not do. Then this equation alone is
/// checked again by complete additions: such a signature costs what it costs on a processor without lanes, and its share of the lanes.
/// </remarks>
internal static class LaneVerifier
{
    /// <summary>From how many equations on the lanes are faster than one after the other.</summary>
    public const int EquationsMin = 3;

    /// <summary>
    /// Sets <paramref name="holds"/>[i] for each of one to eight equations, all of keys with a table and of one width. Lanes left over
    /// repeat the first.
    /// </summary>
    public static void Check(ReadOnlySpan<Sm2Equation> equations, Span<bool> holds)
    {
        var tables = default(Tables);
        var scalars = default(Scalars);
        var sum = LaneSum.Nothing;
        for (var lane = 0; lane < LaneElement.Lanes; lane++)
        {
            ref readonly var equation = ref equations[lane < equations.Length ? lane : 0];
            tables[lane] = equation.Table!;
            scalars[lane] = equation.T;
        }

        sum.AddMultiples(tables, scalars);
        for (var lane = 0; lane < LaneElement.Lanes; lane++)
        {
            tables[lane] = FixedBaseTable.Generator;
            scalars[lane] = equations[lane < equations.Length ? lane : 0].S;
        }

        sum.AddMultiples(tables, scalars);
        for (var lane = 0; lane < equations.Length; lane++)
        {
            holds[lane] = sum.TryGet(lane, out var point) ? equations[lane].HoldsFor(in point) : equations[lane].Holds();
        }
    }

    [InlineArray(LaneElement.Lanes)]
    private struct Tables
    {
        private FixedBaseTable _first;
    }

    [InlineArray(LaneElement.Lanes)]
    private struct Scalars
    {
        private Scalar _first;
    }
}
