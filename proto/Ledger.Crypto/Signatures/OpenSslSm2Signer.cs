using Ledger.Crypto.OpenSsl;

namespace Ledger.Crypto.Signatures;

/// <summary>SM2 signing by libcrypto, in constant time there.</summary>
internal sealed unsafe class OpenSslSm2Signer : Signer
{
    private readonly KeyHandle _key;
    private readonly byte[] _za;

    internal OpenSslSm2Signer(ReadOnlySpan<byte> scalar)
        : base(PrivateScalars.PublicKeyOf(SignatureAlgorithm.Sm2Sm3, EcCurve.Sm2, scalar))
    {
        _key = Sm2Keys.ImportPair(PublicKey.Encoded, scalar);
        _za = Sm2Digest.Za(PublicKey.Encoded);
    }

    public override byte[] Sign(ReadOnlySpan<byte> message)
    {
        ObjectDisposedException.ThrowIf(_key.IsClosed, this);
        Span<byte> e = stackalloc byte[IHasher.DigestBytes];
        Sm2Digest.Compute(_za, message, e);
        using var context = LibCrypto.EVP_PKEY_CTX_new_from_pkey(LibraryContext.Handle, _key, null);
        OpenSslException.ThrowUnless(!context.IsInvalid, "EVP_PKEY_CTX_new_from_pkey");
        OpenSslException.ThrowUnless(LibCrypto.EVP_PKEY_sign_init(context) == 1, "EVP_PKEY_sign_init");
        Span<byte> signature = stackalloc byte[SignatureDer.BytesMax];
        var length = (nuint)signature.Length;
        fixed (byte* bytes = signature, digest = e)
        {
            OpenSslException.ThrowUnless(
                LibCrypto.EVP_PKEY_sign(context, bytes, &length, digest, (nuint)e.Length) == 1, "EVP_PKEY_sign");
        }

        return signature[..(int)length].ToArray();
    }

    public override void Dispose() => _key.Dispose();
}
