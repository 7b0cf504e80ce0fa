using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Ledger.Crypto.FastSm2.Lanes;

/// <summary>
/// Eight integers modulo SM2's p, one a lane, in the Montgomery form of <see cref="FieldElement"/>: five limbs of weight 2^52, least
/// significant first, each a whole number in a double. Everything here but <see cref="Get"/> and <see cref="Set"/> runs the same
/// instructions over the same addresses whatever the values.
/// </summary>
/// <remarks>
/// Limbs have signs, so that differences need no multiple of p and no carry. <em>Tidy</em>, as every reduced product is: limbs 0 to 3 from
/// −2^51 to 2^51 − 1, limb 4 as the value says. Limb 4 is in range while the value is between −7p and 7p. A double holds every whole number
/// up to 2^53, so a sum or a difference of two tidy elements is exact.
/// </remarks>
[SkipLocalsInit]
internal struct LaneElement
{
    /// <summary>How many elements there are in one.</summary>
    public const int Lanes = 8;

    /// <summary>Limbs of an element.</summary>
    public const int Limbs = 5;

    /// <summary>Limb 0 of all lanes.</summary>
    public Vector512<double> L0;

    /// <summary>Limb 1 of all lanes.</summary>
    public Vector512<double> L1;

    /// <summary>Limb 2 of all lanes.</summary>
    public Vector512<double> L2;

    /// <summary>Limb 3 of all lanes.</summary>
    public Vector512<double> L3;

    /// <summary>Limb 4 of all lanes.</summary>
    public Vector512<double> L4;

    /// <summary>Whether this processor has the instructions.</summary>
    public static bool IsSupported => Avx512F.IsSupported && Avx512DQ.IsSupported;

    /// <summary>1 in every lane.</summary>
    public static LaneElement One
    {
        get
        {
            FieldElement.One.Deconstruct(out var l0, out var l1, out var l2, out var l3, out var l4);
            return new LaneElement
            {
                L0 = Vector512.Create((double)l0),
                L1 = Vector512.Create((double)l1),
                L2 = Vector512.Create((double)l2),
                L3 = Vector512.Create((double)l3),
                L4 = Vector512.Create((double)l4),
            };
        }
    }

    /// <summary>a·b, tidy.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Multiply(out LaneElement result, in LaneElement a, in LaneElement b)
    {
        LaneColumns.Multiply(out var columns, in a, in b);
        columns.Reduce(out result);
    }

    /// <summary>a·b − c, tidy.</summary>
    public static void MultiplySubtract(out LaneElement result, in LaneElement a, in LaneElement b, in LaneElement c)
    {
        LaneColumns.Multiply(out var columns, in a, in b);
        columns.Subtract(in c);
        columns.Reduce(out result);
    }

    /// <summary>a², tidy.</summary>
    public static void Square(out LaneElement result, in LaneElement a)
    {
        LaneColumns.Square(out var columns, in a);
        columns.Reduce(out result);
    }

    /// <summary>a² − b, tidy.</summary>
    public static void SquareSubtract(out LaneElement result, in LaneElement a, in LaneElement b)
    {
        LaneColumns.Square(out var columns, in a);
        columns.Subtract(in b);
        columns.Reduce(out result);
    }

    /// <summary>a·b − c·d, tidy, in one reduction.</summary>
    public static void MultiplySubtractProduct(
        out LaneElement result, in LaneElement a, in LaneElement b, in LaneElement c, in LaneElement d)
    {
        LaneColumns.Multiply(out var columns, in a, in b);
        columns.SubtractProduct(in c, in d);
        columns.Reduce(out result);
    }

    /// <summary>a − b, limb by limb: for tidy a and b limbs 0 to 3 are between −(2^52 − 1) and 2^52 − 1.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Subtract(out LaneElement result, in LaneElement a, in LaneElement b)
    {
        result.L0 = a.L0 - b.L0;
        result.L1 = a.L1 - b.L1;
        result.L2 = a.L2 - b.L2;
        result.L3 = a.L3 - b.L3;
        result.L4 = a.L4 - b.L4;
    }

    /// <summary>a + b, limb by limb.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Add(out LaneElement result, in LaneElement a, in LaneElement b)
    {
        result.L0 = a.L0 + b.L0;
        result.L1 = a.L1 + b.L1;
        result.L2 = a.L2 + b.L2;
        result.L3 = a.L3 + b.L3;
        result.L4 = a.L4 + b.L4;
    }

    /// <summary>a + 2b, limb by limb: for tidy a and b limbs 0 to 3 are between −3·2^51 and 3·2^51.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void AddTwice(out LaneElement result, in LaneElement a, in LaneElement b)
    {
        result.L0 = a.L0 + b.L0 + b.L0;
        result.L1 = a.L1 + b.L1 + b.L1;
        result.L2 = a.L2 + b.L2 + b.L2;
        result.L3 = a.L3 + b.L3 + b.L3;
        result.L4 = a.L4 + b.L4 + b.L4;
    }

