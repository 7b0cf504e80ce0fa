using System.Security.Cryptography;

namespace Ledger.Crypto.Sealing;

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

    private readonly Sm4GcmKey? _sm4;
    private readonly AesGcm? _aes;
    private readonly byte[] _slowKey = [];

    /// <summary>Takes a copy of the key.</summary>
    /// <exception cref="ArgumentException">The key is not of <see cref="KeyBytesOf"/> bytes.</exception>
    public AeadKey(CryptoSuite suite, ReadOnlySpan<byte> key)
    {
        if (key.Length != KeyBytesOf(suite))
        {
            throw new ArgumentException($"A key of {suite} has {KeyBytesOf(suite)} bytes, not {key.Length}.", nameof(key));
        }

        if (suite == CryptoSuite.International)
        {
            _aes = new AesGcm(key, TagBytes);
        }
        else if (Sm4GcmKey.IsSupported)
        {
            _sm4 = new Sm4GcmKey(key);
        }
        else
        {
            _slowKey = key.ToArray();
        }
    }

    /// <summary>Length of a suite's key in bytes.</summary>
    public static int KeyBytesOf(CryptoSuite suite) => suite == CryptoSuite.Guomi ? 16 : 32;

    /// <summary>Writes ciphertext ‖ tag, <see cref="TagBytes"/> longer than the plaintext.</summary>
    /// <exception cref="ArgumentException">The nonce or <paramref name="sealedText"/> is not as long as it must be.</exception>
    public void Seal(ReadOnlySpan<byte> nonce, ReadOnlySpan<byte> plaintext, ReadOnlySpan<byte> associatedData, Span<byte> sealedText)
    {
        CheckLengths(nonce, sealedText.Length, plaintext.Length);
        if (_sm4 is not null)
        {
            _sm4.Seal(nonce, plaintext, associatedData, sealedText);
        }
        else if (_aes is not null)
        {
            _aes.Encrypt(nonce, plaintext, sealedText[..plaintext.Length], sealedText[plaintext.Length..], associatedData);
        }
        else
        {
            new BouncySm4Gcm().Encrypt(_slowKey, nonce, plaintext, associatedData, sealedText);
        }
    }

    /// <summary>
    /// Writes the plaintext; false, and nothing written, where key, nonce, associated data and text do not belong together.
    /// </summary>
    /// <exception cref="ArgumentException">The nonce or <paramref name="plaintext"/> is not as long as it must be.</exception>
    public bool TryOpen(ReadOnlySpan<byte> nonce, ReadOnlySpan<byte> sealedText, ReadOnlySpan<byte> associatedData, Span<byte> plaintext)
    {
        CheckLengths(nonce, sealedText.Length, plaintext.Length);
        if (_sm4 is not null)
        {
            return _sm4.TryOpen(nonce, sealedText, associatedData, plaintext);
        }

        return _aes is not null
            ? TryOpenAes(_aes, nonce, sealedText, associatedData, plaintext)
            : TryOpenSlowly(nonce, sealedText, associatedData, plaintext);
    }

    /// <summary>Clears the key.</summary>
    public void Dispose()
    {
        _sm4?.Dispose();
        _aes?.Dispose();
        CryptographicOperations.ZeroMemory(_slowKey);
    }

    private static bool TryOpenAes(
        AesGcm aes, ReadOnlySpan<byte> nonce, ReadOnlySpan<byte> sealedText, ReadOnlySpan<byte> associatedData, Span<byte> plaintext)
    {
        try
        {
            aes.Decrypt(nonce, sealedText[..plaintext.Length], sealedText[plaintext.Length..], plaintext, associatedData);
            return true;
        }
        catch (AuthenticationTagMismatchException)
        {
            return false;
        }
    }

    private bool TryOpenSlowly(
        ReadOnlySpan<byte> nonce, ReadOnlySpan<byte> sealedText, ReadOnlySpan<byte> associatedData, Span<byte> plaintext)
    {
        var opened = new BouncySm4Gcm().TryDecrypt(_slowKey, nonce, sealedText, associatedData);
        opened?.CopyTo(plaintext);
        return opened is not null;
    }

    private static void CheckLengths(ReadOnlySpan<byte> nonce, int sealedBytes, int plaintextBytes)
    {
        if (nonce.Length != NonceBytes || sealedBytes != plaintextBytes + TagBytes)
        {
            throw new ArgumentException(
                $"A nonce has {NonceBytes} bytes, and a sealed text {TagBytes} more than its plaintext.", nameof(nonce));
        }
    }
}
