using System.Numerics;
using System.Runtime.Intrinsics;
using Ledger.Crypto.FastSm2.Lanes;
using static Ledger.Crypto.FastSm2.Tests.Sm2Numbers;

namespace Ledger.Crypto.FastSm2.Tests.Lanes;

public sealed class LaneElementTests
{
    private const long TidyMax = (1L << 51) - 1;
    private const long TidyMin = -(1L << 51);
    private const long WideMax = (1L << 52) - 1;

    // 2^260 modulo p, by which a Montgomery product is divided.
    private static readonly BigInteger InverseOfR = Invert(BigInteger.One << 260, P);

    // Limbs at the ends of their range: together with every sign, and at random between.
    private static readonly long[] Tidy = [TidyMin, TidyMin + 1, -1, 0, 1, TidyMax - 1, TidyMax];
    private static readonly long[] Wide = [-WideMax, 1 - WideMax, TidyMin, -1, 0, 1, TidyMax, WideMax - 1, WideMax];

    [LaneFact]
    public void A_product_of_a_wide_and_a_tidy_element_is_that_of_the_integers()
    {
        var random = new Random(1);
        for (var round = 0; round < 400; round++)
        {
            var a = Make(random, Wide);
            var b = Make(random, Tidy);
            var c = Make(random, Wide);
            LaneElement.Multiply(out var product, in a, in b);
            AssertTidy(product, lane => Value(a, lane) * Value(b, lane) * InverseOfR);
            LaneElement.MultiplySubtract(out var difference, in a, in b, in c);
            AssertTidy(difference, lane => (Value(a, lane) * Value(b, lane) * InverseOfR) - Value(c, lane));
        }
    }

    [LaneFact]
    public void A_square_of_a_tidy_element_is_that_of_the_integers()
    {
        var random = new Random(2);
        for (var round = 0; round < 400; round++)
        {
            var a = Make(random, Tidy);
            var b = Make(random, Tidy, highest: 1L << 48);
            var c = Make(random, Tidy, highest: 1L << 48);
            LaneElement.Square(out var square, in a);
            AssertTidy(square, lane => Value(a, lane) * Value(a, lane) * InverseOfR);
            LaneElement.AddTwice(out var taken, in b, in c);
            LaneElement.SquareSubtract(out var difference, in a, in taken);
            AssertTidy(difference, lane => (Value(a, lane) * Value(a, lane) * InverseOfR) - Value(b, lane) - (2 * Value(c, lane)));
        }
    }

    [LaneFact]
    public void A_difference_of_products_is_that_of_the_integers()
    {
        var random = new Random(3);
        for (var round = 0; round < 400; round++)
        {
            var a = Make(random, Tidy);
            var b = Make(random, Tidy);
            var c = Make(random, Tidy);
            var d = Make(random, Wide);
            LaneElement.Subtract(out var wide, in b, in c);
            LaneElement.MultiplySubtractProduct(out var result, in a, in wide, in d, in c);
            AssertTidy(
                result,
                lane => ((Value(a, lane) * (Value(b, lane) - Value(c, lane))) - (Value(d, lane) * Value(c, lane))) * InverseOfR);
        }
    }

    [LaneFact]
    public void A_tidied_element_is_the_same_modulo_p()
    {
        const long most = (1L << 51) + (1L << 48);
        var random = new Random(5);
        for (var round = 0; round < 400; round++)
        {
            var factor = random.Next(1, 5);
            var a = Make(random, [-1L << 53, 1 - (1L << 53), .. Wide, 1L << 53]);
            LaneElement.Tidy(out var tidy, in a, factor);
            for (var lane = 0; lane < LaneElement.Lanes; lane++)
            {
                Assert.Equal(Mod(factor * Value(a, lane), P), Mod(Value(tidy, lane), P));
                Assert.InRange(Value(tidy, lane) * 100, -51 * P, 51 * P);
                for (var limb = 0; limb < LaneElement.Limbs - 1; limb++)
                {
                    Assert.InRange((long)Limb(ref tidy, limb)[lane], -most, most);
                }
            }
        }
    }

    [LaneFact]
    public void A_lane_comes_out_as_it_went_in()
    {
        var random = new Random(4);
        var bytes = new byte[32];
        var set = LaneElement.One;
        for (var lane = 0; lane < LaneElement.Lanes; lane++)
        {
            random.NextBytes(bytes);
            bytes[0] = 0;
            Assert.True(FieldElement.TryDecode(bytes, out var element));
            var one = FieldElement.One;
            var before = set.Get(lane);
            Assert.True(FieldElement.AreEqual(in one, in before));
            set.Set(lane, in element);
            var after = set.Get(lane);
            Assert.True(FieldElement.AreEqual(in element, in after));
        }
    }

    // The highest limb is that of a value between −3.5p and 3.5p, where nothing else is said.
    private static LaneElement Make(Random random, long[] ends, long highest = 7L << 47)
    {
        Span<double> limbs = stackalloc double[LaneElement.Lanes];
        var element = default(LaneElement);
        for (var limb = 0; limb < LaneElement.Limbs; limb++)
        {
            for (var lane = 0; lane < LaneElement.Lanes; lane++)
            {
                limbs[lane] = limb == LaneElement.Limbs - 1 ? random.NextInt64(-highest, highest)
                    : random.Next(3) == 0 ? random.NextInt64(ends[0], ends[^1])
                    : ends[random.Next(ends.Length)];
            }

            Limb(ref element, limb) = Vector512.Create<double>(limbs);
        }

        return element;
    }

    private static ref Vector512<double> Limb(ref LaneElement element, int limb)
    {
        switch (limb)
        {
            case 0: return ref element.L0;
            case 1: return ref element.L1;
            case 2: return ref element.L2;
            case 3: return ref element.L3;
            default: return ref element.L4;
        }
    }

    private static BigInteger Value(LaneElement element, int lane)
    {
        var value = BigInteger.Zero;
        for (var limb = LaneElement.Limbs - 1; limb >= 0; limb--)
        {
            value = (value << 52) + (long)Limb(ref element, limb)[lane];
        }

        return value;
    }

    private static void AssertTidy(LaneElement element, Func<int, BigInteger> expected)
    {
        for (var lane = 0; lane < LaneElement.Lanes; lane++)
        {
            var value = Value(element, lane);
            Assert.Equal(Mod(expected(lane), P), Mod(value, P));
            Assert.True(BigInteger.Abs(value) < 7 * P, "The highest limb leaves its range.");
            for (var limb = 0; limb < LaneElement.Limbs - 1; limb++)
            {
                Assert.InRange((long)Limb(ref element, limb)[lane], TidyMin, TidyMax);
            }
        }
    }
}
