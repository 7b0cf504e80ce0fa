using System.Runtime.InteropServices;

namespace Ledger.Crypto.OpenSsl;

/// <summary>Memory that libcrypto allocated for us.</summary>
internal abstract class OpenSslHandle : SafeHandle
{
    protected OpenSslHandle()
        : base(0, ownsHandle: true)
    {
    }

    public override bool IsInvalid => handle == 0;
}

/// <summary>An <c>EVP_CIPHER_CTX</c>; freeing it clears the key schedule.</summary>
internal sealed class CipherContextHandle : OpenSslHandle
{
    protected override bool ReleaseHandle()
    {
        LibCrypto.EVP_CIPHER_CTX_free(handle);
        return true;
    }
}

/// <summary>An <c>EVP_MD_CTX</c>: a hash in progress. Used by one thread at a time.</summary>
internal sealed class DigestContextHandle : OpenSslHandle
{
    protected override bool ReleaseHandle()
    {
        LibCrypto.EVP_MD_CTX_free(handle);
        return true;
    }
}

/// <summary>An <c>EVP_PKEY_CTX</c>: one operation with a key. Used by one thread at a time.</summary>
internal sealed class KeyContextHandle : OpenSslHandle
{
    protected override bool ReleaseHandle()
    {
        LibCrypto.EVP_PKEY_CTX_free(handle);
        return true;
    }
}

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

/// <summary>A <c>BN_CTX</c>: the scratch numbers of one thread.</summary>
internal sealed class NumberContextHandle : OpenSslHandle
{
    protected override bool ReleaseHandle()
    {
        LibCrypto.BN_CTX_free(handle);
        return true;
    }
}

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

/// <summary>An <c>EC_POINT</c>; cleared when freed, for it may depend on a secret.</summary>
internal sealed class PointHandle : OpenSslHandle
{
    protected override bool ReleaseHandle()
    {
        LibCrypto.EC_POINT_clear_free(handle);
        return true;
    }
}
