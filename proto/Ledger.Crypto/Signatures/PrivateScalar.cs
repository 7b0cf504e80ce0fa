using System.Runtime.InteropServices;
using System.Security.Cryptography;
using Ledger.Crypto.FastSm2;
using Ledger.Crypto.OpenSsl;
using Ledger.Crypto.Sealing;
using Ledger.Crypto.SecretSm2;
using Ledger.Crypto.SecretSm2.Lanes;

namespace Ledger.Crypto.Signatures;

/// <summary>
/// A secret scalar of a curve, that multiplies points in time that does not depend on it: SM2's in managed code, the others' by libcrypto.
/// Safe for use by several threads; cleared when disposed.
/// </summary>
internal abstract class PrivateScalar : IDisposable
{
    /// <summary>A good source needs a second draw once in 2³².</summary>
    private const int DrawsMax = 16;

    /// <summary>Takes a copy of a big-endian scalar in the range of <see cref="EcCurve.IsPrivateScalar"/>.</summary>
    internal static PrivateScalar Of(EcCurve curve, ReadOnlySpan<byte> scalar) =>
        ReferenceEquals(curve, EcCurve.Sm2) ? new ManagedSm2(scalar) : new LibCryptoScalar(curve, scalar);

    /// <summary>The public key of a private scalar.</summary>
    /// <exception cref="CryptographicException">The scalar is not in the range of the algorithm's curve.</exception>
    internal static PublicKey PublicKeyOf(SignatureAlgorithm algorithm, EcCurve curve, ReadOnlySpan<byte> scalar)
    {
        if (!curve.IsPrivateScalar(scalar))
        {
            throw new CryptographicException(
                $"The private key is not a {curve.Name} scalar: {curve.ScalarBytes} bytes, from 1 to " +
                $"{(curve == EcCurve.Sm2 ? "n−2" : "n−1")}.");
        }

        using var secret = Of(curve, scalar);
        Span<byte> point = stackalloc byte[curve.PointBytes];
        secret.MultiplyBase(point);
        return new PublicKey(algorithm, point);
    }

    /// <summary>Fills <paramref name="scalar"/> with one in the curve's range from the system's random source.</summary>
    internal static void Draw(EcCurve curve, Span<byte> scalar) => Draw(curve, SystemRandomSource.Instance, scalar);

    /// <summary>Fills <paramref name="scalar"/> with one in the curve's range.</summary>
    /// <exception cref="CryptographicException">The source is broken: it gives none.</exception>
    internal static void Draw(EcCurve curve, IRandomSource random, Span<byte> scalar)
    {
        for (var tries = 0; tries < DrawsMax; tries++)
        {
            random.Fill(scalar);
            if (curve.IsPrivateScalar(scalar))
            {
                return;
            }
        }

        throw new CryptographicException($"The random source gave no scalar in {DrawsMax} draws: it is broken.");
    }

    /// <summary>
    /// For each scalar and each point of <paramref name="points"/>, end to end, writes scalar·point and scalar·G as <c>04‖x‖y</c>; all zero
    /// in <paramref name="products"/> where the point is not on the curve. SM2's eight at once, where the processor can.
    /// </summary>
    internal static void MultiplyEach(
        EcCurve curve, ReadOnlySpan<byte> scalars, ReadOnlySpan<byte> points, Span<byte> products, Span<byte> baseProducts)
    {
        var count = scalars.Length / curve.ScalarBytes;
        if (ReferenceEquals(curve, EcCurve.Sm2))
        {
            var secrets = GC.AllocateUninitializedArray<SecretScalar>(count, pinned: true);
            for (var i = 0; i < count; i++)
            {
                secrets[i] = SecretScalar.Decode(scalars.Slice(i * SecretScalar.Bytes, SecretScalar.Bytes));
            }

            MultiplySm2(secrets, points, products);
            SecretMultiples.MultiplyBaseEach(secrets, baseProducts, SecretLanes.IsSupported);
            CryptographicOperations.ZeroMemory(MemoryMarshal.AsBytes(secrets.AsSpan()));
            return;
        }

        for (var i = 0; i < count; i++)
        {
            var at = i * curve.PointBytes;
            using var scalar = Of(curve, scalars.Slice(i * curve.ScalarBytes, curve.ScalarBytes));
            scalar.MultiplyEach(points.Slice(at, curve.PointBytes), products.Slice(at, curve.PointBytes));
            scalar.MultiplyBase(baseProducts.Slice(at, curve.PointBytes));
        }
    }

    /// <summary>
    /// Writes scalar·point as <c>04‖x‖y</c>; false where the point is not on the curve – which is checked before multiplying, or a
    /// small-order point of another curve would reveal the scalar.
    /// </summary>
    /// <exception cref="ObjectDisposedException">The scalar was cleared.</exception>
    internal abstract bool TryMultiply(ReadOnlySpan<byte> point, Span<byte> product);

