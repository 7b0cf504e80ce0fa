using System.Numerics;
using Ledger.Crypto.OpenSsl;
using static Ledger.Crypto.FastSm2.Tests.Sm2Numbers;

namespace Ledger.Crypto.FastSm2.Tests;

public sealed class GroupTests
{
    private const int MultiplesMax = 40;

    private static readonly (BigInteger X, BigInteger Y)?[] Multiples = MakeMultiples();

    [Fact]
    public void Sums_of_small_multiples_meet_every_exceptional_case()
    {
        for (var i = 0; i <= MultiplesMax; i++)
        {
            for (var j = 1; i + j <= MultiplesMax; j++)
            {
                Assert.Equal(Multiples[i + j], AddAffine(i, j, negated: false));
                Assert.Equal(Multiples[i + j], AddJacobian(i, j, negated: false));
                var difference = i == j ? null : i > j ? Multiples[i - j] : Negate(Multiples[j - i]!.Value);
                Assert.Equal(difference, AddAffine(i, j, negated: true));
                Assert.Equal(difference, AddJacobian(i, j, negated: true));
            }
        }
    }

    [Fact]
    public void Infinity_doubles_to_itself_and_has_no_x()
    {
        var infinity = default(JacobianPoint);
        infinity.Double();
        Assert.True(infinity.IsInfinity);
        Assert.False(infinity.HasAffineX(default));
    }

    [Theory]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(5)]
    [InlineData(6)]
    [InlineData(8)]
    public void A_table_and_the_odd_multiples_multiply_alike(int windowBits)
    {
        var point = Affine(Multiples[7]!.Value);
        var table = new FixedBaseTable(in point, windowBits);
        foreach (var k
            in new[] { 1, 2, 31, 32, 33, 128, 255, 256, BigInteger.One << 255, N - 1, N - 2, N / 2, (BigInteger.One << 253) - 1 })
        {
            Assert.True(Scalar.TryDecodeComponent(Bytes(k), out var scalar));
            var expected = Multiply(Multiples[7], k);
            var sum = default(JacobianPoint);
            table.AddMultiple(ref sum, in scalar);
            Assert.Equal(expected, Value(sum));
            Assert.Equal(expected, Value(OddMultiples.Multiply(in point, in scalar)));
        }
    }

    [Fact]
    public void A_point_decodes_where_libcrypto_takes_it_and_encodes_back()
    {
        var random = new Random(5);
        for (var i = 0; i < 500; i++)
        {
            var encoded = Encode(Multiples[1 + (i % MultiplesMax)]!.Value);
            if (i % 2 == 1)
            {
                encoded[random.Next(65)] ^= (byte)(1 << random.Next(8));
            }

            Assert.Equal(EcScratch.Of(EcCurve.Sm2).IsPoint(encoded), AffinePoint.TryDecode(encoded, out var point));
            if (i % 2 == 0)
            {
                var again = new byte[65];
                point.Encode(again);
                Assert.Equal(encoded, again);
            }
        }

        Assert.False(AffinePoint.TryDecode([0], out _));
        Assert.False(AffinePoint.TryDecode([4, .. Bytes(P), .. Bytes(1)], out _));
        Assert.False(AffinePoint.TryDecode(new byte[65], out _));
    }

    private static (BigInteger X, BigInteger Y)?[] MakeMultiples()
    {
        var multiples = new (BigInteger X, BigInteger Y)?[MultiplesMax + 1];
        for (var i = 1; i <= MultiplesMax; i++)
        {
            multiples[i] = Add(multiples[i - 1], G);
        }

        return multiples;
    }

    private static (BigInteger X, BigInteger Y)? AddAffine(int i, int j, bool negated)
    {
        var sum = Scaled(i);
        var point = Affine(Multiples[j]!.Value);
        sum.Add(in point, negated);
        return Value(sum);
    }

    private static (BigInteger X, BigInteger Y)? AddJacobian(int i, int j, bool negated)
    {
        var sum = Scaled(i);
        var multiple = new JacobianMultiple(Scaled(j));
        sum.Add(in multiple, negated);
        return Value(sum);
    }

    // i·G with a Z other than 1, reached by doublings and additions.
    private static JacobianPoint Scaled(int i)
    {
        var sum = default(JacobianPoint);
        var generator = AffinePoint.Generator;
        for (var bit = 5; bit >= 0; bit--)
        {
            sum.Double();
            if (((i >> bit) & 1) != 0)
            {
                sum.Add(in generator, negated: false);
            }
        }

        return sum;
    }

    private static AffinePoint Affine((BigInteger X, BigInteger Y) point)
    {
        Assert.True(AffinePoint.TryDecode(Encode(point), out var affine));
        return affine;
    }

    private static (BigInteger X, BigInteger Y)? Value(JacobianPoint point)
    {
        if (point.IsInfinity)
        {
            return null;
        }

        var affine = new AffinePoint[1];
        JacobianNormalization.Normalize([point], affine);
        var encoded = new byte[65];
        affine[0].Encode(encoded);
        return Decode(encoded);
    }
}
