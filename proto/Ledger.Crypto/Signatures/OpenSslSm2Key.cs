using Ledger.Crypto.OpenSsl;

namespace Ledger.Crypto.Signatures;

/// <summary>An SM2 public key as libcrypto holds it, with its ZA.</summary>
internal sealed class OpenSslSm2Key
{
    private readonly KeyHandle _key;
    private readonly byte[] _za;

    private OpenSslSm2Key(KeyHandle key, byte[] za)
    {
        _key = key;
        _za = za;
    }

    /// <summary>Null where the key is not a point of the curve.</summary>
    internal static OpenSslSm2Key? TryParse(PublicKey key)
    {
        var handle = key.Algorithm == SignatureAlgorithm.Sm2Sm3 ? Sm2Keys.TryImportPublic(key.Encoded) : null;
        return handle is null ? null : new OpenSslSm2Key(handle, Sm2Digest.Za(key.Encoded));
    }

    internal unsafe bool Verify(ReadOnlySpan<byte> message, ReadOnlySpan<byte> signature)
    {
        Span<byte> rs = stackalloc byte[64];
        if (!SignatureDer.TryRead(signature, EcCurve.Sm2.Order, rs))
        {
            return false;
        }

        Span<byte> e = stackalloc byte[IHasher.DigestBytes];
        Sm2Digest.Compute(_za, message, e);
        using var context = LibCrypto.EVP_PKEY_CTX_new_from_pkey(LibraryContext.Handle, _key, null);
        OpenSslException.ThrowUnless(!context.IsInvalid, "EVP_PKEY_CTX_new_from_pkey");
        OpenSslException.ThrowUnless(LibCrypto.EVP_PKEY_verify_init(context) == 1, "EVP_PKEY_verify_init");
        fixed (byte* signatureBytes = signature, digest = e)
        {
            if (LibCrypto.EVP_PKEY_verify(context, signatureBytes, (nuint)signature.Length, digest, (nuint)e.Length) == 1)
            {
                return true;
            }
        }

        LibCrypto.ERR_clear_error();
        return false;
    }
}
