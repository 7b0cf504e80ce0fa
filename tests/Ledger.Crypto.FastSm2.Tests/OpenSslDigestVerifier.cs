using Ledger.Crypto.OpenSsl;
using static Ledger.Crypto.FastSm2.Tests.Sm2Numbers;

namespace Ledger.Crypto.FastSm2.Tests;

/// <summary>libcrypto's opinion of a signature over a given e, also for r and s that the strict decoder would not let through.</summary>
internal static unsafe class OpenSslDigestVerifier
{
    internal static bool Verify(Sm2Case check)
    {
        using var key = Sm2Keys.TryImportPublic(check.Key) ?? throw new InvalidOperationException("not a key");
        using var context = LibCrypto.EVP_PKEY_CTX_new(key, 0);
        Assert.Equal(1, LibCrypto.EVP_PKEY_verify_init(context));
        byte[] content = [.. Integer(check.Rs.AsSpan(0, 32)), .. Integer(check.Rs.AsSpan(32))];
        byte[] der = [0x30, (byte)content.Length, .. content];
        fixed (byte* signature = der, digest = check.Digest)
        {
            var verdict = LibCrypto.EVP_PKEY_verify(context, signature, (nuint)der.Length, digest, 32);
            LibCrypto.ERR_clear_error();
            return verdict == 1;
        }
    }

    private static byte[] Integer(ReadOnlySpan<byte> value)
    {
        var bytes = FromBytes(value).ToByteArray(isUnsigned: false, isBigEndian: true);
        return [2, (byte)bytes.Length, .. bytes];
    }
}
