using Ledger.Crypto.Hashing;
using Ledger.Crypto.Keys;

namespace Ledger.Crypto.Signatures;

/// <summary>RSA PKCS#1 v1.5 verification over fixed parameters.</summary>
internal sealed class RsaVerifier(int keysMax) : ISignatureEngine
{
    private readonly KeyCache<RsaKey> _keys = new(keysMax, RsaKey.TryParse);

    public void Verify(ReadOnlySpan<SignatureCheck> checks, Span<bool> valid)
    {
        for (var i = 0; i < checks.Length; i++)
        {
            valid[i] = _keys.Get(checks[i].Key) is { } key
                && RsaMath.VerifyPkcs1(
                    key.Modulus.Span, key.Exponent.Span, OpenSslDigest.Sha256, checks[i].Message.Span, checks[i].Signature.Span);
        }
    }

    /// <summary>An RSA public key that keeps the rules.</summary>
    private sealed record RsaKey(ReadOnlyMemory<byte> Modulus, ReadOnlyMemory<byte> Exponent)
    {
        internal static RsaKey? TryParse(PublicKey key) =>
            key.Algorithm == SignatureAlgorithm.RsaPkcs1Sha256 &&
                RsaKeyRules.TryRead(key.EncodedMemory, out var modulus, out var exponent) is null
                ? new RsaKey(modulus, exponent)
                : null;
    }
}
