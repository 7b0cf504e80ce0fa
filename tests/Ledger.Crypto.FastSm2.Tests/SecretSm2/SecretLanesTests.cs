using System.Numerics;
using Ledger.Crypto.FastSm2.Lanes;
using Ledger.Crypto.FastSm2.Tests.Lanes;
using Ledger.Crypto.OpenSsl;
using Ledger.Crypto.SecretSm2;
using Ledger.Crypto.SecretSm2.Lanes;
using static Ledger.Crypto.FastSm2.Tests.Sm2Numbers;

namespace Ledger.Crypto.FastSm2.Tests.SecretSm2;

public sealed class SecretLanesTests
{
    private const int PointBytes = AffinePoint.EncodedBytes;

    // Every digit at both ends of the range; leading zeros, the middle, one digit alone; and those (n − 6 is one) with which windows of
    // five bits would add equal points, were not the smaller of k and n − k taken.
    private static readonly List<BigInteger> Ends =
    [
        .. Enumerable.Range(1, 67).Select(i => (BigInteger)i),
        .. Enumerable.Range(1, 67).Select(i => N - i),
        .. Enumerable.Range(-3, 8).Select(i => (N >> 1) + i),
        .. Enumerable.Range(1, 51).Select(i => BigInteger.One << (5 * i)),
        .. Enumerable.Range(1, 51).Select(i => (BigInteger.One << (5 * i)) - 1),
        .. Enumerable.Range(1, 51).Select(i => N - (BigInteger.One << (5 * i))),
        .. Enumerable.Range(1, 50).Select(i => (16 * (BigInteger.One << (5 * i))) + 16),
    ];

    [LaneFact]
    public void Products_are_those_of_libcrypto_for_the_ends_of_every_range()
    {
        var random = new Random(1);
        byte[][] points = [Times(1), Times(2), Times(16), Times(N - 1), Times(N - 2), Times(FromBytes(SeededScalar(random)))];
        AssertProducts([.. Ends.Select((scalar, i) => (scalar, points[i % points.Length]))], random);
    }

    [LaneFact]
    public void Products_are_those_of_libcrypto_for_what_a_seed_gives()
    {
        var random = new Random(2);
        var pairs = new List<(BigInteger, byte[])>();
        var point = Times(7);
        for (var i = 0; i < DifferentialTests.CasesOr(200); i++)
        {
            var scalar = i % 4 == 0 ? Ends[random.Next(Ends.Count)] : Mod(FromBytes(SeededScalar(random)) - 1, N - 1) + 1;
            pairs.Add((scalar, point));
            point = random.Next(8) == 0 ? Times(Ends[random.Next(Ends.Count)]) : Product(scalar, point);
        }

        AssertProducts(pairs, random);
    }

    // One lane must not touch its neighbours, whatever stands beside it: equal pairs, opposite ones, the ends of the range.
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_product_does_not_depend_on_how_many_are_made_with_it_nor_on_lanes(bool lanes)
    {
        BigInteger[] values = [1, N - 1, N - 6, 6, 1, 16, 32, 5, N - 16, (N >> 1) + 1, N >> 1, 17, N - 1, 2, 3, 4, BigInteger.One << 255];
        SecretScalar[] scalars = [.. values.Select(value => SecretScalar.Decode(Bytes(value)))];
        AffinePoint[] points = [.. values.Select((_, i) => Decoded(Times(i % 3 == 0 ? N - 1 : i)))];
        lanes &= LaneElement.IsSupported;
        for (var count = 0; count <= values.Length; count++)
        {
            var products = new byte[(count + 1) * PointBytes];
            SecretMultiples.MultiplyEach(scalars.AsSpan(0, count), points.AsSpan(0, count), products, lanes);
            var baseProducts = new byte[products.Length];
            SecretMultiples.MultiplyBaseEach(scalars.AsSpan(0, count), baseProducts, lanes);
            for (var i = 0; i < count; i++)
            {
                var times = i % 3 == 0 ? N - 1 : i;
                Assert.Equal(Times(Mod(values[i] * times, N)), At(products, i));
                Assert.Equal(Times(values[i]), At(baseProducts, i));
            }

            Assert.Equal(new byte[PointBytes], At(products, count));
            Assert.Equal(new byte[PointBytes], At(baseProducts, count));
        }
    }

    private static void AssertProducts(List<(BigInteger Scalar, byte[] Point)> pairs, Random random)
    {
        var products = new byte[SecretLanes.Lanes * PointBytes];
        var waiting = pairs.ToArray().AsSpan();
        random.Shuffle(waiting);
        while (!waiting.IsEmpty)
        {
            var set = waiting[..Math.Min(random.Next(1, SecretLanes.Lanes + 1), waiting.Length)].ToArray();
            waiting = waiting[set.Length..];
            SecretScalar[] scalars = [.. set.Select(pair => SecretScalar.Decode(Bytes(pair.Scalar)))];
            SecretLanes.Multiply(scalars, [.. set.Select(pair => Decoded(pair.Point))], products);
            for (var i = 0; i < set.Length; i++)
            {
                Assert.True(Product(set[i].Scalar, set[i].Point).AsSpan().SequenceEqual(At(products, i)), $"{set[i].Scalar}, lane {i}");
            }

            SecretLanes.MultiplyBase(scalars, products);
            for (var i = 0; i < set.Length; i++)
            {
                Assert.True(Times(set[i].Scalar).AsSpan().SequenceEqual(At(products, i)), $"{set[i].Scalar} G, lane {i}");
            }
        }
    }

    private static byte[] At(byte[] products, int place) => products[(place * PointBytes)..((place + 1) * PointBytes)];

    private static AffinePoint Decoded(byte[] point)
    {
        Assert.True(AffinePoint.TryDecode(point, out var decoded));
        return decoded;
    }

    private static byte[] Times(BigInteger scalar) => Product(scalar, null);

    private static byte[] Product(BigInteger scalar, byte[]? point)
    {
        var product = new byte[EcCurve.Sm2.PointBytes];
        SecretPointTests.MultiplyByLibcrypto(scalar, point, product);
        return product;
    }

    private static byte[] SeededScalar(Random random)
    {
        var bytes = new byte[SecretScalar.Bytes];
        random.NextBytes(bytes);
        bytes.AsSpan(random.Next(24), random.Next(9)).Fill((byte)(random.Next(2) * 0xff));
        return bytes;
    }
}
