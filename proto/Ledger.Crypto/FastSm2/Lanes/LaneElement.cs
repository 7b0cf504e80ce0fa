using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Ledger.Crypto.FastSm2.Lanes;

/// <summary>
/// Eight integers modulo SM2's p, one a lane, in the Montgomery form of <see cref="FieldElement"/>: five limbs of weight 2^52, least
/// significant first, each a whole number in a double. For public data only.
/// </summary>
/// <remarks>
/// Limbs have signs, so that differences need no multiple of p and no carry. <em>Tidy</em>, as every reduced product is: limbs 0 to 3 from
/// −2^51 to 2^51 − 1, limb 4 as the value says. Limb 4 is in range while the value is between −7p and 7p. A double holds every whole number
/// up to 2^53, so a sum or a difference of two tidy elements is exact.
/// </remarks>
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
            var one = default(LaneElement);
            for (var lane = 0; lane < Lanes; lane++)
            {
                one.Set(lane, FieldElement.One);
            }

            return one;
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

    /// <summary>This ← other in the lanes whose bits of the mask are all ones.</summary>
    public void Take(in LaneElement other, Vector512<double> mask)
    {
        L0 = Vector512.ConditionalSelect(mask, other.L0, L0);
        L1 = Vector512.ConditionalSelect(mask, other.L1, L1);
        L2 = Vector512.ConditionalSelect(mask, other.L2, L2);
        L3 = Vector512.ConditionalSelect(mask, other.L3, L3);
        L4 = Vector512.ConditionalSelect(mask, other.L4, L4);
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
