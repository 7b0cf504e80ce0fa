using System.Numerics;
using static Ledger.Crypto.FastSm2.Tests.Sm2Numbers;

namespace Ledger.Crypto.FastSm2.Tests;

public sealed class FieldElementTests
{
    private const ulong LimbMax = (1UL << 52) - 1;

    // All-ones limbs, single bits, the modulus and its neighbours; numbers from p up are taken modulo p.
    private static readonly BigInteger[] Edges =
    [
        0, 1, 2, P - 1, P - 2, P, P + 1, (BigInteger.One << 256) - 1, (P - 1) / 2, (P + 1) / 2, LimbMax, BigInteger.One << 52,
        ((BigInteger)LimbMax) << 52, ((BigInteger)LimbMax) << 104, ((BigInteger)LimbMax) << 156, BigInteger.One << 255,
        (BigInteger.One << 208) - 1, (BigInteger.One << 224) - 1, BigInteger.One << 64, BigInteger.One << 96,
    ];

    public static TheoryData<int> Seeds => [0, 1, 2, 3];

    [Theory]
    [MemberData(nameof(Seeds))]
    public void Arithmetic_is_that_of_the_integers_modulo_p(int seed)
    {
        var operands = Operands(seed, 30);
        foreach (var x in operands)
        {
            var a = Element(x);
            Assert.Equal(Mod(x, P), Value(a));
            FieldElement.Square(out var square, in a);
            Assert.Equal(Mod(x * x, P), Value(square));
            FieldElement.Negate(out var negated, in a);
            Assert.Equal(Mod(-x, P), Value(negated));
            FieldElement.Subtract(out var zero, in a, in a);
            Assert.True(zero.IsZero());
            Assert.Equal(Mod(x, P).IsZero, a.IsZero());
            foreach (var y in operands)
            {
                var b = Element(y);
                FieldElement.Multiply(out var product, in a, in b);
                Assert.Equal(Mod(x * y, P), Value(product));
                FieldElement.Subtract(out var difference, in a, in b);
                Assert.Equal(Mod(x - y, P), Value(difference));
                Assert.Equal(Mod(x - y, P).IsZero, FieldElement.AreEqual(in a, in b));
            }
        }
    }

    [Fact]
    public void Loose_operands_multiply_as_tidy_ones_do()
    {
        foreach (var x in Operands(7, 20))
        {
            foreach (var y in Operands(8, 20))
            {
                var a = Element(x);
                var b = Element(y);
                FieldElement.Add(out var sum, in a, in b);
                FieldElement.Scale(out var doubled, in sum, 2);
                FieldElement.Multiply(out var product, in doubled, in sum);
                Assert.Equal(Mod(2 * (x + y) * (x + y), P), Value(product));
                FieldElement.Square(out var square, in doubled);
                Assert.Equal(Mod(4 * (x + y) * (x + y), P), Value(square));
                FieldElement.Scale(out var many, in b, 8);
                FieldElement.Subtract(out var difference, in sum, in many);
                Assert.Equal(Mod(x - (7 * y), P), Value(difference));
            }
        }
    }

    // Values a computation may hold though no encoding gives them: limbs all ones, p itself for zero, just below 2p.
    [Fact]
    public void Unusual_limbs_are_the_values_they_say()
    {
        FieldElement[] unusual =
        [
            new(LimbMax, LimbMax, LimbMax, LimbMax, (1UL << 48) - 1), new(LimbMax, 0xff00000000fff, LimbMax, LimbMax, 0xfffffffeffff),
            new(LimbMax - 1, 0xfe00000001fff, LimbMax, LimbMax, 0x1fffffffdffff), new(0, 0, 0, 0, 1UL << 48), default,
        ];
        foreach (var a in unusual)
        {
            foreach (var b in unusual)
            {
                FieldElement.Multiply(out var product, in a, in b);
                Assert.Equal(Mod(Value(a) * Value(b), P), Value(product));
                FieldElement.Subtract(out var difference, in a, in b);
                Assert.Equal(Mod(Value(a) - Value(b), P), Value(difference));
            }
        }

        Assert.True(unusual[1].IsZero());
        Assert.True(unusual[4].IsZero());
        Assert.False(unusual[0].IsZero());
        Assert.False(new FieldElement(LimbMax, 0, 0, 0, 0).IsZero());
        Assert.False(new FieldElement(0, 1, 0, 0, 0).IsZero());
    }

    [Fact]
    public void An_inverse_multiplies_to_one()
    {
        foreach (var x in Operands(11, 20))
        {
            var a = Element(x);
            FieldElement.Invert(out var inverse, in a);
            FieldElement.Multiply(out var product, in a, in inverse);
            Assert.Equal(Mod(x, P).IsZero ? 0 : 1, Value(product));
            var one = FieldElement.One;
            Assert.Equal(!Mod(x, P).IsZero, FieldElement.AreEqual(in one, in product));
        }
    }

    [Fact]
    public void Only_numbers_below_p_decode()
    {
        foreach (var x in Operands(12, 50))
        {
            Assert.Equal(x < P, FieldElement.TryDecode(Bytes(x), out var decoded));
            Assert.Equal(x < P ? x : 0, Value(decoded));
        }
    }

    private static List<BigInteger> Operands(int seed, int random)
    {
        var source = new Random(seed);
        var operands = new List<BigInteger>(Edges);
        for (var i = 0; i < random; i++)
        {
            var bytes = new byte[32];
            source.NextBytes(bytes);
            bytes.AsSpan(source.Next(24), source.Next(8)).Clear();
            bytes.AsSpan(source.Next(24), source.Next(8)).Fill(0xff);
            operands.Add(FromBytes(bytes));
        }

        return operands;
    }

    private static FieldElement Element(BigInteger value)
    {
        var mask = (BigInteger)ulong.MaxValue;
        return FieldElement.Reduce(
            (ulong)(value & mask), (ulong)((value >> 64) & mask), (ulong)((value >> 128) & mask), (ulong)((value >> 192) & mask));
    }

    private static BigInteger Value(FieldElement element)
    {
        var bytes = new byte[32];
        element.Encode(bytes);
        return FromBytes(bytes);
    }
}
