using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Ledger.Crypto.FastSm2;

namespace Ledger.Crypto.SecretSm2;

/// <summary>
/// A point (X/Z, Y/Z) of SM2's curve, or the point at infinity (0 : 1 : 0), whose coordinates are secret. The formulas are complete
/// (Renes, Costello, Batina: Complete addition formulas for prime order elliptic curves, 2016, §3.2, a = −3): equal points, opposite ones
/// and infinity take the path of all others, so none of them shows.
/// </summary>
/// <remarks>
/// Coordinates are tidy between the calls. With A = X₁X₂, B = Y₁Y₂, C = Z₁Z₂, D = X₁Y₂ + X₂Y₁, E = Y₁Z₂ + Y₂Z₁, F = X₁Z₂ + X₂Z₁,
/// G = 3(F − bC), H = 3(bF − 3C − A), J = 3(A − C): the sum is (D(B + G) − EH : JH − (B + G)(G − B) : DJ − E(G − B)).
/// </remarks>
[StructLayout(LayoutKind.Sequential)]
internal struct SecretPoint
{
    private FieldElement _x;
    private FieldElement _y;
    private FieldElement _z;

    /// <summary>The point at infinity.</summary>
    internal static SecretPoint Infinity => new() { _y = FieldElement.One };

    /// <summary>A point that is not at infinity.</summary>
    internal static SecretPoint Of(in AffinePoint point) => new() { _x = point.X, _y = point.Y, _z = FieldElement.One };

    /// <summary>This ← this + other.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal void Add(in SecretPoint other)
    {
        FieldElement.Multiply(out var a, in _x, in other._x);
        FieldElement.Multiply(out var b, in _y, in other._y);
        FieldElement.Multiply(out var c, in _z, in other._z);
        Cross(out var d, in _x, in _y, in other._x, in other._y, in a, in b);
        Cross(out var e, in _y, in _z, in other._y, in other._z, in b, in c);
        Cross(out var f, in _x, in _z, in other._x, in other._z, in a, in c);
        Finish(in a, in b, in c, in d, in e, in f);
    }

    /// <summary>This ← this + other, which is not at infinity.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal void Add(in AffinePoint other)
    {
        FieldElement.Multiply(out var a, in _x, in other.X);
        FieldElement.Multiply(out var b, in _y, in other.Y);
        Cross(out var d, in _x, in _y, in other.X, in other.Y, in a, in b);
        FieldElement.Multiply(out var e, in _z, in other.Y);
        FieldElement.Add(out e, in e, in _y);
        FieldElement.Multiply(out var f, in _z, in other.X);
        FieldElement.Add(out f, in f, in _x);
        var c = _z;
        Finish(in a, in b, in c, in d, in e, in f);
    }

    /// <summary>This ← 2·this: the sum with equal points, where D = 2XY, E = 2YZ, F = 2XZ.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal void Double()
    {
        FieldElement.Square(out var a, in _x);
        FieldElement.Square(out var b, in _y);
        FieldElement.Square(out var c, in _z);
        FieldElement.Multiply(out var d, in _x, in _y);
        FieldElement.Multiply(out var e, in _y, in _z);
        FieldElement.Multiply(out var f, in _x, in _z);
        FieldElement.Scale(out f, in f, 2);
        Weigh(in a, in b, in c, in f, out var sum, out var difference, out var h, out var j);

        FieldElement.Multiply(out _x, in d, in sum);
        FieldElement.Scale(out _x, in _x, 2);
        FieldElement.Multiply(out var taken, in e, in h);
        FieldElement.Scale(out taken, in taken, 6);
        FieldElement.Subtract(out _x, in _x, in taken);

        FieldElement.Multiply(out _y, in j, in h);
        FieldElement.Scale(out _y, in _y, 3);
        FieldElement.Multiply(out taken, in sum, in difference);
        FieldElement.Subtract(out _y, in _y, in taken);

        // E(B − G) + DJ is 4EB here.
        FieldElement.Scale(out b, in b, 4);
        FieldElement.Multiply(out _z, in e, in b);
        FieldElement.Scale(out _z, in _z, 2);
        var zero = default(FieldElement);
        FieldElement.Subtract(out _z, in _z, in zero);
    }

    /// <summary>This ← other where the mask is all ones; where it is 0, nothing.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal void Take(in SecretPoint other, ulong mask)
    {
        _x.Take(in other._x, mask);
        _y.Take(in other._y, mask);
        _z.Take(in other._z, mask);
    }

    /// <summary>This ← −this where the mask is all ones.</summary>
    internal void NegateWhere(ulong mask)
    {
        FieldElement.Negate(out var negated, in _y);
        _y.Take(in negated, mask);
    }

    /// <summary>Writes <c>04‖x‖y</c> of a point that is not at infinity.</summary>
    internal readonly void Encode(Span<byte> encoded)
    {
        FieldElement.Invert(out var inverse, in _z);
        var point = default(AffinePoint);
        FieldElement.Multiply(out point.X, in _x, in inverse);
        FieldElement.Multiply(out point.Y, in _y, in inverse);
        point.Encode(encoded);
    }

    // uᵢvⱼ + uⱼvᵢ for the products p = u₁u₂ and q = v₁v₂.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Cross(
        out FieldElement cross,
        in FieldElement u1,
        in FieldElement v1,
        in FieldElement u2,
        in FieldElement v2,
        in FieldElement p,
        in FieldElement q)
    {
        FieldElement.Add(out cross, in u1, in v1);
        FieldElement.Add(out var other, in u2, in v2);
        FieldElement.Multiply(out cross, in cross, in other);
        FieldElement.Add(out other, in p, in q);
        FieldElement.Subtract(out cross, in cross, in other);
    }

    // Gives B + G (below 8p), G − B, H/3 and J, these tidy. F may reach 4p.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Weigh(
        in FieldElement a,
        in FieldElement b,
        in FieldElement c,
        in FieldElement f,
        out FieldElement sum,
        out FieldElement difference,
        out FieldElement h,
        out FieldElement j)
    {
        var coefficient = AffinePoint.B;
        FieldElement.Multiply(out var g, in coefficient, in c);
        FieldElement.Subtract(out g, in f, in g);
        FieldElement.Scale(out g, in g, 3);
        FieldElement.Add(out sum, in b, in g);
        FieldElement.Subtract(out difference, in g, in b);

        FieldElement.Scale(out var threeC, in c, 3);
        FieldElement.Add(out j, in threeC, in a);
        FieldElement.Multiply(out h, in coefficient, in f);
        FieldElement.Subtract(out h, in h, in j);

        FieldElement.Scale(out j, in a, 3);
        FieldElement.Subtract(out j, in j, in threeC);
    }

    // D is tidy, E and F below 4p.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void Finish(
        in FieldElement a, in FieldElement b, in FieldElement c, in FieldElement d, in FieldElement e, in FieldElement f)
    {
        Weigh(in a, in b, in c, in f, out var sum, out var difference, out var h, out var j);

        FieldElement.Multiply(out _x, in d, in sum);
        FieldElement.Multiply(out var taken, in e, in h);
        FieldElement.Scale(out taken, in taken, 3);
        FieldElement.Subtract(out _x, in _x, in taken);

        FieldElement.Multiply(out _y, in j, in h);
        FieldElement.Scale(out _y, in _y, 3);
        FieldElement.Multiply(out taken, in sum, in difference);
        FieldElement.Subtract(out _y, in _y, in taken);

        FieldElement.Multiply(out _z, in d, in j);
        FieldElement.Multiply(out taken, in e, in difference);
        FieldElement.Subtract(out _z, in _z, in taken);
    }
}
