using System.Security.Cryptography;
using System.Text;

namespace Ledger.Crypto.OpenSsl;

/// <summary>libcrypto failed where only lack of memory or a broken installation can make it fail; never the answer to bad input.</summary>
public sealed class OpenSslException : CryptographicException
{
    private OpenSslException(string message)
        : base(message)
    {
    }

    /// <summary>The failure of <paramref name="function"/> with libcrypto's newest reason; empties the thread's error queue.</summary>
    internal static unsafe OpenSslException Last(string function)
    {
        Span<byte> text = stackalloc byte[256];
        text.Clear();
        var code = LibCrypto.ERR_get_error();
        LibCrypto.ERR_clear_error();
        fixed (byte* buffer = text)
        {
            LibCrypto.ERR_error_string_n(code, buffer, (nuint)text.Length);
        }

        var length = text.IndexOf((byte)0);
        return new OpenSslException($"libcrypto: {function} failed: {Encoding.ASCII.GetString(text[..length])}");
    }

    internal static void ThrowUnless(bool succeeded, string function)
    {
        if (!succeeded)
        {
            throw Last(function);
        }
    }
}
