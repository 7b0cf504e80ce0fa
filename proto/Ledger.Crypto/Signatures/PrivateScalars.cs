using System.Security.Cryptography;
using Ledger.Crypto.OpenSsl;

namespace Ledger.Crypto.Signatures;

/// <summary>From a private scalar to its public key.</summary>
internal static class PrivateScalars
{
    /// <exception cref="CryptographicException">The scalar is not in the range of the algorithm's curve.</exception>
    internal static PublicKey PublicKeyOf(SignatureAlgorithm algorithm, EcCurve curve, ReadOnlySpan<byte> scalar)
    {
        if (!curve.IsPrivateScalar(scalar))
        {
            throw new CryptographicException(
                $"The private key is not a {curve.Name} scalar: {curve.ScalarBytes} bytes, from 1 to " +
                $"{(curve == EcCurve.Sm2 ? "n−2" : "n−1")}.");
        }

        using var secret = new ScalarHandle(scalar);
        Span<byte> point = stackalloc byte[curve.PointBytes];
        OpenSslException.ThrowUnless(EcScratch.Of(curve).TryMultiplyBase(secret, point), "EC_POINT_mul");
        return new PublicKey(algorithm, point);
    }
}
