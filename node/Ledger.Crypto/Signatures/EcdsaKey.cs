using System.Security.Cryptography;
using Ledger.Crypto.OpenSsl;

namespace Ledger.Crypto;

/// <summary>An ECDSA public key as .NET holds it.</summary>
internal sealed class EcdsaKey
{
    private readonly EcCurve _curve;
    private readonly HashAlgorithmName _hash;

    /// <summary>.NET promises no concurrent use of one instance.</summary>
    private readonly Lock _lock = new();
    private readonly ECDsa _key;

    private EcdsaKey(EcCurve curve, HashAlgorithmName hash, ECDsa key)
    {
        _curve = curve;
        _hash = hash;
        _key = key;
    }

    /// <summary>Null where the key is not a point of the algorithm's curve.</summary>
    internal static EcdsaKey? TryParse(PublicKey key)
    {
        if (EcCurve.Of(key.Algorithm) is not { } curve || !EcScratch.Of(curve).IsPoint(key.Encoded))
        {
            return null;
        }

        var parsed = ECDsa.Create(EcdsaParameters.Of(key.Algorithm, key.Encoded, default));
        return new EcdsaKey(curve, EcdsaParameters.HashOf(key.Algorithm), parsed);
    }

    internal bool Verify(ReadOnlySpan<byte> message, ReadOnlySpan<byte> signature)
    {
        Span<byte> rs = stackalloc byte[2 * _curve.ScalarBytes];
        if (!SignatureDer.TryRead(signature, _curve.Order, rs))
        {
            return false;
        }

        lock (_lock)
        {
            return _key.VerifyData(message, rs, _hash, DSASignatureFormat.IeeeP1363FixedFieldConcatenation);
        }
    }
}
