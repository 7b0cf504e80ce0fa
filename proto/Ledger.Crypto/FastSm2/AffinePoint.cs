namespace Ledger.Crypto.FastSm2;

/// <summary>A point (x, y) of SM2's curve y² = x³ − 3x + b other than the point at infinity. Coordinates are tidy.</summary>
internal struct AffinePoint
{
    /// <summary>Length of the uncompressed SEC1 encoding in bytes.</summary>
    public const int EncodedBytes = 65;

    /// <summary>The first coordinate.</summary>
    public FieldElement X;

    /// <summary>The second coordinate.</summary>
    public FieldElement Y;

    /// <summary>The base point G of GB/T 32918.5.</summary>
    public static AffinePoint Generator => new()
    {
        X = new FieldElement(0x8990f418029e9, 0xe6ca6c04fd132, 0x24c3c33e7981e, 0xb05d6a1ed99ac, 0x1167a5f71c13),
        Y = new FieldElement(0x4e593c2d0ddd6, 0x8ed3295fa6135, 0x2a48f8c1f5e57, 0x5bd8d4cfb066e, 0x3cd65d4e1d73),
    };

    /// <summary>The curve's b.</summary>
    public static FieldElement B => new(0x30632bc0dd422, 0xb09b537ab70d2, 0xa51c3c71cf379, 0x2c8527981505e, 0x40fe188da20e);

    /// <summary>Reads <c>04‖x‖y</c>. False for any other form, for coordinates not below p and for a point off the curve.</summary>
    public static bool TryDecode(ReadOnlySpan<byte> encoded, out AffinePoint point)
    {
        point = default;
        return encoded.Length == EncodedBytes
            && encoded[0] == 4
            && FieldElement.TryDecode(encoded.Slice(1, FieldElement.Bytes), out point.X)
            && FieldElement.TryDecode(encoded[(1 + FieldElement.Bytes)..], out point.Y)
            && point.IsOnCurve();
    }

    /// <summary>Writes <c>04‖x‖y</c>.</summary>
    public readonly void Encode(Span<byte> encoded)
    {
        encoded[0] = 4;
        X.Encode(encoded[1..]);
        Y.Encode(encoded[(1 + FieldElement.Bytes)..]);
    }

    private readonly bool IsOnCurve()
    {
        var cubic = SecretPoint.Cubic(in X);
        FieldElement.Square(out var square, in Y);
        return FieldElement.AreEqual(in cubic, in square);
    }
}
