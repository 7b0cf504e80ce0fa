using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Ledger.Crypto.FastSm2;
using Ledger.Crypto.FastSm2.Lanes;

namespace Ledger.Crypto.SecretSm2.Lanes;

/// <summary>
/// Sums of points, one a lane, of which nobody may learn anything. Every addition is made in every lane, and a mask drops what a lane does
/// not add: whether it adds, and whether it had something before, does not show.
/// </summary>
/// <remarks>
/// The additions are <see cref="LanePoint"/>'s, which do not add equal points nor opposite ones. Who uses this sees to it that no lane
/// meets such a pair (<see cref="SecretLanes"/>).
/// </remarks>
[SkipLocalsInit]
internal struct SecretLaneSum
{
    private LanePoint _point;

    // All ones in the lanes to which nothing was added yet.
    private Vector512<double> _empty;

    /// <summary>Nothing in any lane.</summary>
    public static SecretLaneSum Nothing => new() { _empty = Vector512<double>.AllBitsSet };

    /// <summary>Doubles every lane; nothing stays nothing.</summary>
    public void Double() => _point.Double();

    /// <summary>Adds points to the lanes whose bits of <paramref name="skipped"/> are zeros; the others' are all ones.</summary>
    public void Add(in LaneMultiple added, Vector512<double> skipped)
    {
        var before = _point;
        _point.Add(in added);
        Settle(in before, in added.Point, skipped);
    }

    /// <summary>Adds the points (x, y) to the lanes whose bits of <paramref name="skipped"/> are zeros; the others' are all ones.</summary>
    public void Add(in LaneElement x, in LaneElement y, Vector512<double> skipped)
    {
        var before = _point;
        _point.Add(in x, in y);
        var added = new LanePoint(in x, in y);
        Settle(in before, in added, skipped);
    }

    /// <summary>Writes the first sums as <c>04‖x‖y</c>, as many as there is room for. None of the eight is nothing.</summary>
    public readonly void Encode(Span<byte> encoded)
    {
        Span<FieldElement> x = stackalloc FieldElement[LaneElement.Lanes];
        Span<FieldElement> y = stackalloc FieldElement[LaneElement.Lanes];
        Span<FieldElement> z = stackalloc FieldElement[LaneElement.Lanes];
        _point.X.CopyTo(x);
        _point.Y.CopyTo(y);
        _point.Z.CopyTo(z);
        Span<JacobianPoint> points = stackalloc JacobianPoint[LaneElement.Lanes];
        for (var lane = 0; lane < points.Length; lane++)
        {
            points[lane] = new JacobianPoint(in x[lane], in y[lane], in z[lane]);
        }

        Span<AffinePoint> affine = stackalloc AffinePoint[LaneElement.Lanes];
        JacobianNormalization.Normalize(points, affine);
        for (var lane = 0; lane < encoded.Length / AffinePoint.EncodedBytes; lane++)
        {
            affine[lane].Encode(encoded.Slice(lane * AffinePoint.EncodedBytes, AffinePoint.EncodedBytes));
        }
    }

    // A lane that had nothing takes what is added; one that adds nothing keeps what it had.
    private void Settle(in LanePoint before, in LanePoint added, Vector512<double> skipped)
    {
        _point.Take(in added, _empty);
        _point.Take(in before, skipped);
        _empty &= skipped;
    }
}
