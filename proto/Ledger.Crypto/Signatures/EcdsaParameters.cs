using System.Security.Cryptography;

namespace Ledger.Crypto.Signatures;

/// <summary>What .NET wants to know of an ECDSA key.</summary>
internal static class EcdsaParameters
{
    internal static HashAlgorithmName HashOf(SignatureAlgorithm algorithm) =>
        algorithm == SignatureAlgorithm.EcdsaP384Sha384 ? HashAlgorithmName.SHA384 : HashAlgorithmName.SHA256;

    /// <summary>The key at <paramref name="point"/> (<c>04‖x‖y</c>), with its private scalar where that is not empty.</summary>
    internal static ECParameters Of(SignatureAlgorithm algorithm, ReadOnlySpan<byte> point, ReadOnlySpan<byte> scalar)
    {
        var width = (point.Length - 1) / 2;
        return new ECParameters
        {
            Curve = algorithm == SignatureAlgorithm.EcdsaP384Sha384 ? ECCurve.NamedCurves.nistP384 : ECCurve.NamedCurves.nistP256,
            Q = new ECPoint { X = point.Slice(1, width).ToArray(), Y = point[(1 + width)..].ToArray() },
            D = scalar.IsEmpty ? null : scalar.ToArray(),
        };
    }
}
