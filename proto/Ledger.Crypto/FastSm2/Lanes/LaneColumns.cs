using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Ledger.Crypto.FastSm2.Lanes;

/// <summary>
/// Products of eight pairs of elements before their reduction: ten columns of weight 2^52, each a whole number of 64 bits with a sign.
/// </summary>
/// <remarks>
/// <para>.NET has no instruction for the halves of a 52-bit product, but fused multiplication and addition gives them, rounded towards
/// zero. For −2^103 ≤ ab &lt; 2^103 the sum ab + 1.5·2^104 is between 2^104 and 2^105, where doubles lie 2^52 apart: rounding leaves
/// h = ⌊ab / 2^52⌋, and the bits of the sum are those of 1.5·2^104 plus h. Taking h·2^52 from ab leaves l with 0 ≤ l &lt; 2^52; the bits of
/// l + 2^52 are those of 2^52 plus l. So bits are added up as integers, and what belongs to the two constants is taken away beforehand,
/// modulo 2^64.</para>
/// <para>A column takes at most ten l, ten h, two of each from the reduction, a limb and a carry: below 2^57, far from 2^63.</para>
/// </remarks>
[SkipLocalsInit]
internal struct LaneColumns
{
    private const int LimbBits = 52;
    private const ulong LimbMask = (1UL << LimbBits) - 1;
    private const double HighShift = 1.5 * (1UL << LimbBits) * (1UL << LimbBits);
    private const double LowShift = 1UL << LimbBits;
    private const ulong HighShiftBits = 0x4678UL << 48;
    private const ulong LowShiftBits = 0x4330UL << 48;

    // Half a limb: added before a column is split, it makes the limb one from −2^51 to 2^51 − 1.
    private const ulong Half = 1UL << (LimbBits - 1);

    // p + 1 = 2^52·(2^12 − 2^44) + 2^208·(2^48 − 2^16).
    private const double FoldLow = (1L << 12) - (1L << 44);
    private const double FoldHigh = (1L << 48) - (1L << 16);

    private Vector512<ulong> _c0;
    private Vector512<ulong> _c1;
    private Vector512<ulong> _c2;
    private Vector512<ulong> _c3;
    private Vector512<ulong> _c4;
    private Vector512<ulong> _c5;
    private Vector512<ulong> _c6;
    private Vector512<ulong> _c7;
    private Vector512<ulong> _c8;
    private Vector512<ulong> _c9;

    /// <summary>a·b. Of every limb of a and every limb of b the product is at least −2^103 and below 2^103.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Multiply(out LaneColumns columns, in LaneElement a, in LaneElement b)
    {
        var a0 = a.L0;
        var a1 = a.L1;
        var a2 = a.L2;
        var a3 = a.L3;
        var a4 = a.L4;
        var b0 = b.L0;
        var b1 = b.L1;
        var b2 = b.L2;
        var b3 = b.L3;
        var b4 = b.L4;
        var c0 = Start(1, 0);
        var c1 = Start(2, 1);
        var c2 = Start(3, 3);
        var c3 = Start(4, 4);
        var c4 = Start(6, 5);
        var c5 = Start(5, 7);
        var c6 = Start(4, 6);
        var c7 = Start(3, 4);
        var c8 = Start(2, 3);
        var c9 = Start(0, 2);
        Add(a0, b0, ref c0, ref c1);
        Add(a0, b1, ref c1, ref c2);
        Add(a1, b0, ref c1, ref c2);
        Add(a0, b2, ref c2, ref c3);
        Add(a1, b1, ref c2, ref c3);
        Add(a2, b0, ref c2, ref c3);
        Add(a0, b3, ref c3, ref c4);
        Add(a1, b2, ref c3, ref c4);
        Add(a2, b1, ref c3, ref c4);
        Add(a3, b0, ref c3, ref c4);
        Add(a0, b4, ref c4, ref c5);
        Add(a1, b3, ref c4, ref c5);
        Add(a2, b2, ref c4, ref c5);
        Add(a3, b1, ref c4, ref c5);
        Add(a4, b0, ref c4, ref c5);
        Add(a1, b4, ref c5, ref c6);
        Add(a2, b3, ref c5, ref c6);
        Add(a3, b2, ref c5, ref c6);
        Add(a4, b1, ref c5, ref c6);
        Add(a2, b4, ref c6, ref c7);
        Add(a3, b3, ref c6, ref c7);
        Add(a4, b2, ref c6, ref c7);
        Add(a3, b4, ref c7, ref c8);
        Add(a4, b3, ref c7, ref c8);
        Add(a4, b4, ref c8, ref c9);
        columns._c0 = c0;
        columns._c1 = c1;
        columns._c2 = c2;
        columns._c3 = c3;
        columns._c4 = c4;
        columns._c5 = c5;
        columns._c6 = c6;
        columns._c7 = c7;
        columns._c8 = c8;
        columns._c9 = c9;
    }

