using Ledger.Crypto.Groups;

namespace Ledger.Crypto.FastSm2;

internal partial struct FieldElement : ICoordinate<FieldElement>
{
    /// <inheritdoc/>
    public static FieldElement CurveB => AffinePoint.B;

    /// <inheritdoc/>
    public static FieldElement GeneratorX => AffinePoint.Generator.X;

    /// <inheritdoc/>
    public static FieldElement GeneratorY => AffinePoint.Generator.Y;

    /// <inheritdoc/>
    public static ReadOnlySpan<ulong> RootExponent =>
        [0x4000000000000000, 0xffffffffc0000000, 0xffffffffffffffff, 0x3fffffffbfffffff];
}
