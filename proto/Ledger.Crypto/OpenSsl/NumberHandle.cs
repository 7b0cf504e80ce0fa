namespace Ledger.Crypto.OpenSsl;

/// <summary>A public <c>BIGNUM</c> that is written again and again. For one thread.</summary>
internal sealed class NumberHandle : OpenSslHandle
{
    internal NumberHandle() => SetHandle(LibCrypto.BN_new());

    /// <summary>For calls of libcrypto while this is reachable.</summary>
    internal nint Value => handle;

    internal unsafe void Load(ReadOnlySpan<byte> bigEndian)
    {
        fixed (byte* bytes = bigEndian)
        {
            OpenSslException.ThrowUnless(LibCrypto.BN_bin2bn(bytes, bigEndian.Length, handle) != 0, "BN_bin2bn");
        }
    }

    protected override bool ReleaseHandle()
    {
        LibCrypto.BN_clear_free(handle);
        return true;
    }
}
