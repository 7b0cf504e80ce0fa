using System.Numerics;
using Ledger.Crypto.OpenSsl;
using Ledger.Crypto.SecretSm2;
using Ledger.Crypto.Signatures;
using static Ledger.Crypto.FastSm2.Tests.Sm2Numbers;

namespace Ledger.Crypto.FastSm2.Tests.SecretSm2;

public sealed class SecretPointTests
{
    private static readonly BigInteger[] Small = [1, 2, 3, 5, 16, 17, N - 17, N - 16, N - 5, N - 3, N - 2, N - 1];

    // What a formula that is not complete gets wrong: equal points, opposite ones, infinity on either side.
    [Fact]
    public void Sums_are_those_of_the_group_whatever_meets()
    {
        foreach (var i in Small.Append(0))
        {
            var left = Times(i);
            var doubled = left;
            doubled.Double();
            Same(TimesG(2 * i), doubled);
            foreach (var j in Small)
            {
                var expected = TimesG(i + j);
                var mixed = left;
                var affine = Affine(j);
                mixed.Add(in affine.X, in affine.Y);
                Same(expected, mixed);
                var full = left;
                full.Add(Times(j));
                Same(expected, full);
            }

            var unchanged = left;
            unchanged.Add(SecretPoint.Infinity);
            Same(TimesG(i), unchanged);
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void Multiples_are_those_of_libcrypto(int seed)
    {
        var point = new byte[EcCurve.Sm2.PointBytes];
        var other = new byte[EcCurve.Sm2.PointBytes];
        var expected = new byte[EcCurve.Sm2.PointBytes];
        MultiplyByLibcrypto(SecretScalarTests.Values(seed + 7, 1)[^1], null, point);
        foreach (var value in SecretScalarTests.Values(seed, 400).Where(value => value > 0 && value < N))
        {
            var scalar = SecretScalar.Decode(Bytes(value));
            SecretMultiples.MultiplyBase(in scalar, other);
            MultiplyByLibcrypto(value, null, expected);
            Assert.Equal(expected, other);

            Assert.True(AffinePoint.TryDecode(point, out var decoded));
            SecretMultiples.Multiply(in scalar, in decoded, other);
            MultiplyByLibcrypto(value, point, expected);
            Assert.Equal(expected, other);
            other.CopyTo(point, 0);
        }
    }

    [Fact]
    public void A_point_off_the_curve_is_not_multiplied()
    {
        foreach (var curve in (EcCurve[])[EcCurve.Sm2, EcCurve.P256])
        {
            using var scalar = PrivateScalar.Of(curve, Bytes(7));
            var product = new byte[curve.PointBytes];
            var point = new byte[curve.PointBytes];
            scalar.MultiplyBase(point);
            Assert.True(scalar.TryMultiply(point, product));
            point[^1] ^= 1;
            Assert.False(scalar.TryMultiply(point, product));
            Assert.False(scalar.TryMultiply(point.AsSpan(1), product));
        }
    }

    [Fact]
    public void A_cleared_scalar_multiplies_nothing()
    {
        foreach (var curve in (EcCurve[])[EcCurve.Sm2, EcCurve.P256])
        {
            var scalar = PrivateScalar.Of(curve, Bytes(7));
            var product = new byte[curve.PointBytes];
            scalar.MultiplyBase(product);
            scalar.Dispose();
            Assert.Throws<ObjectDisposedException>(() => scalar.MultiplyBase(new byte[curve.PointBytes]));
            Assert.Throws<ObjectDisposedException>(() => scalar.TryMultiply(product, new byte[curve.PointBytes]));
        }
    }

    internal static void MultiplyByLibcrypto(BigInteger scalar, byte[]? point, byte[] product)
    {
        using var handle = new ScalarHandle(Bytes(scalar));
        var scratch = EcScratch.Of(EcCurve.Sm2);
        Assert.True(point is null ? scratch.TryMultiplyBase(handle, product) : scratch.TryMultiply(handle, point, product));
    }

    private static (BigInteger X, BigInteger Y)? TimesG(BigInteger multiple)
    {
        if (Mod(multiple, N).IsZero)
        {
            return null;
        }

        var product = new byte[EcCurve.Sm2.PointBytes];
        MultiplyByLibcrypto(Mod(multiple, N), null, product);
        return Decode(product);
    }

    private static AffinePoint Affine(BigInteger multiple)
    {
        Assert.True(AffinePoint.TryDecode(Encode(TimesG(multiple)!.Value), out var point));
        return point;
    }

    // With a Z other than 1, as in the middle of a product.
    private static SecretPoint Times(BigInteger multiple)
    {
        var point = SecretPoint.Infinity;
        for (var bit = 255; bit >= 0; bit--)
        {
            point.Double();
            if (!((multiple >> bit) & 1).IsZero)
            {
                var generator = AffinePoint.Generator;
                point.Add(in generator.X, in generator.Y);
            }
        }

        return point;
    }

    private static void Same((BigInteger X, BigInteger Y)? expected, SecretPoint point)
    {
        var encoded = new byte[AffinePoint.EncodedBytes];
        point.Encode(encoded);

        // Infinity has no encoding: its Z is 0, and so is what it "divides".
        Assert.Equal(expected is { } finite ? Encode(finite) : [4, .. new byte[64]], encoded);
    }
}
