using System.Runtime.CompilerServices;

namespace Ledger.Crypto.FastSm2.Lanes;

/// <summary>Points with what an addition needs of their Z, so that Z is not squared again at every use.</summary>
[SkipLocalsInit]
internal struct LaneMultiple
{
    /// <summary>The points.</summary>
    public LanePoint Point;

    /// <summary>Z².</summary>
    public LaneElement ZSquared;

    /// <summary>Z³.</summary>
    public LaneElement ZCubed;

    /// <summary>Takes points.</summary>
    public LaneMultiple(in LanePoint point)
    {
        Point = point;
        LaneElement.Square(out ZSquared, in point.Z);
        LaneElement.Multiply(out ZCubed, in ZSquared, in point.Z);
    }
}
