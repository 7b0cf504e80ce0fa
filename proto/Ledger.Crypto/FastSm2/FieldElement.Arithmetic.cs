using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics.X86;

namespace Ledger.Crypto.FastSm2;

internal partial struct FieldElement
{
    /// <summary>a·b; tidy where the bounds of a and b allow it (see the type).</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Multiply(out FieldElement result, in FieldElement a, in FieldElement b)
    {
        // Six bits on either side make the twelve that let a product fall apart at bit 52 by itself.
        ulong a0 = a._l0 << 6, a1 = a._l1 << 6, a2 = a._l2 << 6, a3 = a._l3 << 6, a4 = a._l4 << 6;
        ulong b0 = b._l0 << 6, b1 = b._l1 << 6, b2 = b._l2 << 6, b3 = b._l3 << 6, b4 = b._l4 << 6;
        ulong next = 0, after = 0;

        var column = 0UL;
        Product(a0, b0, ref column, ref next);
        var m0 = column & LimbMask;

        column = next + (column >> LimbBits);
        next = 0;
        Product(a0, b1, ref column, ref next);
        Product(a1, b0, ref column, ref next);
        FoldLow(m0, ref column, ref next);
        var m1 = column & LimbMask;

        column = next + Carry(column);
        next = 0;
        Product(a0, b2, ref column, ref next);
        Product(a1, b1, ref column, ref next);
        Product(a2, b0, ref column, ref next);
        FoldLow(m1, ref column, ref next);
        var m2 = column & LimbMask;

        column = next + Carry(column);
        next = 0;
        Product(a0, b3, ref column, ref next);
        Product(a1, b2, ref column, ref next);
        Product(a2, b1, ref column, ref next);
        Product(a3, b0, ref column, ref next);
        FoldLow(m2, ref column, ref next);
        var m3 = column & LimbMask;

        column = next + Carry(column);
        next = 0;
        Product(a0, b4, ref column, ref next);
        Product(a1, b3, ref column, ref next);
        Product(a2, b2, ref column, ref next);
        Product(a3, b1, ref column, ref next);
        Product(a4, b0, ref column, ref next);
        FoldHigh(m0, ref column, ref next);
        FoldLow(m3, ref column, ref next);
        var m4 = column & LimbMask;

        column = next + Carry(column);
        next = 0;
        Product(a1, b4, ref column, ref next);
        Product(a2, b3, ref column, ref next);
        Product(a3, b2, ref column, ref next);
        Product(a4, b1, ref column, ref next);
        FoldHigh(m1, ref column, ref next);
        FoldLow(m4, ref column, ref next);
        var r0 = column & LimbMask;

        column = next + Carry(column);
        next = 0;
        Product(a2, b4, ref column, ref next);
        Product(a3, b3, ref column, ref next);
        Product(a4, b2, ref column, ref next);
        FoldHigh(m2, ref column, ref next);
        var r1 = column & LimbMask;

        column = next + Carry(column);
        next = 0;
        Product(a3, b4, ref column, ref next);
        Product(a4, b3, ref column, ref next);
        FoldHigh(m3, ref column, ref next);
        var r2 = column & LimbMask;

        column = next + Carry(column);
        Product(a4, b4, ref column, ref after);
        FoldHigh(m4, ref column, ref after);

        result._l0 = r0;
        result._l1 = r1;
        result._l2 = r2;
        result._l3 = column & LimbMask;
        result._l4 = after + Carry(column);
    }

    /// <summary>a².</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Square(out FieldElement result, in FieldElement a)
    {
        ulong a0 = a._l0 << 6, a1 = a._l1 << 6, a2 = a._l2 << 6, a3 = a._l3 << 6, a4 = a._l4 << 6;
        ulong d0 = a0 << 1, d1 = a1 << 1, d2 = a2 << 1, d3 = a3 << 1;
        ulong next = 0, after = 0;

        var column = 0UL;
        Product(a0, a0, ref column, ref next);
        var m0 = column & LimbMask;

        column = next + (column >> LimbBits);
        next = 0;
        Product(d0, a1, ref column, ref next);
        FoldLow(m0, ref column, ref next);
        var m1 = column & LimbMask;

        column = next + Carry(column);
        next = 0;
        Product(d0, a2, ref column, ref next);
        Product(a1, a1, ref column, ref next);
        FoldLow(m1, ref column, ref next);
        var m2 = column & LimbMask;

        column = next + Carry(column);
        next = 0;
        Product(d0, a3, ref column, ref next);
        Product(d1, a2, ref column, ref next);
        FoldLow(m2, ref column, ref next);
        var m3 = column & LimbMask;

        column = next + Carry(column);
        next = 0;
        Product(d0, a4, ref column, ref next);
        Product(d1, a3, ref column, ref next);
        Product(a2, a2, ref column, ref next);
        FoldHigh(m0, ref column, ref next);
        FoldLow(m3, ref column, ref next);
        var m4 = column & LimbMask;

        column = next + Carry(column);
        next = 0;
        Product(d1, a4, ref column, ref next);
        Product(d2, a3, ref column, ref next);
        FoldHigh(m1, ref column, ref next);
        FoldLow(m4, ref column, ref next);
        var r0 = column & LimbMask;

        column = next + Carry(column);
        next = 0;
        Product(d2, a4, ref column, ref next);
        Product(a3, a3, ref column, ref next);
        FoldHigh(m2, ref column, ref next);
        var r1 = column & LimbMask;

        column = next + Carry(column);
        next = 0;
        Product(d3, a4, ref column, ref next);
        FoldHigh(m3, ref column, ref next);
        var r2 = column & LimbMask;

        column = next + Carry(column);
        Product(a4, a4, ref column, ref after);
        FoldHigh(m4, ref column, ref after);

        result._l0 = r0;
        result._l1 = r1;
        result._l2 = r2;
        result._l3 = column & LimbMask;
        result._l4 = after + Carry(column);
    }