    /// <summary>a², for limbs as in <see cref="Multiply"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Square(out LaneColumns columns, in LaneElement a)
    {
        var a0 = a.L0;
        var a1 = a.L1;
        var a2 = a.L2;
        var a3 = a.L3;
        var a4 = a.L4;
        Vector512<ulong> c1 = default, c2 = default, c3 = default, c4 = default;
        Vector512<ulong> c5 = default, c6 = default, c7 = default, c8 = default;
        Add(a0, a1, ref c1, ref c2);
        Add(a0, a2, ref c2, ref c3);
        Add(a0, a3, ref c3, ref c4);
        Add(a1, a2, ref c3, ref c4);
        Add(a0, a4, ref c4, ref c5);
        Add(a1, a3, ref c4, ref c5);
        Add(a1, a4, ref c5, ref c6);
        Add(a2, a3, ref c5, ref c6);
        Add(a2, a4, ref c6, ref c7);
        Add(a3, a4, ref c7, ref c8);

        // Doubled as integers: limbs of −2^51 doubled would leave the range of a product.
        c1 += c1;
        c2 += c2;
        c3 += c3;
        c4 += c4;
        c5 += c5;
        c6 += c6;
        c7 += c7;
        c8 += c8;
        var c0 = default(Vector512<ulong>);
        var c9 = default(Vector512<ulong>);
        Add(a0, a0, ref c0, ref c1);
        Add(a1, a1, ref c2, ref c3);
        Add(a2, a2, ref c4, ref c5);
        Add(a3, a3, ref c6, ref c7);
        Add(a4, a4, ref c8, ref c9);
        columns._c0 = c0 + Start(1, 0);
        columns._c1 = c1 + Start(2, 1);
        columns._c2 = c2 + Start(3, 3);
        columns._c3 = c3 + Start(4, 4);
        columns._c4 = c4 + Start(6, 5);
        columns._c5 = c5 + Start(5, 7);
        columns._c6 = c6 + Start(4, 6);
        columns._c7 = c7 + Start(3, 4);
        columns._c8 = c8 + Start(2, 3);
        columns._c9 = c9 + Start(0, 2);
    }

    /// <summary>Takes a·b away, for limbs as in <see cref="Multiply"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void SubtractProduct(in LaneElement a, in LaneElement b)
    {
        var a0 = a.L0;
        var a1 = a.L1;
        var a2 = a.L2;
        var a3 = a.L3;
        var a4 = a.L4;
        var b0 = b.L0;
        var b1 = b.L1;
        var b2 = b.L2;
        var b3 = b.L3;
        var b4 = b.L4;
        var c0 = _c0 + Taken(1, 0);
        var c1 = _c1 + Taken(2, 1);
        var c2 = _c2 + Taken(3, 2);
        var c3 = _c3 + Taken(4, 3);
        var c4 = _c4 + Taken(5, 4);
        var c5 = _c5 + Taken(4, 5);
        var c6 = _c6 + Taken(3, 4);
        var c7 = _c7 + Taken(2, 3);
        var c8 = _c8 + Taken(1, 2);
        var c9 = _c9 + Taken(0, 1);
        AddNegated(a0, b0, ref c0, ref c1);
        AddNegated(a0, b1, ref c1, ref c2);
        AddNegated(a1, b0, ref c1, ref c2);
        AddNegated(a0, b2, ref c2, ref c3);
        AddNegated(a1, b1, ref c2, ref c3);
        AddNegated(a2, b0, ref c2, ref c3);
        AddNegated(a0, b3, ref c3, ref c4);
        AddNegated(a1, b2, ref c3, ref c4);
        AddNegated(a2, b1, ref c3, ref c4);
        AddNegated(a3, b0, ref c3, ref c4);
        AddNegated(a0, b4, ref c4, ref c5);
        AddNegated(a1, b3, ref c4, ref c5);
        AddNegated(a2, b2, ref c4, ref c5);
        AddNegated(a3, b1, ref c4, ref c5);
        AddNegated(a4, b0, ref c4, ref c5);
        AddNegated(a1, b4, ref c5, ref c6);
        AddNegated(a2, b3, ref c5, ref c6);
        AddNegated(a3, b2, ref c5, ref c6);
        AddNegated(a4, b1, ref c5, ref c6);
        AddNegated(a2, b4, ref c6, ref c7);
        AddNegated(a3, b3, ref c6, ref c7);
        AddNegated(a4, b2, ref c6, ref c7);
        AddNegated(a3, b4, ref c7, ref c8);
        AddNegated(a4, b3, ref c7, ref c8);
        AddNegated(a4, b4, ref c8, ref c9);
        _c0 = c0;
        _c1 = c1;
        _c2 = c2;
        _c3 = c3;
        _c4 = c4;
        _c5 = c5;
        _c6 = c6;
        _c7 = c7;
        _c8 = c8;
        _c9 = c9;
    }

