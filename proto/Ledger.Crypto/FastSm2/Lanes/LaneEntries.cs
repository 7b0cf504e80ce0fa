using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Ledger.Crypto.FastSm2.Lanes;

/// <summary>What eight tables have for one digit each: gathered limb by limb, for one vector a limb.</summary>
[InlineArray(Rows * LaneElement.Lanes)]
internal struct LaneEntries
{
    // x, y, the sign bit of lanes whose y is negated, and all ones for lanes that have no entry.
    private const int Rows = (2 * LaneElement.Limbs) + 2;
    private const int SignRow = 2 * LaneElement.Limbs;
    private const int SkippedRow = SignRow + 1;
    private ulong _first;

    /// <summary>All ones in the lanes that add nothing.</summary>
    public readonly Vector512<double> Skipped => Row(SkippedRow).AsDouble();

    /// <summary>
    /// Sets a lane to digit·B from the entries B, 2B, … of a window; for the digit 0 to the first of them, and <see cref="Skipped"/>.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Set(int lane, ReadOnlySpan<AffinePoint> entries, int digit)
    {
        var size = Math.Abs(digit);
        ref readonly var entry = ref entries[Math.Max(size, 1) - 1];
        entry.X.Deconstruct(out var x0, out var x1, out var x2, out var x3, out var x4);
        entry.Y.Deconstruct(out var y0, out var y1, out var y2, out var y3, out var y4);
        Span<ulong> column = MemoryMarshal.CreateSpan(ref _first, Rows * LaneElement.Lanes)[lane..];
        column[0 * LaneElement.Lanes] = x0;
        column[1 * LaneElement.Lanes] = x1;
        column[2 * LaneElement.Lanes] = x2;
        column[3 * LaneElement.Lanes] = x3;
        column[4 * LaneElement.Lanes] = x4;
        column[5 * LaneElement.Lanes] = y0;
        column[6 * LaneElement.Lanes] = y1;
        column[7 * LaneElement.Lanes] = y2;
        column[8 * LaneElement.Lanes] = y3;
        column[9 * LaneElement.Lanes] = y4;
        column[SignRow * LaneElement.Lanes] = (ulong)(long)digit & (1UL << 63);
        column[SkippedRow * LaneElement.Lanes] = size == 0 ? ulong.MaxValue : 0;
    }

    /// <summary>The points.</summary>
    public readonly void Read(out LaneElement x, out LaneElement y)
    {
        x.L0 = Limb(0);
        x.L1 = Limb(1);
        x.L2 = Limb(2);
        x.L3 = Limb(3);
        x.L4 = Limb(4);
        y.L0 = Limb(5);
        y.L1 = Limb(6);
        y.L2 = Limb(7);
        y.L3 = Limb(8);
        y.L4 = Limb(9);
        y.ChangeSign(Row(SignRow).AsDouble());
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private readonly Vector512<double> Limb(int row) => Avx512DQ.ConvertToVector512Double(Row(row));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private readonly Vector512<ulong> Row(int row) =>
        Vector512.LoadUnsafe(in _first, (nuint)(row * LaneElement.Lanes));
}
