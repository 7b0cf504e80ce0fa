namespace Ledger.Crypto.OpenSsl;

/// <summary>A <c>BN_CTX</c>: the scratch numbers of one thread.</summary>
internal sealed class NumberContextHandle : OpenSslHandle
{
    protected override bool ReleaseHandle()
    {
        LibCrypto.BN_CTX_free(handle);
        return true;
    }
}
