using System.Numerics;
using static Ledger.Crypto.FastSm2.Tests.Sm2Numbers;

namespace Ledger.Crypto.FastSm2.Tests;

public sealed class ScalarTests
{
    private static readonly BigInteger[] Values =
    [
        0, 1, 2, N - 1, N, N + 1, P - 1, (BigInteger.One << 256) - 1, BigInteger.One << 255, ulong.MaxValue, BigInteger.One << 64,
        (BigInteger.One << 128) - 1, BigInteger.One << 128, P - N, P - N - 1, P - N + 1, N >> 1, (N >> 1) + 1, N - (BigInteger.One << 128),
    ];

    [Fact]
    public void Sums_and_differences_are_modulo_n()
    {
        foreach (var x in Values)
        {
            Assert.Equal(x >= 1 && x < N, Scalar.TryDecodeComponent(Bytes(x), out _));
            var a = Scalar.DecodeReduced(Bytes(x));
            Assert.Equal(Mod(x, N), Value(a));
            Assert.Equal(Mod(x, N).IsZero, a.IsZero);
            foreach (var y in Values)
            {
                var b = Scalar.DecodeReduced(Bytes(y));
                Assert.Equal(Mod(x + y, N), Value(Scalar.Add(a, b)));
                Assert.Equal(Mod(x - y, N), Value(Scalar.Subtract(a, b)));
            }
        }
    }

    [Fact]
    public void The_second_candidate_for_x_exists_only_below_p()
    {
        foreach (var x in Values)
        {
            var c = Mod(x, N);
            Assert.Equal(c + N < P, Scalar.DecodeReduced(Bytes(x)).TryToFieldPlusOrder(out var element));
            if (c + N < P)
            {
                var bytes = new byte[32];
                element.Encode(bytes);
                Assert.Equal(c + N, FromBytes(bytes));
            }
        }
    }

    private static BigInteger Value(Scalar scalar)
    {
        BigInteger value = 0;
        for (var position = 270; position >= 0; position -= 10)
        {
            value = (value << 10) + scalar.Bits(position, 10);
        }

        return value;
    }
}
