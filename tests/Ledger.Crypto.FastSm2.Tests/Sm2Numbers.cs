using System.Globalization;
using System.Numerics;

namespace Ledger.Crypto.FastSm2.Tests;

/// <summary>SM2's curve over BigInteger in affine coordinates: slow, plain, and independent of what it checks.</summary>
internal static class Sm2Numbers
{
    internal static readonly BigInteger P = Hex("fffffffeffffffffffffffffffffffffffffffff00000000ffffffffffffffff");
    internal static readonly BigInteger N = Hex("fffffffeffffffffffffffffffffffff7203df6b21c6052b53bbf40939d54123");
    internal static readonly BigInteger B = Hex("28e9fa9e9d9f5e344d5a9e4bcf6509a7f39789f515ab8f92ddbcbd414d940e93");
    internal static readonly (BigInteger X, BigInteger Y) G = (
        Hex("32c4ae2c1f1981195f9904466a39c9948fe30bbff2660be1715a4589334c74c7"),
        Hex("bc3736a2f4f6779c59bdcee36b692153d0a9877cc62a474002df32e52139f0a0"));

    internal static BigInteger Hex(string hex) => BigInteger.Parse("0" + hex, NumberStyles.HexNumber, CultureInfo.InvariantCulture);

    internal static BigInteger Mod(BigInteger value, BigInteger modulus) => ((value % modulus) + modulus) % modulus;

    internal static BigInteger FromBytes(ReadOnlySpan<byte> bytes) => new(bytes, isUnsigned: true, isBigEndian: true);

    internal static byte[] Bytes(BigInteger value)
    {
        var bytes = new byte[32];
        var shortest = value.ToByteArray(isUnsigned: true, isBigEndian: true);
        shortest.CopyTo(bytes, 32 - shortest.Length);
        return bytes;
    }

    internal static byte[] Encode((BigInteger X, BigInteger Y) point) => [4, .. Bytes(point.X), .. Bytes(point.Y)];

    internal static (BigInteger X, BigInteger Y) Decode(ReadOnlySpan<byte> point) =>
        (FromBytes(point.Slice(1, 32)), FromBytes(point[33..]));

    /// <summary>By Euclid's algorithm; the modulus is prime and does not divide the value.</summary>
    internal static BigInteger Invert(BigInteger value, BigInteger modulus)
    {
        var (remainder, next) = (modulus, Mod(value, modulus));
        var (factor, nextFactor) = (BigInteger.Zero, BigInteger.One);
        while (next > 1)
        {
            var quotient = remainder / next;
            (remainder, next) = (next, remainder - (quotient * next));
            (factor, nextFactor) = (nextFactor, factor - (quotient * nextFactor));
        }

        return Mod(nextFactor, modulus);
    }

    internal static (BigInteger X, BigInteger Y) Negate((BigInteger X, BigInteger Y) point) => (point.X, Mod(-point.Y, P));

    /// <summary>Null is the point at infinity.</summary>
    internal static (BigInteger X, BigInteger Y)? Add((BigInteger X, BigInteger Y)? left, (BigInteger X, BigInteger Y)? right)
    {
        if (left is not { } a)
        {
            return right;
        }

        if (right is not { } b)
        {
            return left;
        }

        if (a.X == b.X && Mod(a.Y + b.Y, P).IsZero)
        {
            return null;
        }

        var slope = a.X == b.X
            ? ((3 * a.X * a.X) - 3) * Invert(2 * a.Y, P)
            : (b.Y - a.Y) * Invert(b.X - a.X, P);
        slope = Mod(slope, P);
        var x = Mod((slope * slope) - a.X - b.X, P);
        return (x, Mod((slope * (a.X - x)) - a.Y, P));
    }

    internal static (BigInteger X, BigInteger Y)? Multiply((BigInteger X, BigInteger Y)? point, BigInteger scalar)
    {
        (BigInteger X, BigInteger Y)? sum = null;
        for (var bit = (int)scalar.GetBitLength() - 1; bit >= 0; bit--)
        {
            sum = Add(sum, sum);
            if (!(scalar >> bit).IsEven)
            {
                sum = Add(sum, point);
            }
        }

        return sum;
    }

    /// <summary>GB/T 32918.2 §7.1 from step B1 on, for a given e.</summary>
    internal static bool Verify((BigInteger X, BigInteger Y) key, BigInteger r, BigInteger s, BigInteger e)
    {
        if (r < 1 || r >= N || s < 1 || s >= N)
        {
            return false;
        }

        var t = Mod(r + s, N);
        return !t.IsZero
            && Add(Multiply(G, s), Multiply(key, t)) is { } sum
            && Mod(e + sum.X, N) == r;
    }

    /// <summary>A point with the given x, or null where the curve has none. p ≡ 3 modulo 4.</summary>
    internal static (BigInteger X, BigInteger Y)? Lift(BigInteger x)
    {
        var square = Mod((x * x * x) - (3 * x) + B, P);
        var y = BigInteger.ModPow(square, (P + 1) / 4, P);
        return Mod(y * y, P) == square ? (x, y) : null;
    }
}
