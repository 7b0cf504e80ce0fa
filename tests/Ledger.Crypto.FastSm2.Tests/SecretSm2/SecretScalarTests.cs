using System.Numerics;
using static Ledger.Crypto.FastSm2.Tests.Sm2Numbers;

namespace Ledger.Crypto.FastSm2.Tests.SecretSm2;

public sealed class SecretScalarTests
{
    [Fact]
    public void Arithmetic_is_that_of_the_integers_modulo_n()
    {
        var values = Values(1, 40);
        foreach (var x in values)
        {
            var a = SecretScalar.Decode(Bytes(x));
            Assert.Equal(Mod(x, N), Value(a));
            Assert.Equal(Mod(x, N).IsZero, a.IsZero);
            Assert.Equal(Mod(x, N).IsZero ? 0 : Invert(x, N), Value(SecretScalar.Invert(in a)));
            foreach (var y in values)
            {
                var b = SecretScalar.Decode(Bytes(y));
                Assert.Equal(Mod(x + y, N), Value(SecretScalar.Add(in a, in b)));
                Assert.Equal(Mod(x - y, N), Value(SecretScalar.Subtract(in a, in b)));
                Assert.Equal(Mod(x * y, N), Value(SecretScalar.Multiply(in a, in b)));
            }
        }
    }

    [Fact]
    public void Of_a_scalar_and_its_opposite_the_smaller_is_taken()
    {
        foreach (var x in Values(3, 100).Append((N - 1) >> 1).Append((N + 1) >> 1))
        {
            var scalar = SecretScalar.Decode(Bytes(x));
            var value = Mod(x, N);
            Assert.Equal(BigInteger.Min(value, N - value), Value(SecretScalar.Fold(in scalar, out var negated)));
            Assert.Equal(value > N >> 1 ? ulong.MaxValue : 0, negated);
        }
    }

    [Fact]
    public void Digits_add_up_to_the_scalar_and_have_an_entry_each()
    {
        Span<int> digits = stackalloc int[SecretScalar.Windows];
        foreach (var x in Values(2, 400))
        {
            var scalar = SecretScalar.Decode(Bytes(x));
            scalar.Recode(digits);
            BigInteger sum = 0;
            for (var i = digits.Length - 1; i >= 0; i--)
            {
                Assert.InRange(digits[i], 1 - SecretScalar.DigitMax, SecretScalar.DigitMax);
                sum = (sum << SecretScalar.WindowBits) + digits[i];
            }

            Assert.Equal(Mod(x, N), sum);
        }
    }

    /// <summary>Ends of ranges, words all ones or all zero, and what a seed gives.</summary>
    internal static List<BigInteger> Values(int seed, int random)
    {
        var max = (BigInteger.One << 256) - 1;
        List<BigInteger> values =
        [
            0, 1, 2, 15, 16, 17, 31, 32, 33, N - 1, N - 2, N, N + 1, P - 1, P, max, N >> 1, (N >> 1) + 1, ulong.MaxValue,
            BigInteger.One << 64, (BigInteger.One << 128) - 1, BigInteger.One << 128, BigInteger.One << 192, BigInteger.One << 255,
            N - (BigInteger.One << 128), max - ulong.MaxValue,
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

    private static BigInteger Value(in SecretScalar scalar)
    {
        var bytes = new byte[SecretScalar.Bytes];
        scalar.Encode(bytes);
        return FromBytes(bytes);
    }
}
