using Ledger.Crypto.OpenSsl;

namespace Ledger.Crypto.Keys;

/// <summary>Which public keys may enter the ledger. Deterministic, and bounded in time for any bytes.</summary>
public static class PublicKeyRules
{
    /// <summary>
    /// Null for a good key: for elliptic curves <c>04‖x‖y</c> with coordinates below p and on the algorithm's own curve, which
    /// leaves no place for the point at infinity; for RSA a modulus of 2048 to 8192 bits and an odd exponent of at least 3.
    /// </summary>
    public static PublicKeyError? Check(PublicKey key)
    {
        ArgumentNullException.ThrowIfNull(key);
        if (key.Algorithm == SignatureAlgorithm.RsaPkcs1Sha256)
        {
            return RsaKeyRules.TryRead(key.EncodedMemory, out _, out _);
        }

        if (EcCurve.Of(key.Algorithm) is not { } curve)
        {
            return PublicKeyError.Algorithm;
        }

        if (key.Encoded.Length != curve.PointBytes || key.Encoded[0] != 4)
        {
            return PublicKeyError.Encoding;
        }

        return EcScratch.Of(curve).IsPoint(key.Encoded) ? null : PublicKeyError.NotOnCurve;
    }
}
