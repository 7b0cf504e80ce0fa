using System.Globalization;
using System.Numerics;
using Ledger.Crypto.Groups;
using Ledger.Crypto.OpenSsl;

namespace Ledger.Crypto.Tests.Groups;

/// <summary>Both groups as plain integers, and scalars that are likely to go wrong.</summary>
internal static class GroupNumbers
{
    internal static readonly CryptoSuite[] Suites = [CryptoSuite.Guomi, CryptoSuite.International];

    internal static EcCurve CurveOf(CryptoSuite suite) => suite == CryptoSuite.Guomi ? EcCurve.Sm2 : EcCurve.P256;

    internal static BigInteger OrderOf(CryptoSuite suite) => FromBytes(CurveOf(suite).Order);

    internal static BigInteger ModulusOf(CryptoSuite suite) => BigInteger.Parse(
        suite == CryptoSuite.Guomi
            ? "0fffffffeffffffffffffffffffffffffffffffff00000000ffffffffffffffff"
            : "0ffffffff00000001000000000000000000000000ffffffffffffffffffffffff",
        NumberStyles.HexNumber,
        CultureInfo.InvariantCulture);

    internal static BigInteger FromBytes(ReadOnlySpan<byte> bytes) => new(bytes, isUnsigned: true, isBigEndian: true);

    internal static byte[] Bytes(BigInteger value, int length = 32)
    {
        var bytes = new byte[length];
        var shortest = value.ToByteArray(isUnsigned: true, isBigEndian: true);
        shortest.CopyTo(bytes, length - shortest.Length);
        return bytes;
    }

    internal static BigInteger Mod(BigInteger value, BigInteger modulus) => ((value % modulus) + modulus) % modulus;

    /// <summary>Ends of ranges, words all ones or all zero, and what a seed gives; all below 2^256, not all below n.</summary>
    internal static List<BigInteger> Values(BigInteger n, int seed, int random)
    {
        var max = (BigInteger.One << 256) - 1;
        List<BigInteger> values =
        [
            0, 1, 2, 15, 16, 17, 31, 32, 33, n - 1, n - 2, n, n + 1, max, max - 1, n >> 1, (n >> 1) + 1, ulong.MaxValue,
            BigInteger.One << 64, (BigInteger.One << 128) - 1, BigInteger.One << 128, BigInteger.One << 192, BigInteger.One << 255,
            n - (BigInteger.One << 128), max - ulong.MaxValue, max - n, n - (max - n),
        ];
        var source = new Random(seed);
        for (var i = 0; i < random; i++)
        {
            var bytes = new byte[32];
            source.NextBytes(bytes);
            bytes.AsSpan(source.Next(24), source.Next(9)).Fill((byte)(source.Next(2) * 0xff));
            values.Add(FromBytes(bytes));
        }

        return values;
    }

    internal static GroupScalar Scalar(PrimeGroup group, BigInteger value) => group.Reduce(Bytes(Mod(value, OrderOf(group.Suite))));

    internal static BigInteger Value(PrimeGroup group, in GroupScalar scalar)
    {
        var bytes = new byte[PrimeGroup.ScalarBytes];
        group.Encode(in scalar, bytes);
        return FromBytes(bytes);
    }

    /// <summary>By libcrypto; null at infinity.</summary>
    internal static byte[]? ByLibcrypto(PrimeGroup group, BigInteger scalar, byte[]? point = null)
    {
        var curve = CurveOf(group.Suite);
        using var handle = new ScalarHandle(Bytes(Mod(scalar, OrderOf(group.Suite))));
        var product = new byte[curve.PointBytes];
        var scratch = EcScratch.Of(curve);
        return (point is null ? scratch.TryMultiplyBase(handle, product) : scratch.TryMultiply(handle, point, product)) ? product : null;
    }

    internal static byte[]? Uncompressed(PrimeGroup group, in GroupPoint point)
    {
        if (group.IsInfinity(in point))
        {
            return null;
        }

        var encoded = new byte[PrimeGroup.UncompressedBytes];
        group.EncodeUncompressed(in point, encoded);
        return encoded;
    }
}
