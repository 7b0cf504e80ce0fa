namespace Ledger.Crypto.FastSm2;

/// <summary>Brings many points to Z = 1 with one inversion (Montgomery's trick).</summary>
internal static class JacobianNormalization
{
    /// <summary>Writes the affine form of each of the finite <paramref name="points"/>.</summary>
    public static void Normalize(ReadOnlySpan<JacobianPoint> points, Span<AffinePoint> affine)
    {
        // The products of all Z up to each point wait in the place of its x.
        var product = FieldElement.One;
        for (var i = 0; i < points.Length; i++)
        {
            affine[i].X = product;
            FieldElement.Multiply(out product, in product, in points[i].Z);
        }

        FieldElement.Invert(out var inverse, in product);
        for (var i = points.Length - 1; i >= 0; i--)
        {
            ref readonly var point = ref points[i];
            FieldElement.Multiply(out var zInverse, in inverse, in affine[i].X);
            FieldElement.Multiply(out inverse, in inverse, in point.Z);
            FieldElement.Square(out var zz, in zInverse);
            FieldElement.Multiply(out affine[i].X, in point.X, in zz);
            FieldElement.Multiply(out zz, in zz, in zInverse);
            FieldElement.Multiply(out affine[i].Y, in point.Y, in zz);
        }
    }
}
