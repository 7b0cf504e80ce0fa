using System.Runtime.Intrinsics;

namespace Ledger.Crypto.FastSm2.Lanes;

/// <summary>
/// Eight points (X/Z², Y/Z³) of SM2's curve, one a lane. Additions are unchecked: where the two points of a lane are equal or opposite, Z
/// becomes zero modulo p, and stays so whatever is added. What such a lane holds says nothing more; the others are not touched by it.
/// </summary>
/// <remarks>
/// Limbs 0 to 3 of X and Y are between −(2^52 − 1) and 2^52 − 1, Z is tidy. The values keep |X| ≤ 3.5p, |Y| ≤ 2p, |Z| ≤ p; the comments
/// in <see cref="Add"/> show that an addition of a point with 0 ≤ x, |y| &lt; 2p keeps them, by |ab/R ± p/2| ≤ |a||b|/16p + p/2.
/// </remarks>
internal struct LanePoint
{
    /// <summary>X.</summary>
    public LaneElement X;

    /// <summary>Y.</summary>
    public LaneElement Y;

    /// <summary>Z.</summary>
    public LaneElement Z;

    /// <summary>Adds (x, y), whose limbs are between −(2^52 − 1) and 2^52 − 1.</summary>
    public void Add(in LaneElement x, in LaneElement y)
    {
        LaneElement.Square(out var zz, in Z); // ≤ 0.57p
        LaneElement.Multiply(out var zzz, in zz, in Z); // ≤ 0.54p
        LaneElement.MultiplySubtract(out var h, in x, in zz, in X); // ≤ 0.58p + 3.5p
        LaneElement.MultiplySubtract(out var r, in y, in zzz, in Y); // ≤ 0.57p + 2p
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

    /// <summary>Becomes (x, y) in the lanes of the mask.</summary>
    public void Take(in LaneElement x, in LaneElement y, Vector512<double> mask)
    {
        X.Take(in x, mask);
        Y.Take(in y, mask);
        var one = LaneElement.One;
        Z.Take(in one, mask);
    }

    /// <summary>Becomes the other point in the lanes of the mask.</summary>
    public void Take(in LanePoint other, Vector512<double> mask)
    {
        X.Take(in other.X, mask);
        Y.Take(in other.Y, mask);
        Z.Take(in other.Z, mask);
    }
}