    /// <summary>Takes c·R away: c is a whole number with limbs below 2^53 (or below 2^55 and multiples of 4).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Subtract(in LaneElement c)
    {
        _c5 -= Avx512DQ.ConvertToVector512Int64(c.L0).AsUInt64();
        _c6 -= Avx512DQ.ConvertToVector512Int64(c.L1).AsUInt64();
        _c7 -= Avx512DQ.ConvertToVector512Int64(c.L2).AsUInt64();
        _c8 -= Avx512DQ.ConvertToVector512Int64(c.L3).AsUInt64();
        _c9 -= Avx512DQ.ConvertToVector512Int64(c.L4).AsUInt64();
    }

    /// <summary>
    /// The columns divided by R = 2^260 modulo p, tidy. Montgomery's steps take a multiple m of p between −2^51·p and 2^51·p each, so the
    /// result is the columns' value over R, give or take p/2 (and less than p/2^50).
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public readonly void Reduce(out LaneElement result)
    {
        // A step by limb m takes m from its own column, which it clears, and adds m·(p + 1) from the next one on.
        var c1 = _c1;
        var c2 = _c2;
        var c3 = _c3;
        var c4 = _c4;
        var c5 = _c5;
        var c6 = _c6;
        var c7 = _c7;
        var c8 = _c8;
        var c9 = _c9;
        var low = Vector512.Create(FoldLow);
        var high = Vector512.Create(FoldHigh);

        var m = Limb(_c0);
        c1 += Carry(_c0);
        c1 += LowFold(_c0);
        AddHigh(m, low, ref c2);
        Add(m, high, ref c4, ref c5);

        m = Limb(c1);
        c2 += Carry(c1);
        c2 += LowFold(c1);
        AddHigh(m, low, ref c3);
        Add(m, high, ref c5, ref c6);

        m = Limb(c2);
        c3 += Carry(c2);
        c3 += LowFold(c2);
        AddHigh(m, low, ref c4);
        Add(m, high, ref c6, ref c7);

        m = Limb(c3);
        c4 += Carry(c3);
        c4 += LowFold(c3);
        AddHigh(m, low, ref c5);
        Add(m, high, ref c7, ref c8);

        m = Limb(c4);
        c5 += Carry(c4);
        c5 += LowFold(c4);
        AddHigh(m, low, ref c6);
        Add(m, high, ref c8, ref c9);

        result.L0 = Limb(c5);
        c6 += Carry(c5);
        result.L1 = Limb(c6);
        c7 += Carry(c6);
        result.L2 = Limb(c7);
        c8 += Carry(c7);
        result.L3 = Limb(c8);
        c9 += Carry(c8);
        result.L4 = Limb(c9);
    }

    // The low half of m·(2^12 − 2^44) for the limb m of a column, from the column itself: the next limb waits for nothing else. Half a limb
    // too much, and all that lies above the limb, is shifted out of these 52 bits.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<ulong> LowFold(Vector512<ulong> column) => ((column << 12) - (column << 44)) & Vector512.Create(LimbMask);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void AddHigh(Vector512<double> a, Vector512<double> b, ref Vector512<ulong> column) =>
        column += Avx512F.FusedMultiplyAdd(a, b, Vector512.Create(HighShift), FloatRoundingMode.ToZero).AsUInt64();

    // What a column begins with that takes so many low and high halves, those of the reduction among them.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<ulong> Start(ulong lows, ulong highs) =>
        Vector512.Create(unchecked(Half - (lows * LowShiftBits) - (highs * HighShiftBits)));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<ulong> Taken(ulong lows, ulong highs) =>
        Vector512.Create(unchecked(0 - (lows * LowShiftBits) - (highs * HighShiftBits)));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Add(Vector512<double> a, Vector512<double> b, ref Vector512<ulong> column, ref Vector512<ulong> next)
    {
        var high = Avx512F.FusedMultiplyAdd(a, b, Vector512.Create(HighShift), FloatRoundingMode.ToZero);
        var low = Avx512F.FusedMultiplyAdd(a, b, Vector512.Create(HighShift + LowShift) - high, FloatRoundingMode.ToZero);
        next += high.AsUInt64();
        column += low.AsUInt64();
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void AddNegated(Vector512<double> a, Vector512<double> b, ref Vector512<ulong> column, ref Vector512<ulong> next)
    {
        var high = Avx512F.FusedMultiplyAddNegated(a, b, Vector512.Create(HighShift), FloatRoundingMode.ToZero);
        var low = Avx512F.FusedMultiplyAddNegated(a, b, Vector512.Create(HighShift + LowShift) - high, FloatRoundingMode.ToZero);
        next += high.AsUInt64();
        column += low.AsUInt64();
    }

    // The lowest 52 bits of a column that holds half a limb too much, as a double: put behind the exponent of 2^52, of which 2^52 and the
    // half are taken again.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<double> Limb(Vector512<ulong> column) =>
        Avx512F.TernaryLogic(column, Vector512.Create(LimbMask), Vector512.Create(LowShiftBits), 0xea).AsDouble()
            - Vector512.Create(LowShift + Half);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<ulong> Carry(Vector512<ulong> column) =>
        Avx512F.ShiftRightArithmetic(column.AsInt64(), LimbBits).AsUInt64();
}
