using System.Buffers;

namespace Ledger.Crypto.Groups;

/// <summary>
/// Sums of points times public scalars (Straus): signed windows of five bits, one row of doublings for many points. Takes time that
/// depends on the scalars.
/// </summary>
internal static class PublicProducts<TField, TOrder>
    where TField : unmanaged, ICoordinate<TField>
    where TOrder : struct, IModulus
{
    private const int PointsTogetherMax = 64;
    private const int Entries = Residue<TOrder>.DigitMax;
    private const int Windows = Residue<TOrder>.Windows;

    /// <summary>The sum of scalarᵢ·pointᵢ; there are as many scalars as points.</summary>
    internal static CurvePoint<TField> Sum(ReadOnlySpan<Residue<TOrder>> scalars, ReadOnlySpan<GroupPoint> points)
    {
        var together = Math.Min(points.Length, PointsTogetherMax);
        var digits = ArrayPool<int>.Shared.Rent(together * Windows);
        var multiples = ArrayPool<CurvePoint<TField>>.Shared.Rent(together * Entries);
        try
        {
            var sum = CurvePoint<TField>.Infinity;
            for (var from = 0; from < points.Length; from += together)
            {
                var count = Math.Min(together, points.Length - from);
                sum.Add(SumTogether(scalars.Slice(from, count), points.Slice(from, count), digits, multiples));
            }

            return sum;
        }
        finally
        {
            ArrayPool<int>.Shared.Return(digits);
            ArrayPool<CurvePoint<TField>>.Shared.Return(multiples);
        }
    }

    private static CurvePoint<TField> SumTogether(
        ReadOnlySpan<Residue<TOrder>> scalars, ReadOnlySpan<GroupPoint> points, Span<int> digits, Span<CurvePoint<TField>> multiples)
    {
        for (var i = 0; i < points.Length; i++)
        {
            scalars[i].Recode(digits.Slice(i * Windows, Windows));
            FillMultiples(in CurveGroup<TField, TOrder>.Read(in points[i]), multiples.Slice(i * Entries, Entries));
        }

        var sum = CurvePoint<TField>.Infinity;
        for (var window = Windows - 1; window >= 0; window--)
        {
            for (var bit = 0; bit < Residue<TOrder>.WindowBits; bit++)
            {
                sum.Double();
            }

            for (var i = 0; i < points.Length; i++)
            {
                var digit = digits[(i * Windows) + window];
                if (digit != 0)
                {
                    var entry = multiples[(i * Entries) + Math.Abs(digit) - 1];
                    entry.NegateWhere((ulong)(long)(digit >> 31));
                    sum.Add(in entry);
                }
            }
        }

        return sum;
    }

    // 1 to 16 times the point.
    private static void FillMultiples(in CurvePoint<TField> point, Span<CurvePoint<TField>> multiples)
    {
        multiples[0] = point;
        for (var i = 1; i < multiples.Length; i++)
        {
            multiples[i] = multiples[i - 1];
            multiples[i].Add(in point);
        }
    }
}
