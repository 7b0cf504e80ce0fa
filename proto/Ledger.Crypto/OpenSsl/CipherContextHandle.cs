namespace Ledger.Crypto.OpenSsl;

/// <summary>An <c>EVP_CIPHER_CTX</c>; freeing it clears the key schedule.</summary>
internal sealed class CipherContextHandle : OpenSslHandle
{
    protected override bool ReleaseHandle()
    {
        LibCrypto.EVP_CIPHER_CTX_free(handle);
        return true;
    }
}
