using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Ledger.Crypto.FastSm2.Lanes;

/// <summary>Of eight points that have no tables, one a lane, the multiples 1 to 16: enough for windows of five bits with a sign.</summary>
[InlineArray(Count)]
internal struct LaneMultiples
{
    /// <summary>Bits of a window.</summary>
    public const int WindowBits = 5;

    private const int Count = 1 << (WindowBits - 1);
    private LaneMultiple _first;

    /// <summary>Makes the multiples of the points (x, y). None of these additions is of equal or opposite points but the first.</summary>
    public static void Make(out LaneMultiples multiples, in LaneElement x, in LaneElement y)
    {
        Unsafe.SkipInit(out multiples);
        var multiple = new LanePoint(in x, in y);
        multiples[0] = new LaneMultiple(in multiple);
        multiple.Double();
        multiples[1] = new LaneMultiple(in multiple);
        for (var i = 2; i < Count; i++)
        {
            multiple.Add(in x, in y);
            multiples[i] = new LaneMultiple(in multiple);
        }
    }

    /// <summary>
    /// Sets each lane to the multiple that its digit says; for the digit 0 to the first, and all ones in <paramref name="skipped"/>.
    /// </summary>
    [SkipLocalsInit]
    public readonly void Choose(ReadOnlySpan<short> digits, out LaneMultiple chosen, out Vector512<double> skipped)
    {
        Unsafe.SkipInit(out chosen);
        var from = MemoryMarshal.Cast<LaneMultiple, ulong>(MemoryMarshal.CreateReadOnlySpan(in _first, Count));
        var to = MemoryMarshal.Cast<LaneMultiple, ulong>(MemoryMarshal.CreateSpan(ref chosen, 1));
        Span<ulong> zero = stackalloc ulong[LaneElement.Lanes];
        Span<ulong> sign = stackalloc ulong[LaneElement.Lanes];
        for (var lane = 0; lane < LaneElement.Lanes; lane++)
        {
            int digit = digits[lane];
            var size = Math.Abs(digit);
            zero[lane] = size == 0 ? ulong.MaxValue : 0;
            sign[lane] = (ulong)(long)digit & (1UL << 63);
            var entry = from.Slice((Math.Max(size, 1) - 1) * to.Length, to.Length);
            for (var i = lane; i < entry.Length; i += LaneElement.Lanes)
            {
                to[i] = entry[i];
            }
        }

        skipped = Vector512.Create<ulong>(zero).AsDouble();
        chosen.Point.Y.ChangeSign(Vector512.Create<ulong>(sign).AsDouble());
    }

    /// <summary>
    /// Sets each lane to the multiple that its digit says in size and sign, and to zeros for the digit 0. Every multiple is read and one
    /// kept by a mask: neither time nor addresses depend on the digits.
    /// </summary>
    [SkipLocalsInit]
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public readonly void ChooseSecretly(Vector512<long> digits, out LaneMultiple chosen)
    {
        Unsafe.SkipInit(out chosen);
        Span<Vector512<ulong>> masks = stackalloc Vector512<ulong>[Count];
        var sizes = Vector512.Abs(digits);
        for (var i = 0; i < Count; i++)
        {
            masks[i] = Vector512.Equals(sizes, Vector512.Create(i + 1L)).AsUInt64();
        }

        var from = MemoryMarshal.Cast<LaneMultiple, Vector512<ulong>>(MemoryMarshal.CreateReadOnlySpan(in _first, Count));
        var to = MemoryMarshal.Cast<LaneMultiple, Vector512<ulong>>(MemoryMarshal.CreateSpan(ref chosen, 1));
        for (var limb = 0; limb < to.Length; limb++)
        {
            // Two sums, so that one waits less for the other.
            var even = Vector512<ulong>.Zero;
            var odd = Vector512<ulong>.Zero;
            for (var i = 0; i < Count; i += 2)
            {
                even = Keep(even, masks[i], from[(i * to.Length) + limb]);
                odd = Keep(odd, masks[i + 1], from[((i + 1) * to.Length) + limb]);
            }

            to[limb] = even | odd;
        }

        chosen.Point.Y.ChangeSign((digits.AsUInt64() & Vector512.Create(1UL << 63)).AsDouble());
    }

    // kept | (mask & entry).
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<ulong> Keep(Vector512<ulong> kept, Vector512<ulong> mask, Vector512<ulong> entry) =>
        Avx512F.TernaryLogic(kept, mask, entry, 0xf8);
}
