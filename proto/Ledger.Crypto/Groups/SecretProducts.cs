using System.Runtime.CompilerServices;

namespace Ledger.Crypto.Groups;

/// <summary>
/// Points times a secret scalar, in signed windows of five bits as <see cref="Residue{TModulus}.Recode"/> gives them. Every entry of a
/// window is read, and a mask keeps one: neither time nor addresses depend on the digits.
/// </summary>
/// <typeparam name="TField">The curve's field.</typeparam>
internal static class SecretProducts<TField>
    where TField : unmanaged, ICoordinate<TField>
{
    private const int Entries = Residue<Sm2Order>.DigitMax;
    private const int Windows = Residue<Sm2Order>.Windows;
    private const int WindowBits = Residue<Sm2Order>.WindowBits;

    /// <summary>1 to 16 times 2^(5i)·G for each window i: little enough to be read whole for each product.</summary>
    private static readonly Lazy<(TField X, TField Y)[]> BaseTable = new(MakeBaseTable);

    /// <summary>The scalar with these digits times G.</summary>
    internal static CurvePoint<TField> MultiplyBase(ReadOnlySpan<int> digits)
    {
        var table = BaseTable.Value;
        var sum = CurvePoint<TField>.Infinity;
        for (var window = 0; window < Windows; window++)
        {
            var (size, negative) = Split(digits[window]);
            var (x, y) = Choose(table.AsSpan(window * Entries, Entries), size);
            TField.Negate(out var negated, in y);
            y.Take(in negated, negative);

            // For the digit 0 there is no entry: the sum with the first one is made, and dropped.
            var next = sum;
            next.Add(in x, in y);
            sum.Take(in next, ~Equal(size, 0));
        }

        return sum;
    }

    /// <summary>The scalar with these digits times the point.</summary>
    internal static CurvePoint<TField> Multiply(ReadOnlySpan<int> digits, in CurvePoint<TField> point)
    {
        // 0 to 16 times the point.
        Span<CurvePoint<TField>> multiples = stackalloc CurvePoint<TField>[Entries + 1];
        multiples[0] = CurvePoint<TField>.Infinity;
        for (var i = 1; i <= Entries; i++)
        {
            multiples[i] = multiples[i - 1];
            multiples[i].Add(in point);
        }

        var sum = CurvePoint<TField>.Infinity;
        for (var window = Windows - 1; window >= 0; window--)
        {
            for (var bit = 0; bit < WindowBits; bit++)
            {
                sum.Double();
            }

            var (size, negative) = Split(digits[window]);
            var entry = multiples[0];
            for (var i = 1; i <= Entries; i++)
            {
                entry.Take(in multiples[i], Equal(size, i));
            }

            entry.NegateWhere(negative);
            sum.Add(in entry);
        }

        return sum;
    }

    // The entry for 1 ≤ size ≤ 16; the first one for 0.
    private static (TField X, TField Y) Choose(ReadOnlySpan<(TField X, TField Y)> entries, int size)
    {
        var chosen = entries[0];
        for (var i = 1; i < entries.Length; i++)
        {
            var mask = Equal(size, i + 1);
            chosen.X.Take(in entries[i].X, mask);
            chosen.Y.Take(in entries[i].Y, mask);
        }

        return chosen;
    }

    // A digit's size, and all ones where it is below 0.
    private static (int Size, ulong Negative) Split(int digit)
    {
        var sign = digit >> 31;
        return ((digit ^ sign) - sign, (ulong)(long)sign);
    }

    // All ones where a and b, both from 0 to 2^31 − 1, are equal.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong Equal(int a, int b) => (ulong)((((long)a ^ b) - 1) >> 63);

    private static (TField X, TField Y)[] MakeBaseTable()
    {
        var table = new (TField X, TField Y)[Windows * Entries];
        var (x, y) = (TField.GeneratorX, TField.GeneratorY);
        var window = CurvePoint<TField>.Of(in x, in y);
        for (var i = 0; i < table.Length; i += Entries)
        {
            var multiple = window;
            for (var j = 0; j < Entries; j++)
            {
                table[i + j] = multiple.ToAffine();
                multiple.Add(in window);
            }

            for (var bit = 0; bit < WindowBits; bit++)
            {
                window.Double();
            }
        }

        return table;
    }
}
