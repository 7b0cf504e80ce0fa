namespace Ledger.Crypto.OpenSsl;

/// <summary>An <c>EVP_PKEY</c>: a parsed key, usable by several threads at once. libcrypto clears private parts when freeing it.</summary>
internal sealed class KeyHandle : OpenSslHandle
{
    internal KeyHandle(nint key) => SetHandle(key);

    protected override bool ReleaseHandle()
    {
        LibCrypto.EVP_PKEY_free(handle);
        return true;
    }
}