    /// <summary>a + b, limb by limb: loose.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Add(out FieldElement result, in FieldElement a, in FieldElement b) => result = new FieldElement(
        a._l0 + b._l0, a._l1 + b._l1, a._l2 + b._l2, a._l3 + b._l3, a._l4 + b._l4);

    /// <summary>a times a factor of at most 8: loose.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Scale(out FieldElement result, in FieldElement a, ulong factor) => result = new FieldElement(
        a._l0 * factor, a._l1 * factor, a._l2 * factor, a._l3 * factor, a._l4 * factor);

    /// <summary>a − b, tidy, for a and b below 16p.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Subtract(out FieldElement result, in FieldElement a, in FieldElement b) => CarryAndFold(
        (long)(a._l0 - b._l0 + (P0 << 4)),
        (long)(a._l1 - b._l1 + (P1 << 4)),
        (long)(a._l2 - b._l2 + (P2 << 4)),
        (long)(a._l3 - b._l3 + (P3 << 4)),
        (long)(a._l4 - b._l4 + (P4 << 4)),
        out result);

    /// <summary>−a, tidy, for a below 16p.</summary>
    public static void Negate(out FieldElement result, in FieldElement a)
    {
        var zero = default(FieldElement);
        Subtract(out result, in zero, in a);
    }

    // The product of two limbs, together shifted up by 12: its high word is what lies above bit 52, its low word the rest. Columns
    // thus add up without a carry, which the JIT has no instruction for.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Product(ulong a, ulong b, ref ulong column, ref ulong next)
    {
        next += High(a, b);
        column += (a * b) >> 12;
    }

    // p + 1 = 2^64 − 2^96 + 2^256 − 2^224, so a Montgomery step by limb m takes m from its own column, which it clears, and adds
    // m·2^12 − m·2^44 one column higher and m·2^48 − m·2^16 four columns higher: shifts, no multiplication.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void FoldLow(ulong m, ref ulong column, ref ulong next)
    {
        column += ((m << 12) & LimbMask) - ((m << 44) & LimbMask);
        next += (m >> 40) - (m >> 8);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void FoldHigh(ulong m, ref ulong column, ref ulong next)
    {
        column += ((m << 48) & LimbMask) - ((m << 16) & LimbMask);
        next += (m >> 4) - (m >> 36);
    }

    // The form of MULX with two results goes through memory in the JIT; two multiplications are faster.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong High(ulong a, ulong b) =>
        Bmi2.X64.IsSupported ? Bmi2.X64.MultiplyNoFlags(a, b) : Math.BigMul(a, b, out _);

    // A column may be below zero.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong Carry(ulong column) => (ulong)((long)column >> LimbBits);

    // Carries signed limbs upwards and folds what lies above 2^256: 2^256 ≡ 2^224 + 2^96 − 2^64 + 1. The value must not be below
    // zero and not above 63p; it ends below 2^256 + 2^231.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void CarryAndFold(long l0, long l1, long l2, long l3, long l4, out FieldElement result)
    {
        l1 += l0 >> LimbBits;
        l2 += l1 >> LimbBits;
        l3 += l2 >> LimbBits;
        l4 += l3 >> LimbBits;
        var above = (ulong)(l4 >> 48);
        var f0 = ((ulong)l0 & LimbMask) + above;
        var f1 = ((ulong)l1 & LimbMask) + (above << 44) - (above << 12) + (f0 >> LimbBits);
        var f2 = ((ulong)l2 & LimbMask) + (f1 >> LimbBits);
        var f3 = ((ulong)l3 & LimbMask) + (f2 >> LimbBits);
        result._l0 = f0 & LimbMask;
        result._l1 = f1 & LimbMask;
        result._l2 = f2 & LimbMask;
        result._l3 = f3 & LimbMask;
        result._l4 = ((ulong)l4 & ((1UL << 48) - 1)) + (above << 16) + (f3 >> LimbBits);
    }
}
