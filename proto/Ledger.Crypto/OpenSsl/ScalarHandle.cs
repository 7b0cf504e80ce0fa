namespace Ledger.Crypto.OpenSsl;

/// <summary>A secret <c>BIGNUM</c>: marked for constant-time use, cleared when freed.</summary>
internal sealed class ScalarHandle : OpenSslHandle
{
    private const int ConstantTime = 0x04;

    internal unsafe ScalarHandle(ReadOnlySpan<byte> bigEndian)
    {
        fixed (byte* bytes = bigEndian)
        {
            SetHandle(LibCrypto.BN_bin2bn(bytes, bigEndian.Length, 0));
        }

        if (IsInvalid)
        {
            throw OpenSslException.Last("BN_bin2bn");
        }

        LibCrypto.BN_set_flags(handle, ConstantTime);
    }

    protected override bool ReleaseHandle()
    {
        LibCrypto.BN_clear_free(handle);
        return true;
    }
}
