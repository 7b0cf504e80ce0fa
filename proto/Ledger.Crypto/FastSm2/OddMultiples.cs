using System.Runtime.CompilerServices;

namespace Ledger.Crypto.FastSm2;

/// <summary>Multiplies a point that has no table: windowed non-adjacent form of width 5 over P, 3P, …, 15P.</summary>
internal static class OddMultiples
{
    private const int Width = 5;
    private const int Count = 1 << (Width - 2);

    // The form of a 256-bit scalar may be one digit longer than the scalar.
    private const int DigitsMax = 257;

    /// <summary>scalar·point.</summary>
    public static JacobianPoint Multiply(in AffinePoint point, in Scalar scalar)
    {
        Span<sbyte> digits = stackalloc sbyte[DigitsMax];
        Recode(in scalar, digits);
        var table = default(Table);
        Fill(table, in point);

        var sum = default(JacobianPoint);
        for (var i = DigitsMax - 1; i >= 0; i--)
        {
            sum.Double();
            if (digits[i] != 0)
            {
                sum.Add(in table[Math.Abs(digits[i]) >> 1], digits[i] < 0);
            }
        }

        return sum;
    }

    // Digits are 0 or odd, between −15 and 15, and no two of five neighbours are other than 0.
    private static void Recode(in Scalar scalar, Span<sbyte> digits)
    {
        digits.Clear();
        var carry = 0;
        var position = 0;
        while (position < DigitsMax)
        {
            if (scalar.Bits(position, 1) == carry)
            {
                position++;
                continue;
            }

            var digit = scalar.Bits(position, Width) + carry;
            carry = digit >> (Width - 1);
            digits[position] = (sbyte)(digit - (carry << Width));
            position += Width;
        }
    }

    private static void Fill(Span<JacobianMultiple> table, in AffinePoint point)
    {
        var multiple = new JacobianPoint(in point);
        table[0] = new JacobianMultiple(in multiple);
        var twice = multiple;
        twice.Double();
        var step = new JacobianMultiple(in twice);
        for (var i = 1; i < Count; i++)
        {
            multiple.Add(in step, negated: false);
            table[i] = new JacobianMultiple(in multiple);
        }
    }

    [InlineArray(Count)]
    private struct Table
    {
        private JacobianMultiple _first;
    }
}
