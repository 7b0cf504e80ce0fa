using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Ledger.Crypto.Groups;

/// <summary>
/// A point (X/Z, Y/Z) of a curve with a = −3 and a prime order, or the point at infinity (0 : 1 : 0); coordinates may be secret.
/// The formulas are complete (Renes, Costello, Batina: Complete addition formulas for prime order elliptic curves, 2016, §3.2,
/// a = −3): equal points, opposite ones and infinity take the path of all others, so none of them shows.
/// </summary>
/// <typeparam name="TField">The curve's field.</typeparam>
/// <remarks>
/// Coordinates are tidy between the calls. With A = X₁X₂, B = Y₁Y₂, C = Z₁Z₂, D = X₁Y₂ + X₂Y₁, E = Y₁Z₂ + Y₂Z₁, F = X₁Z₂ + X₂Z₁,
/// G = 3(F − bC), H = 3(bF − 3C − A), J = 3(A − C): the sum is (D(B + G) − EH : JH − (B + G)(G − B) : DJ − E(G − B)).
/// </remarks>
[StructLayout(LayoutKind.Sequential)]
internal struct CurvePoint<TField>
    where TField : unmanaged, ICoordinate<TField>
{
    /// <summary>Length of an encoded coordinate in bytes.</summary>
    internal const int CoordinateBytes = 32;

    private TField _x;
    private TField _y;
    private TField _z;

    /// <summary>The point at infinity.</summary>
    internal static CurvePoint<TField> Infinity => new() { _y = TField.One };

    /// <summary>A point that is not at infinity.</summary>
    internal static CurvePoint<TField> Of(in TField x, in TField y) => new() { _x = x, _y = y, _z = TField.One };

    /// <summary>Whether this is the point at infinity, which becomes known.</summary>
    internal readonly bool IsInfinity => _z.IsZero();

    /// <summary>Z, for who brings many points to Z = 1 with one inversion.</summary>
    internal readonly TField Z => _z;

    /// <summary>x³ − 3x + b, tidy.</summary>
    internal static TField Cubic(in TField x)
    {
        TField.Square(out var cubic, in x);
        TField.Multiply(out cubic, in cubic, in x);
        TField.Scale(out var threeX, in x, 3);
        TField.Subtract(out cubic, in cubic, in threeX);
        var b = TField.CurveB;
        TField.Add(out cubic, in cubic, in b);
        var zero = default(TField);
        TField.Subtract(out cubic, in cubic, in zero);
        return cubic;
    }

    /// <summary>Whether two public points are the same.</summary>
    internal static bool AreEqual(in CurvePoint<TField> a, in CurvePoint<TField> b)
    {
        TField.Multiply(out var ax, in a._x, in b._z);
        TField.Multiply(out var bx, in b._x, in a._z);
        TField.Multiply(out var ay, in a._y, in b._z);
        TField.Multiply(out var by, in b._y, in a._z);
        return a.IsInfinity == b.IsInfinity && TField.AreEqual(in ax, in bx) && TField.AreEqual(in ay, in by);
    }

    /// <summary>This ← this + other.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal void Add(in CurvePoint<TField> other)
    {
        TField.Multiply(out var a, in _x, in other._x);
        TField.Multiply(out var b, in _y, in other._y);
        TField.Multiply(out var c, in _z, in other._z);
        Cross(out var d, in _x, in _y, in other._x, in other._y, in a, in b);
        Cross(out var e, in _y, in _z, in other._y, in other._z, in b, in c);
        Cross(out var f, in _x, in _z, in other._x, in other._z, in a, in c);
        Finish(in a, in b, in c, in d, in e, in f);
    }

    /// <summary>This ← this + (x, y).</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal void Add(in TField x, in TField y)
    {
        TField.Multiply(out var a, in _x, in x);
        TField.Multiply(out var b, in _y, in y);
        Cross(out var d, in _x, in _y, in x, in y, in a, in b);
        TField.Multiply(out var e, in _z, in y);
        TField.Add(out e, in e, in _y);
        TField.Multiply(out var f, in _z, in x);
        TField.Add(out f, in f, in _x);
        var c = _z;
        Finish(in a, in b, in c, in d, in e, in f);
    }

    /// <summary>This ← 2·this: the sum with equal points, where D = 2XY, E = 2YZ, F = 2XZ.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal void Double()
    {
        TField.Square(out var a, in _x);
        TField.Square(out var b, in _y);
        TField.Square(out var c, in _z);
        TField.Multiply(out var d, in _x, in _y);
        TField.Multiply(out var e, in _y, in _z);
        TField.Multiply(out var f, in _x, in _z);
        TField.Scale(out f, in f, 2);
        Weigh(in a, in b, in c, in f, out var sum, out var difference, out var h, out var j);

        TField.Multiply(out _x, in d, in sum);
        TField.Scale(out _x, in _x, 2);
        TField.Multiply(out var taken, in e, in h);
        TField.Scale(out taken, in taken, 6);
        TField.Subtract(out _x, in _x, in taken);

        TField.Multiply(out _y, in j, in h);
        TField.Scale(out _y, in _y, 3);
        TField.Multiply(out taken, in sum, in difference);
        TField.Subtract(out _y, in _y, in taken);

        // E(B − G) + DJ is 4EB here.
        TField.Scale(out b, in b, 4);
        TField.Multiply(out _z, in e, in b);
        TField.Scale(out _z, in _z, 2);
        var zero = default(TField);
        TField.Subtract(out _z, in _z, in zero);
    }

    /// <summary>This ← other where the mask is all ones; where it is 0, nothing.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal void Take(in CurvePoint<TField> other, ulong mask)
    {
        _x.Take(in other._x, mask);
        _y.Take(in other._y, mask);
        _z.Take(in other._z, mask);
    }

    /// <summary>This ← −this where the mask is all ones.</summary>
    internal void NegateWhere(ulong mask)
    {
        TField.Negate(out var negated, in _y);
        _y.Take(in negated, mask);
    }

    /// <summary>Writes <c>04‖x‖y</c> of a point that is not at infinity.</summary>
    internal readonly void Encode(Span<byte> encoded)
    {
        var (x, y) = ToAffine();
        encoded[0] = 4;
        x.Encode(encoded[1..]);
        y.Encode(encoded[(1 + CoordinateBytes)..]);
    }

    /// <summary>x and y of a point that is not at infinity.</summary>
    internal readonly (TField X, TField Y) ToAffine()
    {
        TField.Invert(out var inverse, in _z);
        return ToAffine(in inverse);
    }

    /// <summary>x and y of a point that is not at infinity, with 1/Z given.</summary>
    internal readonly (TField X, TField Y) ToAffine(in TField inverse)
    {
        TField.Multiply(out var x, in _x, in inverse);
        TField.Multiply(out var y, in _y, in inverse);
        return (x, y);
    }

    // uᵢvⱼ + uⱼvᵢ for the products p = u₁u₂ and q = v₁v₂.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Cross(
        out TField cross,
        in TField u1,
        in TField v1,
        in TField u2,
        in TField v2,
        in TField p,
        in TField q)
    {
        TField.Add(out cross, in u1, in v1);
        TField.Add(out var other, in u2, in v2);
        TField.Multiply(out cross, in cross, in other);
        TField.Add(out other, in p, in q);
        TField.Subtract(out cross, in cross, in other);
    }

    // Gives B + G (below 8p), G − B, H/3 and J, these tidy. F may reach 4p.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Weigh(
        in TField a,
        in TField b,
        in TField c,
        in TField f,
        out TField sum,
        out TField difference,
        out TField h,
        out TField j)
    {
        var coefficient = TField.CurveB;
        TField.Multiply(out var g, in coefficient, in c);
        TField.Subtract(out g, in f, in g);
        TField.Scale(out g, in g, 3);
        TField.Add(out sum, in b, in g);
        TField.Subtract(out difference, in g, in b);

        TField.Scale(out var threeC, in c, 3);
        TField.Add(out j, in threeC, in a);
        TField.Multiply(out h, in coefficient, in f);
        TField.Subtract(out h, in h, in j);

        TField.Scale(out j, in a, 3);
        TField.Subtract(out j, in j, in threeC);
    }

    // D is tidy, E and F below 4p.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void Finish(
        in TField a, in TField b, in TField c, in TField d, in TField e, in TField f)
    {
        Weigh(in a, in b, in c, in f, out var sum, out var difference, out var h, out var j);

        TField.Multiply(out _x, in d, in sum);
        TField.Multiply(out var taken, in e, in h);
        TField.Scale(out taken, in taken, 3);
        TField.Subtract(out _x, in _x, in taken);

        TField.Multiply(out _y, in j, in h);
        TField.Scale(out _y, in _y, 3);
        TField.Multiply(out taken, in sum, in difference);
        TField.Subtract(out _y, in _y, in taken);

        TField.Multiply(out _z, in d, in j);
        TField.Multiply(out taken, in e, in difference);
        TField.Subtract(out _z, in _z, in taken);
    }
}
