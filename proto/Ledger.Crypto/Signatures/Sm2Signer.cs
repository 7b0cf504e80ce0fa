using System.Security.Cryptography;
using Ledger.Crypto.OpenSsl;
using Ledger.Crypto.SecretSm2;

namespace Ledger.Crypto.Signatures;

/// <summary>SM2 signing (GB/T 32918.2 §6.1) in managed code, in time that does not depend on key and nonce.</summary>
internal sealed class Sm2Signer : Signer
{
    private readonly byte[] _za;

    // 1/(1 + d), pinned so that no collection leaves a copy behind. With it s = (k − rd)/(1 + d) = (k + r)/(1 + d) − r: d is not needed.
    private readonly byte[] _inverse = GC.AllocateUninitializedArray<byte>(SecretScalar.Bytes, pinned: true);
    private volatile bool _disposed;

    internal Sm2Signer(ReadOnlySpan<byte> scalar)
        : base(PrivateScalar.PublicKeyOf(SignatureAlgorithm.Sm2Sm3, EcCurve.Sm2, scalar))
    {
        _za = Sm2Digest.Za(PublicKey.Encoded);
        var d = SecretScalar.Decode(scalar);
        var one = SecretScalar.One;
        var sum = SecretScalar.Add(in d, in one);
        SecretScalar.Invert(in sum).Encode(_inverse);
    }

    public override byte[] Sign(ReadOnlySpan<byte> message)
    {
        Span<byte> e = stackalloc byte[IHasher.DigestBytes];
        Sm2Digest.Compute(_za, message, e);
        Span<byte> rs = stackalloc byte[2 * SecretScalar.Bytes];
        Span<byte> nonce = stackalloc byte[SecretScalar.Bytes];
        try
        {
            do
            {
                PrivateScalar.Draw(EcCurve.Sm2, nonce);
            }
            while (!TrySign(e, nonce, rs));
        }
        finally
        {
            CryptographicOperations.ZeroMemory(nonce);
        }

        Span<byte> der = stackalloc byte[SignatureDer.BytesMax];
        return der[..SignatureDer.Write(rs, der)].ToArray();
    }

    public override void Dispose()
    {
        _disposed = true;
        CryptographicOperations.ZeroMemory(_inverse);
    }

    /// <summary>Writes r‖s for the digest e; false where the nonce makes r, r + k or s zero, as one in 2^254 does.</summary>
    internal bool TrySign(ReadOnlySpan<byte> e, ReadOnlySpan<byte> nonce, Span<byte> rs)
    {
        var inverse = SecretScalar.Decode(_inverse);
        ObjectDisposedException.ThrowIf(_disposed, this); // after the key is read: what was disposed meanwhile signs nothing
        var k = SecretScalar.Decode(nonce);
        Span<byte> point = stackalloc byte[EcCurve.Sm2.PointBytes];
        SecretMultiples.MultiplyBase(in k, point);

        var x = SecretScalar.Decode(point.Slice(1, SecretScalar.Bytes));
        var digest = SecretScalar.Decode(e);
        var r = SecretScalar.Add(in digest, in x);
        var sum = SecretScalar.Add(in k, in r);
        var s = SecretScalar.Multiply(in inverse, in sum);
        s = SecretScalar.Subtract(in s, in r);
        r.Encode(rs);
        s.Encode(rs[SecretScalar.Bytes..]);
        return !(r.IsZero | sum.IsZero | s.IsZero);
    }
}
