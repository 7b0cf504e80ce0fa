namespace Ledger.Crypto.OpenSsl;

/// <summary>An <c>EC_POINT</c>; cleared when freed, for it may depend on a secret.</summary>
internal sealed class PointHandle : OpenSslHandle
{
    protected override bool ReleaseHandle()
    {
        LibCrypto.EC_POINT_clear_free(handle);
        return true;
    }
}
