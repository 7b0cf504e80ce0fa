using Ledger.Crypto.OpenSsl;

namespace Ledger.Crypto.Sealing;

/// <summary>SM4 in counter mode by OpenSSL, under one key. Not for use by several threads at once.</summary>
internal sealed unsafe class Sm4Counter : IDisposable
{
    internal const int BlockBytes = 16;
    private static readonly Lazy<nint> Cipher = new(() =>
    {
        var cipher = LibCrypto.EVP_CIPHER_fetch(LibraryContext.Handle, "SM4-CTR", null);
        return cipher != 0 ? cipher : throw OpenSslException.Last("EVP_CIPHER_fetch");
    });

    private readonly CipherContextHandle _context = LibCrypto.EVP_CIPHER_CTX_new();

    internal Sm4Counter(ReadOnlySpan<byte> key)
    {
        OpenSslException.ThrowUnless(!_context.IsInvalid, "EVP_CIPHER_CTX_new");
        fixed (byte* bytes = key)
        {
            OpenSslException.ThrowUnless(LibCrypto.EVP_EncryptInit_ex2(_context, Cipher.Value, bytes, null, 0) == 1, "EVP_EncryptInit_ex2");
        }
    }

    public void Dispose() => _context.Dispose();

    /// <summary>Starts the keystream at a counter block.</summary>
    internal void Start(ReadOnlySpan<byte> counter)
    {
        fixed (byte* bytes = counter)
        {
            OpenSslException.ThrowUnless(LibCrypto.EVP_EncryptInit_ex2(_context, 0, null, bytes, 0) == 1, "EVP_EncryptInit_ex2");
        }
    }

    /// <summary>Writes input ⊕ keystream, and goes on from there the next time.</summary>
    internal void Apply(ReadOnlySpan<byte> input, Span<byte> output)
    {
        fixed (byte* from = input, to = output)
        {
            int written;
            OpenSslException.ThrowUnless(
                input.IsEmpty ||
                    (LibCrypto.EVP_EncryptUpdate(_context, to, &written, from, input.Length) == 1 && written == input.Length),
                    "EVP_EncryptUpdate");
        }
    }
}
