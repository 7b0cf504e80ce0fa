using System.Security.Cryptography;

namespace Ledger.Crypto;

/// <summary>
/// A secret key of authenticated encryption with associated data: SM4-GCM (RFC 8998) in <see cref="CryptoSuite.Guomi"/>, AES-256-GCM in
/// <see cref="CryptoSuite.International"/>. Never encrypt two plaintexts under one key and nonce. Not for use by several threads at once.
/// </summary>
public sealed class AeadKey : IDisposable
{
    /// <summary>Length of a nonce in bytes.</summary>
    public const int NonceBytes = SealingProfile.NonceBytes;

    /// <summary>Length of the tag behind the ciphertext, in bytes.</summary>
    public const int TagBytes = SealingProfile.AuthenticationTagBytes;

    private readonly byte[] _key;
    private readonly IAuthenticatedCipher _cipher;

    /// <summary>Takes a copy of the key.</summary>
    /// <exception cref="ArgumentException">The key is not of <see cref="KeyBytesOf"/> bytes.</exception>
    public AeadKey(CryptoSuite suite, ReadOnlySpan<byte> key)
    {
        if (key.Length != KeyBytesOf(suite))
        {
            throw new ArgumentException($"A key of {suite} has {KeyBytesOf(suite)} bytes, not {key.Length}.", nameof(key));
        }

        _key = GC.AllocateUninitializedArray<byte>(key.Length, pinned: true);
        key.CopyTo(_key);
        _cipher = suite == CryptoSuite.Guomi ? new Sm4Gcm() : new Aes256Gcm();
    }

    /// <summary>Length of a suite's key in bytes.</summary>
    public static int KeyBytesOf(CryptoSuite suite) => suite == CryptoSuite.Guomi ? 16 : 32;

    /// <summary>Writes ciphertext ‖ tag, <see cref="TagBytes"/> longer than the plaintext.</summary>
    public void Seal(ReadOnlySpan<byte> nonce, ReadOnlySpan<byte> plaintext, ReadOnlySpan<byte> associatedData, Span<byte> sealedText) =>
        _cipher.Encrypt(_key, nonce, plaintext, associatedData, sealedText);

    /// <summary>The plaintext; null where key, nonce, associated data or text do not belong together, or the text is shorter than a tag.</summary>
    public byte[]? TryOpen(ReadOnlySpan<byte> nonce, ReadOnlySpan<byte> sealedText, ReadOnlySpan<byte> associatedData) =>
        sealedText.Length < TagBytes ? null : _cipher.TryDecrypt(_key, nonce, sealedText, associatedData);

    /// <summary>Clears the key.</summary>
    public void Dispose() => CryptographicOperations.ZeroMemory(_key);
}
