using System.Security.Cryptography;
using Ledger.Crypto.FastSm2;
using Ledger.Crypto.OpenSsl;
using Ledger.Crypto.Sealing;
using Ledger.Crypto.SecretSm2;

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
    /// Writes scalar·point as <c>04‖x‖y</c>; false where the point is not on the curve – which is checked before multiplying, or a
    /// small-order point of another curve would reveal the scalar.
    /// </summary>
    /// <exception cref="ObjectDisposedException">The scalar was cleared.</exception>
    internal abstract bool TryMultiply(ReadOnlySpan<byte> point, Span<byte> product);

    /// <summary>Writes scalar·G as <c>04‖x‖y</c>.</summary>
    /// <exception cref="ObjectDisposedException">The scalar was cleared.</exception>
    internal abstract void MultiplyBase(Span<byte> product);

    /// <summary>Clears the scalar.</summary>
    public abstract void Dispose();

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

        internal override void MultiplyBase(Span<byte> product)
        {
            ObjectDisposedException.ThrowIf(_scalar.IsClosed, this);
            OpenSslException.ThrowUnless(EcScratch.Of(curve).TryMultiplyBase(_scalar, product), "EC_POINT_mul");
        }
    }
}
