using System.Security.Cryptography;
using Ledger.Crypto.OpenSsl;

namespace Ledger.Crypto.Signatures;

/// <summary>ECDSA signing by .NET.</summary>
internal sealed class EcdsaSigner : Signer
{
    /// <summary>.NET promises no concurrent use of one instance.</summary>
    private readonly Lock _lock = new();
    private readonly ECDsa _key;

    internal EcdsaSigner(SignatureAlgorithm algorithm, ReadOnlySpan<byte> scalar)
        : base(PrivateScalar.PublicKeyOf(algorithm, EcCurve.Of(algorithm)!, scalar))
    {
        var parameters = EcdsaParameters.Of(algorithm, PublicKey.Encoded, scalar);
        try
        {
            _key = ECDsa.Create(parameters);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(parameters.D);
        }
    }

    public override byte[] Sign(ReadOnlySpan<byte> message)
    {
        byte[] rs;
        lock (_lock)
        {
            rs = _key.SignData(
                message, EcdsaParameters.HashOf(PublicKey.Algorithm), DSASignatureFormat.IeeeP1363FixedFieldConcatenation);
        }

        // Of s and n−s the chain takes the lower.
        var curve = EcCurve.Of(PublicKey.Algorithm)!;
        var s = rs.AsSpan(curve.ScalarBytes);
        if (!curve.IsLow(s))
        {
            curve.Negate(s.ToArray(), s);
        }

        Span<byte> der = stackalloc byte[SignatureDer.BytesMax];
        return der[..SignatureDer.Write(rs, der)].ToArray();
    }

    public override void Dispose() => _key.Dispose();
}
