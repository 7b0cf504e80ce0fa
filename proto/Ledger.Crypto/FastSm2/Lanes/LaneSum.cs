using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Ledger.Crypto.FastSm2.Lanes;

/// <summary>Sums of multiples of points that have tables, one sum a lane.</summary>
[SkipLocalsInit]
internal struct LaneSum
{
    private LanePoint _point;

    // All ones in the lanes to which nothing was added yet.
    private Vector512<double> _empty;

    /// <summary>Nothing in any lane.</summary>
    public static LaneSum Nothing => new() { _empty = Vector512<double>.AllBitsSet };

    /// <summary>Adds to each lane its scalar times the point of its table. All tables have the same width of window.</summary>
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

    /// <summary>Adds to nothing each lane's scalar times its point (x, y), by doublings.</summary>
    public static void Multiply(out LaneSum sum, in LaneElement x, in LaneElement y, ReadOnlySpan<Scalar> scalars)
    {
        LaneMultiples.Make(out var multiples, in x, in y);
        var windows = SignedWindows.Count(LaneMultiples.WindowBits);
        Span<short> digits = stackalloc short[LaneElement.Lanes * windows];
        Span<short> ofLane = stackalloc short[windows];
        for (var lane = 0; lane < LaneElement.Lanes; lane++)
        {
            SignedWindows.Recode(in scalars[lane], LaneMultiples.WindowBits, ofLane);
            for (var window = 0; window < windows; window++)
            {
                digits[(window * LaneElement.Lanes) + lane] = ofLane[window];
            }
        }

        sum = Nothing;
        for (var window = windows - 1; window >= 0; window--)
        {
            if (window < windows - 1)
            {
                for (var bit = 0; bit < LaneMultiples.WindowBits; bit++)
                {
                    sum._point.Double();
                }
            }

            multiples.Choose(digits.Slice(window * LaneElement.Lanes, LaneElement.Lanes), out var entry, out var skipped);
            sum.Add(in entry, skipped);
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
        if (!_empty.Equals(Vector512<double>.Zero))
        {
            Begin(new LanePoint(in x, in y), skipped);
        }
    }

    private void Add(in LaneMultiple entry, Vector512<double> skipped)
    {
        if ((skipped | _empty).Equals(Vector512<double>.Zero))
        {
            _point.Add(in entry);
            return;
        }

        var before = _point;
        _point.Add(in entry);
        _point.Take(in before, skipped);
        if (!_empty.Equals(Vector512<double>.Zero))
        {
            Begin(in entry.Point, skipped);
        }
    }

    // The first point in lanes that were empty.
    private void Begin(in LanePoint added, Vector512<double> skipped)
    {
        _point.Take(in added, Vector512.AndNot(_empty, skipped));
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
