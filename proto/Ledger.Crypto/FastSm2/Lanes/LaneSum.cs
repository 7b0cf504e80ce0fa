using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Ledger.Crypto.FastSm2.Lanes;

/// <summary>Sums of multiples of points that have tables, one sum a lane.</summary>
internal struct LaneSum
{
    private LanePoint _point;

    // All ones in the lanes to which nothing was added yet.
    private Vector512<double> _empty;

    /// <summary>Nothing in any lane.</summary>
    public static LaneSum Nothing => new() { _empty = Vector512<double>.AllBitsSet };

    /// <summary>Adds to each lane its scalar times the point of its table. All tables have the same width of window.</summary>
    [SkipLocalsInit]
    public void AddMultiples(ReadOnlySpan<FixedBaseTable> tables, ReadOnlySpan<Scalar> scalars)
    {
        var windows = tables[0].Windows;
        Span<short> digits = stackalloc short[LaneElement.Lanes * FixedBaseTable.WindowsMax];
        for (var lane = 0; lane < LaneElement.Lanes; lane++)
        {
            tables[lane].Recode(in scalars[lane], digits[(lane * windows)..]);
        }

        // One window is gathered while the one before is added: it arrives from memory meanwhile.
        Gather(out var next, tables, digits, windows, 0);
        for (var window = 0; window < windows; window++)
        {
            var entries = next;
            if (window + 1 < windows)
            {
                Gather(out next, tables, digits, windows, window + 1);
            }

            Add(in entries);
        }
    }

    /// <summary>
    /// The sum of a lane; false where Z is zero: the sum is the point at infinity, or an addition was of a kind that lanes do not do.
    /// </summary>
    public readonly bool TryGet(int lane, out JacobianPoint sum)
    {
        sum = new JacobianPoint(_point.X.Get(lane), _point.Y.Get(lane), _point.Z.Get(lane));
        return !sum.Z.IsZero() && _empty.AsUInt64()[lane] == 0;
    }

    private void Add(in LaneEntries entries)
    {
        entries.Read(out var x, out var y);
        var skipped = entries.Skipped;
        if ((skipped | _empty).Equals(Vector512<double>.Zero))
        {
            _point.Add(in x, in y);
            return;
        }

        var before = _point;
        _point.Add(in x, in y);
        _point.Take(in before, skipped);
        _point.Take(in x, in y, Vector512.AndNot(_empty, skipped));
        _empty &= skipped;
    }

    private static void Gather(
        out LaneEntries entries, ReadOnlySpan<FixedBaseTable> tables, ReadOnlySpan<short> digits, int windows, int window)
    {
        Unsafe.SkipInit(out entries);
        for (var lane = 0; lane < LaneElement.Lanes; lane++)
        {
            entries.Set(lane, tables[lane].Window(window), digits[(lane * windows) + window]);
        }
    }
}
