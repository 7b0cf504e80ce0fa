namespace Ledger.Crypto.FastSm2;

/// <summary>
/// A private key that is public, or about to be: d·U in the managed engine, in time that depends on d. Only for opening keys at the
/// moment of their release, when hundreds of boxes are tried at once.
/// </summary>
internal sealed class ReleasedKey
{
    private Scalar _scalar;

    internal ReleasedKey(ReadOnlySpan<byte> privateKey) => _scalar = Scalar.DecodeReduced(privateKey);

    /// <summary>
    /// For each of the uncompressed points, end to end in <paramref name="points"/>, writes d·U in the same form; all zero where U is
    /// not on the curve. One inversion serves all.
    /// </summary>
    internal void Agree(ReadOnlySpan<byte> points, Span<byte> shared)
    {
        var count = points.Length / AffinePoint.EncodedBytes;
        var places = new List<int>(count);
        var products = new JacobianPoint[count];
        for (var i = 0; i < count; i++)
        {
            if (AffinePoint.TryDecode(points.Slice(i * AffinePoint.EncodedBytes, AffinePoint.EncodedBytes), out var point))
            {
                products[places.Count] = OddMultiples.Multiply(in point, in _scalar);
                places.Add(i);
            }
        }

        // The group's order is prime and 0 < d < n, so no product is the point at infinity.
        var affine = new AffinePoint[places.Count];
        JacobianNormalization.Normalize(products.AsSpan(0, places.Count), affine);
        shared.Clear();
        for (var i = 0; i < places.Count; i++)
        {
            affine[i].Encode(shared.Slice(places[i] * AffinePoint.EncodedBytes, AffinePoint.EncodedBytes));
        }
    }

    internal void Clear() => _scalar = default;
}
