using System.Runtime.InteropServices;

namespace Ledger.Crypto.OpenSsl;

/// <summary>Block ciphers.</summary>
internal static unsafe partial class LibCrypto
{
    [LibraryImport(Library, StringMarshalling = StringMarshalling.Utf8)]
    internal static partial nint EVP_CIPHER_fetch(nint libraryContext, string algorithm, string? properties);

    [LibraryImport(Library)]
    internal static partial CipherContextHandle EVP_CIPHER_CTX_new();

    [LibraryImport(Library)]
    internal static partial void EVP_CIPHER_CTX_free(nint context);

    [LibraryImport(Library)]
    internal static partial int EVP_EncryptInit_ex2(CipherContextHandle context, nint cipher, byte* key, byte* iv, nint parameters);

    [LibraryImport(Library)]
    internal static partial int EVP_EncryptUpdate(CipherContextHandle context, byte* output, int* outputBytes, byte* input, int inputBytes);
}
