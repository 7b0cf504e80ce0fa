using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Ledger.Crypto.FastSm2.Lanes;

/// <summary>
/// Eight points (X/Z², Y/Z³) of SM2's curve, one a lane. Additions are unchecked: where the two points of a lane are equal or opposite, Z
/// becomes zero modulo p, and stays so whatever is added. What such a lane holds says nothing more; the others are not touched by it.
/// </summary>
/// <remarks>
/// Limbs of X and Y are nearly tidy, those of Z tidy. The values keep |X| ≤ 3.5p, |Y| ≤ 2p, |Z| ≤ p: the comments beside each product give
/// its bound for operands at theirs, by |ab/R ± p/2| ≤ |a||b|/16p + p/2; what is added has 0 ≤ x &lt; 2p and |y| &lt; 2p.
/// </remarks>
[SkipLocalsInit]
internal struct LanePoint
{
    /// <summary>X.</summary>
    public LaneElement X;

    /// <summary>Y.</summary>
    public LaneElement Y;

    /// <summary>Z.</summary>
    public LaneElement Z;

    /// <summary>The points (x, y), which are tidied.</summary>
    public LanePoint(in LaneElement x, in LaneElement y)
    {
        LaneElement.Tidy(out X, in x, 1);
        LaneElement.Tidy(out Y, in y, 1);
        Z = LaneElement.One;
    }

    /// <summary>Replaces the points by their doubles. Limbs of X and Y are nearly tidy, and tidy afterwards.</summary>
    /// <remarks>dbl-2001-b of the Explicit-Formulas Database, a = −3. No point of the group doubles to infinity.</remarks>
    public void Double()
    {
        LaneElement.Square(out var delta, in Z); // ≤ 0.57p
        LaneElement.Square(out var gamma, in Y); // ≤ 0.75p
        LaneElement.Tidy(out var gamma2, in gamma, 2);
        LaneElement.Tidy(out var gamma4, in gamma, 4);
        LaneElement.Multiply(out var beta4, in X, in gamma4); // ≤ 0.62p

        LaneElement.Tidy(out Z, in Z, 2);
        LaneElement.Multiply(out Z, in Y, in Z); // ≤ 0.57p

        LaneElement.Subtract(out var alpha, in X, in delta); // ≤ 4.1p
        LaneElement.Add(out delta, in X, in delta);
        LaneElement.Tidy(out alpha, in alpha, 1);
        LaneElement.Tidy(out delta, in delta, 3);
        LaneElement.Multiply(out alpha, in alpha, in delta); // ≤ 0.52p

        LaneElement.Add(out var taken, in beta4, in beta4);
        LaneElement.SquareSubtract(out X, in alpha, in taken); // ≤ 0.52p + 1.24p

        LaneElement.Subtract(out beta4, in beta4, in X);
        LaneElement.MultiplySubtractProduct(out Y, in alpha, in beta4, in gamma2, in gamma4); // ≤ 0.6p
    }

    /// <summary>Adds points that carry their Z² and Z³.</summary>
    public void Add(in LaneMultiple point)
    {
        LaneElement.Square(out var zz, in Z); // ≤ 0.57p
        LaneElement.Multiply(out var zzz, in zz, in Z); // ≤ 0.54p
        LaneElement.Multiply(out X, in X, in point.ZSquared); // ≤ 0.63p
        LaneElement.Multiply(out Y, in Y, in point.ZCubed); // ≤ 0.57p
        LaneElement.Multiply(out Z, in Z, in point.Point.Z); // ≤ 0.57p
        LaneElement.MultiplySubtract(out var h, in point.Point.X, in zz, in X);
        LaneElement.MultiplySubtract(out var r, in point.Point.Y, in zzz, in Y);
        AddScaled(in h, in r);
    }

    /// <summary>Adds (x, y), whose limbs are between −(2^52 − 1) and 2^52 − 1.</summary>
    public void Add(in LaneElement x, in LaneElement y)
    {
        LaneElement.Square(out var zz, in Z); // ≤ 0.57p
        LaneElement.Multiply(out var zzz, in zz, in Z); // ≤ 0.54p
        LaneElement.MultiplySubtract(out var h, in x, in zz, in X); // ≤ 0.58p + 3.5p
        LaneElement.MultiplySubtract(out var r, in y, in zzz, in Y); // ≤ 0.57p + 2p
        AddScaled(in h, in r);
    }

    /// <summary>Becomes the other point in the lanes of the mask.</summary>
    public void Take(in LanePoint other, Vector512<double> mask)
    {
        X.Take(in other.X, mask);
        Y.Take(in other.Y, mask);
        Z.Take(in other.Z, mask);
    }

    // Adds the points that have X + h and Y + r over this point's own Z.
    private void AddScaled(in LaneElement h, in LaneElement r)
    {
        LaneElement.Square(out var hh, in h); // ≤ 1.55p
        LaneElement.Multiply(out var v, in X, in hh); // ≤ 0.84p
        LaneElement.Multiply(out var hhh, in hh, in h); // ≤ 0.90p
        LaneElement.Multiply(out Z, in Z, in h); // ≤ 0.76p

        LaneElement.AddTwice(out var taken, in hhh, in v);
        LaneElement.SquareSubtract(out X, in r, in taken); // ≤ 0.92p + 0.90p + 1.68p = 3.5p

        // Limbs of v − X are below 2^52 either way, those of r not above 2^51.
        LaneElement.Subtract(out v, in v, in X);
        LaneElement.MultiplySubtractProduct(out Y, in r, in v, in Y, in hhh); // ≤ (2.57·4.34 + 2·0.90)p/16 + 0.5p = 1.4p
    }
}
