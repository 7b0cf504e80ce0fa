namespace Ledger.Crypto.OpenSsl;

/// <summary>An <c>EVP_PKEY_CTX</c>: one operation with a key. Used by one thread at a time.</summary>
internal sealed class KeyContextHandle : OpenSslHandle
{
    protected override bool ReleaseHandle()
    {
        LibCrypto.EVP_PKEY_CTX_free(handle);
        return true;
    }
}
