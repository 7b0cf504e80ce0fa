using System.Runtime.CompilerServices;

namespace Ledger.Crypto.FastSm2;

/// <summary>
/// A point (X/Z², Y/Z³) of SM2's curve, or the point at infinity. Every operation is complete: equal and opposite operands take
/// their own path, since whoever makes a signature can choose s and t to provoke them.
/// </summary>
/// <remarks>X and Y are tidy; Z is below 4p with limbs below 2^54.</remarks>
internal struct JacobianPoint
{
    /// <summary>X, of no meaning at infinity.</summary>
    public FieldElement X;

    /// <summary>Y, of no meaning at infinity.</summary>
    public FieldElement Y;

    /// <summary>Z, never zero modulo p but at infinity.</summary>
    public FieldElement Z;

    private bool _isFinite;

    /// <summary>The given point with Z = 1.</summary>
    public JacobianPoint(in AffinePoint point)
    {
        X = point.X;
        Y = point.Y;
        Z = FieldElement.One;
        _isFinite = true;
    }

    /// <summary>The finite point with these coordinates, all tidy.</summary>
    public JacobianPoint(in FieldElement x, in FieldElement y, in FieldElement z)
    {
        X = x;
        Y = y;
        Z = z;
        _isFinite = true;
    }

    /// <summary>Whether this is the point at infinity, as <c>default</c> is.</summary>
    public readonly bool IsInfinity => !_isFinite;

    /// <summary>Replaces the point by its double.</summary>
    /// <remarks>
    /// dbl-2001-b of the Explicit-Formulas Database, a = −3. The group's order is odd, so no finite point doubles to infinity.
    /// </remarks>
    [SkipLocalsInit]
    public void Double()
    {
        if (!_isFinite)
        {
            return;
        }

        FieldElement.Square(out var delta, in Z);
        FieldElement.Square(out var gamma, in Y);
        FieldElement.Multiply(out var beta, in X, in gamma);
        FieldElement.Scale(out beta, in beta, 4);

        FieldElement.Multiply(out Z, in Y, in Z);
        FieldElement.Scale(out Z, in Z, 2);

        FieldElement.Subtract(out var alpha, in X, in delta);
        FieldElement.Add(out delta, in X, in delta);
        FieldElement.Multiply(out alpha, in alpha, in delta);
        FieldElement.Scale(out alpha, in alpha, 3);

        FieldElement.Scale(out var twice, in beta, 2);
        FieldElement.Square(out X, in alpha);
        FieldElement.Subtract(out X, in X, in twice);

        FieldElement.Square(out gamma, in gamma);
        FieldElement.Scale(out gamma, in gamma, 8);
        FieldElement.Subtract(out Y, in beta, in X);
        FieldElement.Multiply(out Y, in alpha, in Y);
        FieldElement.Subtract(out Y, in Y, in gamma);
    }

    /// <summary>Adds a point, or takes it away.</summary>
    [SkipLocalsInit]
    public void Add(in AffinePoint point, bool negated)
    {
        if (!_isFinite)
        {
            this = new JacobianPoint(in point);
            if (negated)
            {
                FieldElement.Negate(out Y, in Y);
            }

            return;
        }

        FieldElement.Square(out var zz, in Z);
        FieldElement.Multiply(out var u, in point.X, in zz);
        FieldElement.Multiply(out var s, in zz, in Z);
        FieldElement.Multiply(out s, in s, in point.Y);
        AddScaled(in u, in s, negated);
    }

    /// <summary>Adds a point that carries its Z² and Z³, or takes it away.</summary>
    [SkipLocalsInit]
    public void Add(in JacobianMultiple point, bool negated)
    {
        if (!_isFinite)
        {
            this = point.Point;
            if (negated)
            {
                FieldElement.Negate(out Y, in Y);
            }

            return;
        }

        FieldElement.Square(out var zz, in Z);
        FieldElement.Multiply(out var u, in point.Point.X, in zz);
        FieldElement.Multiply(out var s, in zz, in Z);
        FieldElement.Multiply(out s, in s, in point.Point.Y);
        FieldElement.Multiply(out X, in X, in point.ZSquared);
        FieldElement.Multiply(out Y, in Y, in point.ZCubed);
        FieldElement.Multiply(out Z, in Z, in point.Point.Z);
        AddScaled(in u, in s, negated);
    }

    /// <summary>Whether the point is finite and its affine x is the given value, without a division.</summary>
    public readonly bool HasAffineX(in FieldElement x)
    {
        if (!_isFinite)
        {
            return false;
        }

        FieldElement.Square(out var scaled, in Z);
        FieldElement.Multiply(out scaled, in scaled, in x);
        return FieldElement.AreEqual(in scaled, in X);
    }

    // Adds the point that has X = u and ±Y = s over this point's own Z.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void AddScaled(in FieldElement u, in FieldElement s, bool negated)
    {
        FieldElement.Subtract(out var h, in u, in X);
        FieldElement r;
        if (negated)
        {
            FieldElement.Add(out r, in s, in Y);
            FieldElement.Negate(out r, in r);
        }
        else
        {
            FieldElement.Subtract(out r, in s, in Y);
        }

        if (h.IsZero())
        {
            AddAtSameX(in r);
            return;
        }

        FieldElement.Square(out var hh, in h);
        FieldElement.Multiply(out var v, in X, in hh);
        FieldElement.Multiply(out hh, in hh, in h);
        FieldElement.Multiply(out Z, in Z, in h);
        FieldElement.Scale(out var taken, in v, 2);
        FieldElement.Add(out taken, in taken, in hh);
        FieldElement.Square(out X, in r);
        FieldElement.Subtract(out X, in X, in taken);

        FieldElement.Multiply(out hh, in hh, in Y);
        FieldElement.Subtract(out v, in v, in X);
        FieldElement.Multiply(out Y, in r, in v);
        FieldElement.Subtract(out Y, in Y, in hh);
    }

    private void AddAtSameX(in FieldElement r)
    {
        if (r.IsZero())
        {
            Double();
        }
        else
        {
            this = default;
        }
    }
}
