using System.Numerics;
using Ledger.Crypto.FastSm2.Lanes;
using static Ledger.Crypto.FastSm2.Tests.Sm2Numbers;

namespace Ledger.Crypto.FastSm2.Tests.Lanes;

public sealed class LaneSumTests
{
    // i·G + j·G. The last addition is of equal points, of opposite ones, or of points near to that.
    private static readonly (BigInteger I, BigInteger J)[] Multiples =
    [
        (1, 1), (1, N - 1), (3, 5), (N - 2, 1), (1 << 8, 1 << 8), (N - 1, N - 1), (BigInteger.One << 200, N - (BigInteger.One << 200)),
        (BigInteger.One << 255, 7),
    ];

    private static readonly bool[] Exceptional = [true, true, false, false, true, false, true, false];

    // In every order of the lanes, for an exceptional lane must not touch its neighbours.
    [LaneFact]
    public void Equal_and_opposite_points_are_found_and_other_lanes_are_right()
    {
        var tables = Enumerable.Repeat(FixedBaseTable.Generator, LaneElement.Lanes).ToArray();
        for (var turn = 0; turn < LaneElement.Lanes; turn++)
        {
            var order = Enumerable.Range(0, LaneElement.Lanes).Select(lane => (lane + turn) % LaneElement.Lanes).ToArray();
            var sum = LaneSum.Nothing;
            sum.AddMultiples(tables, [.. order.Select(i => ScalarOf(Multiples[i].I))]);
            sum.AddMultiples(tables, [.. order.Select(i => ScalarOf(Multiples[i].J))]);
            for (var lane = 0; lane < LaneElement.Lanes; lane++)
            {
                var (i, j) = Multiples[order[lane]];
                Assert.Equal(!Exceptional[order[lane]], sum.TryGet(lane, out var point));
                if (!Exceptional[order[lane]])
                {
                    var expected = Multiply(G, Mod(i + j, N))!.Value;
                    var affine = new AffinePoint[1];
                    JacobianNormalization.Normalize([point], affine);
                    var encoded = new byte[AffinePoint.EncodedBytes];
                    affine[0].Encode(encoded);
                    Assert.Equal(expected, Decode(encoded));
                }
            }
        }
    }

    [LaneFact]
    public void Nothing_is_not_a_point()
    {
        var sum = LaneSum.Nothing;
        Assert.False(sum.TryGet(0, out _));
    }

    private static Scalar ScalarOf(BigInteger value)
    {
        Assert.True(Scalar.TryDecodeComponent(Bytes(value), out var scalar));
        return scalar;
    }
}
