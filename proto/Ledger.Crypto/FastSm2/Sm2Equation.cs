using System.Diagnostics.CodeAnalysis;

namespace Ledger.Crypto.FastSm2;

/// <summary>
/// What a signature (r, s) of a digest e comes to: x(sG + tP) ≡ r − e modulo n, with t = r + s (GB/T 32918.2 §7.1 from B5 on).
/// </summary>
internal readonly struct Sm2Equation
{
    private readonly AffinePoint _point;
    private readonly FixedBaseTable? _table;
    private readonly Scalar _s;
    private readonly Scalar _t;
    private readonly Scalar _x;

    private Sm2Equation(in AffinePoint point, FixedBaseTable? table, in Scalar s, in Scalar t, in Scalar x)
    {
        _point = point;
        _table = table;
        _s = s;
        _t = t;
        _x = x;
    }

    /// <summary>P, the key.</summary>
    [UnscopedRef]
    public ref readonly AffinePoint Point => ref _point;

    /// <summary>The multiples of P, null where there are none.</summary>
    public FixedBaseTable? Table => _table;

    /// <summary>How many times G is taken.</summary>
    public Scalar S => _s;

    /// <summary>How many times P is taken.</summary>
    public Scalar T => _t;

    /// <summary>
    /// The equation of r‖s, the digest e and the key at <paramref name="point"/>; false where r, s or t is out of range, so that the
    /// signature is not valid.
    /// </summary>
    public static bool TryCreate(
        in AffinePoint point, FixedBaseTable? table, ReadOnlySpan<byte> rs, ReadOnlySpan<byte> e, out Sm2Equation equation)
    {
        equation = default;
        if (!Scalar.TryDecodeComponent(rs[..Scalar.Bytes], out var r)
            || !Scalar.TryDecodeComponent(rs.Slice(Scalar.Bytes, Scalar.Bytes), out var s))
        {
            return false;
        }

        var t = Scalar.Add(r, s);
        if (t.IsZero)
        {
            return false;
        }

        equation = new Sm2Equation(in point, table, in s, in t, Scalar.Subtract(r, Scalar.DecodeReduced(e)));
        return true;
    }

    /// <summary>Whether it holds, by additions that are complete.</summary>
    public bool Holds()
    {
        var sum = default(JacobianPoint);
        if (_table is null)
        {
            sum = OddMultiples.Multiply(in _point, in _t);
        }
        else
        {
            _table.AddMultiple(ref sum, in _t);
        }

        FixedBaseTable.Generator.AddMultiple(ref sum, in _s);
        return HoldsFor(in sum);
    }

    /// <summary>Whether it holds, where sG + tP is the given sum. No division: X is compared with x·Z².</summary>
    public bool HoldsFor(in JacobianPoint sum) =>
        // An x-coordinate is below p, which is above n: it is ≡ x (mod n) where it is x or x + n.
        sum.HasAffineX(_x.ToField()) || (_x.TryToFieldPlusOrder(out var wrapped) && sum.HasAffineX(in wrapped));
}
