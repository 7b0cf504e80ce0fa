namespace Ledger.Crypto.Sealing;

/// <summary>Authenticated encryption with associated data: a 12-byte nonce, a 16-byte tag after the ciphertext.</summary>
internal interface IAuthenticatedCipher
{
    /// <summary>Writes ciphertext ‖ tag.</summary>
    void Encrypt(
        ReadOnlySpan<byte> key,
        ReadOnlySpan<byte> nonce,
        ReadOnlySpan<byte> plaintext,
        ReadOnlySpan<byte> associatedData,
        Span<byte> sealedText);

    /// <summary>The plaintext; null where the tag does not fit.</summary>
    byte[]? TryDecrypt(ReadOnlySpan<byte> key, ReadOnlySpan<byte> nonce, ReadOnlySpan<byte> sealedText, ReadOnlySpan<byte> associatedData);
}