    /// <summary>
    /// For each of the points, end to end, writes scalar·point as <c>04‖x‖y</c>; all zero where the point is not on the curve. SM2's eight
    /// at once, where the processor can.
    /// </summary>
    /// <exception cref="ObjectDisposedException">The scalar was cleared.</exception>
    internal abstract void MultiplyEach(ReadOnlySpan<byte> points, Span<byte> products);

    /// <summary>Writes scalar·G as <c>04‖x‖y</c>.</summary>
    /// <exception cref="ObjectDisposedException">The scalar was cleared.</exception>
    internal abstract void MultiplyBase(Span<byte> product);

    /// <summary>Clears the scalar.</summary>
    public abstract void Dispose();

    // One scalar for each point, or one for all.
    private static void MultiplySm2(ReadOnlySpan<SecretScalar> scalars, ReadOnlySpan<byte> points, Span<byte> products)
    {
        const int pointBytes = AffinePoint.EncodedBytes;
        var count = points.Length / pointBytes;
        var (decoded, places) = (new AffinePoint[count], new int[count]);
        var secrets = GC.AllocateUninitializedArray<SecretScalar>(count, pinned: true);
        var valid = 0;
        for (var i = 0; i < count; i++)
        {
            if (AffinePoint.TryDecode(points.Slice(i * pointBytes, pointBytes), out decoded[valid]))
            {
                (secrets[valid], places[valid]) = (scalars[scalars.Length == 1 ? 0 : i], i);
                valid++;
            }
        }

        products.Clear();
        SecretMultiples.MultiplyEach(secrets.AsSpan(0, valid), decoded.AsSpan(0, valid), products, SecretLanes.IsSupported);
        CryptographicOperations.ZeroMemory(MemoryMarshal.AsBytes(secrets.AsSpan()));
        for (var i = valid - 1; i >= 0 && places[i] > i; i--)
        {
            var product = products.Slice(i * pointBytes, pointBytes);
            product.CopyTo(products[(places[i] * pointBytes)..]);
            product.Clear();
        }
    }

    private sealed class ManagedSm2 : PrivateScalar
    {
        // Pinned, so that no collection leaves a copy behind.
        private readonly byte[] _scalar = GC.AllocateUninitializedArray<byte>(SecretScalar.Bytes, pinned: true);
        private volatile bool _disposed;

        internal ManagedSm2(ReadOnlySpan<byte> scalar) => scalar.CopyTo(_scalar);

        public override void Dispose()
        {
            _disposed = true;
            CryptographicOperations.ZeroMemory(_scalar);
        }

        internal override bool TryMultiply(ReadOnlySpan<byte> point, Span<byte> product)
        {
            var scalar = Read();
            if (!AffinePoint.TryDecode(point, out var decoded))
            {
                return false;
            }

            SecretMultiples.Multiply(in scalar, in decoded, product);
            return true;
        }

        internal override void MultiplyEach(ReadOnlySpan<byte> points, Span<byte> products)
        {
            var scalar = Read();
            MultiplySm2(new ReadOnlySpan<SecretScalar>(in scalar), points, products);
        }

        internal override void MultiplyBase(Span<byte> product)
        {
            var scalar = Read();
            SecretMultiples.MultiplyBase(in scalar, product);
        }

        private SecretScalar Read()
        {
            var scalar = SecretScalar.Decode(_scalar);
            ObjectDisposedException.ThrowIf(_disposed, this); // after the reading: a scalar that was cleared meanwhile is not used
            return scalar;
        }
    }

    private sealed class LibCryptoScalar(EcCurve curve, ReadOnlySpan<byte> scalar) : PrivateScalar
    {
        private readonly ScalarHandle _scalar = new(scalar);

        public override void Dispose() => _scalar.Dispose();

        internal override bool TryMultiply(ReadOnlySpan<byte> point, Span<byte> product)
        {
            ObjectDisposedException.ThrowIf(_scalar.IsClosed, this);
            return EcScratch.Of(curve).TryMultiply(_scalar, point, product);
        }

        internal override void MultiplyEach(ReadOnlySpan<byte> points, Span<byte> products)
        {
            products.Clear();
            for (var at = 0; at < points.Length; at += curve.PointBytes)
            {
                TryMultiply(points.Slice(at, curve.PointBytes), products.Slice(at, curve.PointBytes));
            }
        }

        internal override void MultiplyBase(Span<byte> product)
        {
            ObjectDisposedException.ThrowIf(_scalar.IsClosed, this);
            OpenSslException.ThrowUnless(EcScratch.Of(curve).TryMultiplyBase(_scalar, product), "EC_POINT_mul");
        }
    }
}