    /// <summary>
    /// a·factor, nearly tidy, for limbs of a of at most 2^53 either way, a factor from 1 to 4, and a product between −14p and 14p.
    /// </summary>
    /// <remarks>
    /// Every limb gives its neighbour the multiple of 2^52 nearest to it, at most 8, then the multiple q of p nearest to the value goes:
    /// limb 1 gets as much as 14·2^44 of it. So limbs are not above 2^51 + 2^48, and the value is between −0.51p and 0.51p.
    /// </remarks>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Tidy(out LaneElement result, in LaneElement a, double factor)
    {
        var times = Vector512.Create(factor);
        Split(a.L0, times, out var l0, out var carry0);
        Split(a.L1, times, out var l1, out var carry1);
        Split(a.L2, times, out var l2, out var carry2);
        Split(a.L3, times, out var l3, out var carry3);
        var l4 = (a.L4 * times) + carry3;
        var q = Nearest(l4 * Vector512.Create(1.0 / (1UL << 48)));

        // p = 2^208·(2^48 − 2^16) − 2^52·(2^44 − 2^12) − 1.
        result.L0 = l0 + q;
        result.L1 = Vector512.FusedMultiplyAdd(q, Vector512.Create((double)((1L << 44) - (1L << 12))), l1 + carry0);
        result.L2 = l2 + carry1;
        result.L3 = l3 + carry2;
        result.L4 = Vector512.FusedMultiplyAdd(q, Vector512.Create((double)((1L << 16) - (1L << 48))), l4);
    }

    /// <summary>This ← −this in the lanes whose sign bit is set in <paramref name="sign"/>, of which no other bit is.</summary>
    public void ChangeSign(Vector512<double> sign)
    {
        L0 ^= sign;
        L1 ^= sign;
        L2 ^= sign;
        L3 ^= sign;
        L4 ^= sign;
    }

    /// <summary>This ← other in the lanes whose bits of the mask are all ones.</summary>
    public void Take(in LaneElement other, Vector512<double> mask)
    {
        L0 = Vector512.ConditionalSelect(mask, other.L0, L0);
        L1 = Vector512.ConditionalSelect(mask, other.L1, L1);
        L2 = Vector512.ConditionalSelect(mask, other.L2, L2);
        L3 = Vector512.ConditionalSelect(mask, other.L3, L3);
        L4 = Vector512.ConditionalSelect(mask, other.L4, L4);
    }

    // limb·times = rest + carry·2^52, the rest at most 2^51 + 2 either way (a product may be rounded before its carry is found).
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Split(Vector512<double> limb, Vector512<double> times, out Vector512<double> rest, out Vector512<double> carry)
    {
        carry = Nearest(limb * times * Vector512.Create(1.0 / (1UL << 52)));
        rest = Avx512F.FusedMultiplySubtract(limb, times, carry * Vector512.Create((double)(1UL << 52)));
    }

    // The nearest whole number: the instruction's own rounding, not the host's.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<double> Nearest(Vector512<double> value) => Avx512F.RoundScale(value, 0x08);

    /// <summary>Writes all lanes, tidy.</summary>
    public readonly void CopyTo(Span<FieldElement> elements)
    {
        Span<long> limbs = stackalloc long[Limbs * Lanes];
        Avx512DQ.ConvertToVector512Int64(L0).CopyTo(limbs);
        Avx512DQ.ConvertToVector512Int64(L1).CopyTo(limbs[Lanes..]);
        Avx512DQ.ConvertToVector512Int64(L2).CopyTo(limbs[(2 * Lanes)..]);
        Avx512DQ.ConvertToVector512Int64(L3).CopyTo(limbs[(3 * Lanes)..]);
        Avx512DQ.ConvertToVector512Int64(L4).CopyTo(limbs[(4 * Lanes)..]);
        for (var lane = 0; lane < Lanes; lane++)
        {
            elements[lane] = FieldElement.FromSigned(
                limbs[lane],
                limbs[lane + Lanes],
                limbs[lane + (2 * Lanes)],
                limbs[lane + (3 * Lanes)],
                limbs[lane + (4 * Lanes)]);
        }
    }

    /// <summary>One lane.</summary>
    public readonly FieldElement Get(int lane) => FieldElement.FromSigned(
        (long)L0[lane], (long)L1[lane], (long)L2[lane], (long)L3[lane], (long)L4[lane]);

    /// <summary>Sets one lane to a tidy element of one.</summary>
    public void Set(int lane, in FieldElement element)
    {
        element.Deconstruct(out var l0, out var l1, out var l2, out var l3, out var l4);
        L0 = L0.WithElement(lane, l0);
        L1 = L1.WithElement(lane, l1);
        L2 = L2.WithElement(lane, l2);
        L3 = L3.WithElement(lane, l3);
        L4 = L4.WithElement(lane, l4);
    }
}
