using System.Numerics;
using Ledger.Crypto.Groups;
using static Ledger.Crypto.Tests.Groups.GroupNumbers;

namespace Ledger.Crypto.Tests.Groups;

public sealed class PrimeGroupTests
{
    public static TheoryData<CryptoSuite> AllSuites => [.. Suites];

    [Theory]
    [MemberData(nameof(AllSuites))]
    public void Products_are_those_of_libcrypto(CryptoSuite suite)
    {
        var (group, q) = (PrimeGroup.Of(suite), OrderOf(suite));
        var point = group.MultiplyBase(group.FromNumber(77));
        foreach (var x in Values(q, 21, 120))
        {
            var scalar = group.Reduce(Bytes(x));
            Assert.Equal(ByLibcrypto(group, x), Uncompressed(group, group.MultiplyBase(in scalar)));
            var product = group.Multiply(in scalar, in point);
            Assert.Equal(ByLibcrypto(group, x, Uncompressed(group, in point)), Uncompressed(group, in product));
            Assert.True(group.AreEqual(in product, group.Sum([scalar], [point])));
            point = group.IsInfinity(in product) ? point : product;
        }
    }

    // What a formula that is not complete gets wrong: equal points, opposite ones, infinity on either side.
    [Theory]
    [MemberData(nameof(AllSuites))]
    public void Sums_are_those_of_the_group_whatever_meets(CryptoSuite suite)
    {
        var (group, q) = (PrimeGroup.Of(suite), OrderOf(suite));
        BigInteger[] multiples = [0, 1, 2, 3, 5, 16, 17, q - 17, q - 16, q - 3, q - 2, q - 1];
        foreach (var i in multiples)
        {
            var left = group.MultiplyBase(Scalar(group, i));
            Assert.Equal(ByLibcrypto(group, -i), Uncompressed(group, group.Negate(in left)));
            foreach (var j in multiples)
            {
                var right = group.MultiplyBase(Scalar(group, j));
                Assert.Equal(ByLibcrypto(group, i + j), Uncompressed(group, group.Add(in left, in right)));
                Assert.Equal(i == j, group.AreEqual(in left, in right));
            }
        }
    }

    [Theory]
    [InlineData(CryptoSuite.Guomi, 0)]
    [InlineData(CryptoSuite.Guomi, 5)]
    [InlineData(CryptoSuite.International, 64)]
    [InlineData(CryptoSuite.Guomi, 65)]
    [InlineData(CryptoSuite.International, 130)]
    public void A_sum_of_products_is_the_product_of_the_sum(CryptoSuite suite, int count)
    {
        var (group, q) = (PrimeGroup.Of(suite), OrderOf(suite));
        var values = Values(q, 31, 300);
        BigInteger sum = 0;
        var scalars = new GroupScalar[count];
        var points = new GroupPoint[count];
        for (var i = 0; i < count; i++)
        {
            var (x, y) = (values[i], values[values.Count - 1 - i]);
            sum += x * y;
            scalars[i] = group.Reduce(Bytes(x));
            points[i] = group.MultiplyBase(group.Reduce(Bytes(y)));
        }

        Assert.Equal(ByLibcrypto(group, sum), Uncompressed(group, group.Sum(scalars, points)));
        Assert.Throws<ArgumentException>(() => group.Sum(scalars, new GroupPoint[count + 1]));
    }

    [Theory]
    [MemberData(nameof(AllSuites))]
    public void A_point_has_one_encoding_and_infinity_none(CryptoSuite suite)
    {
        var (group, q) = (PrimeGroup.Of(suite), OrderOf(suite));
        var points = Values(q, 41, 40).Where(x => !(x % q).IsZero).Select(x => group.MultiplyBase(group.Reduce(Bytes(x)))).ToArray();
        var encoded = new byte[points.Length * PrimeGroup.PointBytes];
        group.EncodeEach(points, encoded);
        for (var i = 0; i < points.Length; i++)
        {
            var one = encoded.AsSpan(i * PrimeGroup.PointBytes, PrimeGroup.PointBytes);
            var uncompressed = Uncompressed(group, in points[i])!;
            Assert.Equal([(byte)(2 | (uncompressed[^1] & 1)), .. uncompressed.AsSpan(1, 32)], one.ToArray());
            Assert.True(group.TryDecode(one, out var decoded));
            Assert.Equal(uncompressed, Uncompressed(group, in decoded));
        }

        Assert.False(group.AreEqual(default, group.Generator)); // of three zeros, as an array has them that nobody filled
        Assert.False(group.AreEqual(group.Generator, default));
        Assert.False(group.AreEqual(group.Infinity, group.Generator));
        Assert.Throws<ArgumentException>(() => group.Encode(group.Infinity, new byte[PrimeGroup.PointBytes]));
        Assert.Throws<ArgumentException>(() => group.EncodeUncompressed(group.Infinity, new byte[PrimeGroup.UncompressedBytes]));
    }

    [Theory]
    [MemberData(nameof(AllSuites))]
    public void Any_other_bytes_are_no_point(CryptoSuite suite)
    {
        var (group, p) = (PrimeGroup.Of(suite), ModulusOf(suite));
        var good = new byte[PrimeGroup.PointBytes];
        group.Encode(group.Generator, good);
        for (var form = 0; form < 256; form++)
        {
            Assert.Equal(form is 2 or 3, group.TryDecode([(byte)form, .. good.AsSpan(1)], out _));
        }

        Assert.False(group.TryDecode([], out _));
        Assert.False(group.TryDecode([0], out _)); // infinity in SEC 1
        Assert.False(group.TryDecode(good.AsSpan(1), out _));
        Assert.False(group.TryDecode([.. good, 0], out _));
        Assert.False(group.TryDecode(Uncompressed(group, group.Generator), out _));
        Assert.False(group.TryDecode([2, .. Bytes(p)], out _));
        Assert.False(group.TryDecode([3, .. Bytes(p + 1)], out _));

        // About half of all x have no y; and an x that is p too large is not the point of the smaller one.
        var found = 0;
        for (var x = 0; x < 200; x++)
        {
            var isPoint = group.TryDecode([2, .. Bytes(x)], out _);
            found += isPoint ? 1 : 0;
            Assert.False(group.TryDecode([2, .. Bytes(p + x)], out _));
        }

        Assert.InRange(found, 60, 140);
    }
}
