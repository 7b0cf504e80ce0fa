using System.Security.Cryptography;

namespace Ledger.Crypto.OpenSsl;

/// <summary>Makes libcrypto's SM2 keys from raw points and scalars.</summary>
internal static unsafe class Sm2Keys
{
    private const int PublicKeySelection = 0x86;
    private const int KeyPairSelection = 0x87;

    /// <summary>The public key at <paramref name="point"/>, or null where it is not a point of the curve.</summary>
    internal static KeyHandle? TryImportPublic(ReadOnlySpan<byte> point) =>
        EcScratch.Of(EcCurve.Sm2).IsPoint(point) ? Import(point, default, PublicKeySelection) : null;

    /// <summary>The key pair; the caller has checked the scalar's range and computed the point from it.</summary>
    internal static KeyHandle ImportPair(ReadOnlySpan<byte> point, ReadOnlySpan<byte> scalar)
    {
        // The parameter is an integer in the machine's byte order.
        Span<byte> native = stackalloc byte[32];
        scalar.CopyTo(native);
        if (BitConverter.IsLittleEndian)
        {
            native.Reverse();
        }

        try
        {
            return Import(point, native, KeyPairSelection);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(native);
        }
    }

    private static KeyHandle Import(ReadOnlySpan<byte> point, ReadOnlySpan<byte> nativeScalar, int selection)
    {
        using var context = LibCrypto.EVP_PKEY_CTX_new_from_name(LibraryContext.Handle, "SM2", null);
        OpenSslException.ThrowUnless(!context.IsInvalid, "EVP_PKEY_CTX_new_from_name");
        OpenSslException.ThrowUnless(LibCrypto.EVP_PKEY_fromdata_init(context) == 1, "EVP_PKEY_fromdata_init");
        var parameters = stackalloc OsslParam[4];
        fixed (byte* group = "group\0"u8, sm2 = "SM2\0"u8, pub = "pub\0"u8, priv = "priv\0"u8, data = point, secret = nativeScalar)
        {
            parameters[0] = new OsslParam(group, OsslParam.Utf8String, sm2, 3);
            parameters[1] = new OsslParam(pub, OsslParam.OctetString, data, point.Length);
            parameters[2] = secret != null ? new OsslParam(priv, OsslParam.UnsignedInteger, secret, nativeScalar.Length) : default;
            parameters[3] = default;
            var imported = LibCrypto.EVP_PKEY_fromdata(context, out var key, selection, parameters);
            OpenSslException.ThrowUnless(imported == 1, "EVP_PKEY_fromdata");
            return new KeyHandle(key);
        }
    }
}
