namespace Ledger.Crypto.OpenSsl;

/// <summary>
/// libcrypto's state for this library alone, with the default provider and nothing else: no configuration file, no policy of the host and
/// no other part of the process changes what it does. Everything that is fetched by name is fetched here; lives as long as the process.
/// </summary>
internal static class LibraryContext
{
    internal static readonly nint Handle = Create();

    private static nint Create()
    {
        var context = LibCrypto.OSSL_LIB_CTX_new();
        return context != 0 &&
            LibCrypto.OSSL_PROVIDER_load(context, "default") != 0 ? context : throw OpenSslException.Last("OSSL_PROVIDER_load(default)");
    }
}
