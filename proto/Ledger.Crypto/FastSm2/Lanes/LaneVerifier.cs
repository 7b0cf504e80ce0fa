using System.Runtime.CompilerServices;

namespace Ledger.Crypto.FastSm2.Lanes;

/// <summary>Checks up to eight equations at once.</summary>
/// <remarks>
/// Whoever makes a signature can choose s and t so that an addition on the way is one that lanes do not do. Then this equation alone is
/// checked again by complete additions: such a signature costs what it costs on a processor without lanes, and its share of the lanes.
/// </remarks>
internal static class LaneVerifier
{
    /// <summary>From how many equations on the lanes are faster than one after the other; two are on a par.</summary>
    public const int EquationsMin = 3;

    /// <summary>
    /// Sets <paramref name="holds"/>[i] for each of one to eight equations: all of keys with tables of one width, or all of keys without.
    /// Lanes left over repeat the first.
    /// </summary>
    public static void Check(ReadOnlySpan<Sm2Equation> equations, Span<bool> holds)
    {
        var scalars = default(Scalars);
        for (var lane = 0; lane < LaneElement.Lanes; lane++)
        {
            scalars[lane] = equations[lane < equations.Length ? lane : 0].T;
        }

        LaneSum sum;
        var tables = default(Tables);
        if (equations[0].Table is null)
        {
            MultiplyPoints(out sum, equations, scalars);
        }
        else
        {
            for (var lane = 0; lane < LaneElement.Lanes; lane++)
            {
                tables[lane] = equations[lane < equations.Length ? lane : 0].Table!;
            }

            sum = LaneSum.Nothing;
            sum.AddMultiples(tables, scalars);
        }

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

    private static void MultiplyPoints(out LaneSum sum, ReadOnlySpan<Sm2Equation> equations, ReadOnlySpan<Scalar> scalars)
    {
        var x = default(LaneElement);
        var y = default(LaneElement);
        for (var lane = 0; lane < LaneElement.Lanes; lane++)
        {
            ref readonly var point = ref equations[lane < equations.Length ? lane : 0].Point;
            x.Set(lane, in point.X);
            y.Set(lane, in point.Y);
        }

        LaneSum.Multiply(out sum, in x, in y, scalars);
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
