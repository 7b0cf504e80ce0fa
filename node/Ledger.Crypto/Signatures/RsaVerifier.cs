using System.Security.Cryptography;

namespace Ledger.Crypto;

/// <summary>RSA PKCS#1 v1.5 verification by .NET.</summary>
internal sealed class RsaVerifier(int keysMax) : ISignatureEngine
{
    private readonly KeyCache<RsaKey> _keys = new(keysMax, RsaKey.TryParse);

    public void Verify(ReadOnlySpan<SignatureCheck> checks, Span<bool> valid)
    {
        for (var i = 0; i < checks.Length; i++)
        {
            valid[i] = _keys.Get(checks[i].Key)?.Verify(checks[i].Message.Span, checks[i].Signature.Span) ?? false;
        }
    }

    /// <summary>An RSA public key as .NET holds it.</summary>
    private sealed class RsaKey(RSA key, int modulusBytes)
    {
        /// <summary>.NET promises no concurrent use of one instance.</summary>
        private readonly Lock _lock = new();

        internal static RsaKey? TryParse(PublicKey key)
        {
            if (key.Algorithm != SignatureAlgorithm.RsaPkcs1Sha256
                || RsaKeyRules.TryRead(key.EncodedMemory, out var modulus, out var exponent) is not null)
            {
                return null;
            }

            var parameters = new RSAParameters { Modulus = modulus.ToArray(), Exponent = exponent.ToArray() };
            return new RsaKey(RSA.Create(parameters), modulus.Length);
        }

        internal bool Verify(ReadOnlySpan<byte> message, ReadOnlySpan<byte> signature)
        {
            // A signature is exactly as wide as the modulus (RFC 8017 §8.2.2); leading zeros left out or added are aliases.
            if (signature.Length != modulusBytes)
            {
                return false;
            }

            lock (_lock)
            {
                return key.VerifyData(message, signature, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
            }
        }
    }
}
