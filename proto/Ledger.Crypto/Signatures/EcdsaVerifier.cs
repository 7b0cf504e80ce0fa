using Ledger.Crypto.Hashing;
using Ledger.Crypto.OpenSsl;

namespace Ledger.Crypto.Signatures;

/// <summary>ECDSA verification over fixed parameters, for the algorithm of each key it is given.</summary>
internal sealed class EcdsaVerifier : ISignatureEngine
{
    private const int DigestBytesMax = 48;

    public void Verify(ReadOnlySpan<SignatureCheck> checks, Span<bool> valid)
    {
        for (var i = 0; i < checks.Length; i++)
        {
            valid[i] = Verify(checks[i].Key, checks[i].Message.Span, checks[i].Signature.Span, checks[i].LowS);
        }
    }

    private static bool Verify(PublicKey key, ReadOnlySpan<byte> message, ReadOnlySpan<byte> signature, bool lowS)
    {
        var curve = EcCurve.Of(key.Algorithm)!;
        Span<byte> rs = stackalloc byte[2 * curve.ScalarBytes];
        if (!SignatureDer.TryRead(signature, curve.Order, rs) || (lowS && !curve.IsLow(rs[curve.ScalarBytes..])))
        {
            return false;
        }

        var hash = key.Algorithm == SignatureAlgorithm.EcdsaP384Sha384 ? OpenSslDigest.Sha384 : OpenSslDigest.Sha256;
        Span<byte> digest = stackalloc byte[DigestBytesMax];
        hash.Hash(message, default, digest);
        return EcScratch.Of(curve).VerifyEcdsa(key.Encoded, digest[..hash.Bytes], rs);
    }
}
