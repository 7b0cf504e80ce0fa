namespace Ledger.Crypto.FastSm2;

/// <summary>A finite point with what an addition needs of its Z, so that Z is not squared again at every use.</summary>
internal struct JacobianMultiple
{
    /// <summary>The point.</summary>
    public JacobianPoint Point;

    /// <summary>Z².</summary>
    public FieldElement ZSquared;

    /// <summary>Z³.</summary>
    public FieldElement ZCubed;

    /// <summary>Takes a finite point.</summary>
    public JacobianMultiple(in JacobianPoint point)
    {
        Point = point;
        FieldElement.Square(out ZSquared, in point.Z);
        FieldElement.Multiply(out ZCubed, in ZSquared, in point.Z);
    }
}
