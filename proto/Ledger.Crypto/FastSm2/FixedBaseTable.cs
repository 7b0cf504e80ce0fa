using System.Buffers;

namespace Ledger.Crypto.FastSm2;

/// <summary>
/// Multiples of one point for multiplying it without doublings: for each window of w bits the points j·2^(wi)·B,
/// 1 ≤ j ≤ 2^(w−1). Digits are signed, which halves the table.
/// </summary>
internal sealed class FixedBaseTable
{
    /// <summary>Narrowest window, in bits.</summary>
    public const int WindowBitsMin = 2;

    /// <summary>Widest window, in bits.</summary>
    public const int WindowBitsMax = 8;

    /// <summary>Most windows, which the narrowest take.</summary>
    public const int WindowsMax = (256 + WindowBitsMin) / WindowBitsMin;

    private static readonly Lazy<FixedBaseTable> LazyGenerator = new(() => new FixedBaseTable(AffinePoint.Generator, WindowBitsMax));

    private readonly AffinePoint[] _multiples;
    private readonly int _windowBits;

    /// <summary>
    /// Builds the table of a finite point, for windows from <see cref="WindowBitsMin"/> to <see cref="WindowBitsMax"/> bits.
    /// </summary>
    public FixedBaseTable(in AffinePoint point, int windowBits)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(windowBits, WindowBitsMin);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(windowBits, WindowBitsMax);
        _windowBits = windowBits;
        Windows = SignedWindows.Count(windowBits);
        _multiples = new AffinePoint[Windows * Half];
        var points = ArrayPool<JacobianPoint>.Shared.Rent(_multiples.Length);
        try
        {
            Fill(points.AsSpan(0, _multiples.Length), BasesOf(in point));
            JacobianNormalization.Normalize(points.AsSpan(0, _multiples.Length), _multiples);
        }
        finally
        {
            ArrayPool<JacobianPoint>.Shared.Return(points);
        }
    }

    /// <summary>The table of the base point G, built at its first use and shared by all: it holds public constants only.</summary>
    public static FixedBaseTable Generator => LazyGenerator.Value;

    /// <summary>How many windows there are.</summary>
    public int Windows { get; }

    private int Half => 1 << (_windowBits - 1);

    /// <summary>The points j·2^(wi)·B of window i, 1 ≤ j ≤ 2^(w−1).</summary>
    public ReadOnlySpan<AffinePoint> Window(int i) => _multiples.AsSpan(i * Half, Half);

    /// <summary>Writes the scalar's digits, one a window.</summary>
    public void Recode(in Scalar scalar, Span<short> digits) => SignedWindows.Recode(in scalar, _windowBits, digits);

    /// <summary>Adds scalar·B to <paramref name="sum"/>.</summary>
    public void AddMultiple(ref JacobianPoint sum, in Scalar scalar)
    {
        Span<short> digits = stackalloc short[WindowsMax];
        Recode(in scalar, digits);
        for (var window = 0; window < Windows; window++)
        {
            int digit = digits[window];
            if (digit != 0)
            {
                sum.Add(in Window(window)[Math.Abs(digit) - 1], digit < 0);
            }
        }
    }

    // 2^(wi)·B for every window i.
    private AffinePoint[] BasesOf(in AffinePoint point)
    {
        var bases = new JacobianPoint[Windows];
        var power = new JacobianPoint(in point);
        for (var window = 0; window < Windows; window++)
        {
            bases[window] = power;
            for (var bit = 0; bit < _windowBits; bit++)
            {
                power.Double();
            }
        }

        var affine = new AffinePoint[Windows];
        JacobianNormalization.Normalize(bases, affine);
        return affine;
    }

    private void Fill(Span<JacobianPoint> points, AffinePoint[] bases)
    {
        for (var window = 0; window < Windows; window++)
        {
            var multiple = new JacobianPoint(in bases[window]);
            for (var j = 0; j < Half; j++)
            {
                points[(window * Half) + j] = multiple;
                multiple.Add(in bases[window], negated: false);
            }
        }
    }
}
