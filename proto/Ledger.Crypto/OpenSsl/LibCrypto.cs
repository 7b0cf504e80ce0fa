using System.Runtime.InteropServices;

namespace Ledger.Crypto.OpenSsl;

/// <summary>
/// What is used of OpenSSL 3's libcrypto: digests and keys. <see cref="LibCrypto"/> is the only place that knows the library;
/// every handle that owns memory there is a <see cref="SafeHandle"/>.
/// </summary>
internal static unsafe partial class LibCrypto
{
    private const string Library = "libcrypto.so.3";

    [LibraryImport(Library)]
    internal static partial nint OSSL_LIB_CTX_new();

    [LibraryImport(Library, StringMarshalling = StringMarshalling.Utf8)]
    internal static partial nint OSSL_PROVIDER_load(nint libraryContext, string name);

    [LibraryImport(Library, StringMarshalling = StringMarshalling.Utf8)]
    internal static partial nint EVP_MD_fetch(nint libraryContext, string algorithm, string? properties);

    [LibraryImport(Library)]
    internal static partial DigestContextHandle EVP_MD_CTX_new();

    [LibraryImport(Library)]
    internal static partial void EVP_MD_CTX_free(nint context);

    [LibraryImport(Library)]
    internal static partial int EVP_DigestInit_ex2(nint context, nint digest, nint parameters);

    [LibraryImport(Library)]
    internal static partial int EVP_DigestUpdate(nint context, byte* data, nuint dataBytes);

    [LibraryImport(Library)]
    internal static partial int EVP_DigestFinal_ex(nint context, byte* digest, uint* digestBytes);

    [LibraryImport(Library, StringMarshalling = StringMarshalling.Utf8)]
    internal static partial KeyContextHandle EVP_PKEY_CTX_new_from_name(nint libraryContext, string name, string? properties);

    [LibraryImport(Library)]
    internal static partial KeyContextHandle EVP_PKEY_CTX_new(KeyHandle key, nint engine);

    [LibraryImport(Library, StringMarshalling = StringMarshalling.Utf8)]
    internal static partial KeyContextHandle EVP_PKEY_CTX_new_from_pkey(nint libraryContext, KeyHandle key, string? properties);

    [LibraryImport(Library)]
    internal static partial void EVP_PKEY_CTX_free(nint context);

    [LibraryImport(Library)]
    internal static partial void EVP_PKEY_free(nint key);

    [LibraryImport(Library)]
    internal static partial int EVP_PKEY_fromdata_init(KeyContextHandle context);

    [LibraryImport(Library)]
    internal static partial int EVP_PKEY_fromdata(KeyContextHandle context, out nint key, int selection, OsslParam* parameters);

    [LibraryImport(Library)]
    internal static partial int EVP_PKEY_verify_init(KeyContextHandle context);

    [LibraryImport(Library)]
    internal static partial int EVP_PKEY_verify(
        KeyContextHandle context, byte* signature, nuint signatureBytes, byte* digest, nuint digestBytes);

    [LibraryImport(Library)]
    internal static partial void ERR_clear_error();

    [LibraryImport(Library)]
    internal static partial nuint ERR_get_error();

    [LibraryImport(Library)]
    internal static partial void ERR_error_string_n(nuint code, byte* text, nuint textBytes);
}
