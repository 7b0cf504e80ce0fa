namespace Ledger.Crypto.OpenSsl;

/// <summary>An <c>EVP_MD_CTX</c>: a hash in progress. Used by one thread at a time.</summary>
internal sealed class DigestContextHandle : OpenSslHandle
{
    protected override bool ReleaseHandle()
    {
        LibCrypto.EVP_MD_CTX_free(handle);
        return true;
    }
}
