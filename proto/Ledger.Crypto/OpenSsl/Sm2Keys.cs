namespace Ledger.Crypto.OpenSsl;

/// <summary>Makes libcrypto's SM2 keys from raw points.</summary>
internal static unsafe class Sm2Keys
{
    private const int PublicKeySelection = 0x86;

    /// <summary>The public key at <paramref name="point"/>, or null where it is not a point of the curve.</summary>
    internal static KeyHandle? TryImportPublic(ReadOnlySpan<byte> point) =>
        EcScratch.Of(EcCurve.Sm2).IsPoint(point) ? Import(point) : null;

    private static KeyHandle Import(ReadOnlySpan<byte> point)
    {
        using var context = LibCrypto.EVP_PKEY_CTX_new_from_name(LibraryContext.Handle, "SM2", null);
        OpenSslException.ThrowUnless(!context.IsInvalid, "EVP_PKEY_CTX_new_from_name");
        OpenSslException.ThrowUnless(LibCrypto.EVP_PKEY_fromdata_init(context) == 1, "EVP_PKEY_fromdata_init");
        var parameters = stackalloc OsslParam[3];
        fixed (byte* group = "group\0"u8, sm2 = "SM2\0"u8, pub = "pub\0"u8, data = point)
        {
            parameters[0] = new OsslParam(group, OsslParam.Utf8String, sm2, 3);
            parameters[1] = new OsslParam(pub, OsslParam.OctetString, data, point.Length);
            parameters[2] = default;
            var imported = LibCrypto.EVP_PKEY_fromdata(context, out var key, PublicKeySelection, parameters);
            OpenSslException.ThrowUnless(imported == 1, "EVP_PKEY_fromdata");
            return new KeyHandle(key);
        }
    }
}
