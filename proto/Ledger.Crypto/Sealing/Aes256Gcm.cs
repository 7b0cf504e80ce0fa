using System.Security.Cryptography;

namespace Ledger.Crypto.Sealing;

/// <summary>AES-GCM by .NET.</summary>
internal sealed class Aes256Gcm : IAuthenticatedCipher
{
    private const int TagBytes = SealingProfile.AuthenticationTagBytes;

    public void Encrypt(
        ReadOnlySpan<byte> key, ReadOnlySpan<byte> nonce, ReadOnlySpan<byte> plaintext, ReadOnlySpan<byte> associatedData,
        Span<byte> sealedText)
    {
        using var cipher = new AesGcm(key, TagBytes);
        cipher.Encrypt(nonce, plaintext, sealedText[..plaintext.Length], sealedText[plaintext.Length..], associatedData);
    }

    public byte[]? TryDecrypt(
        ReadOnlySpan<byte> key, ReadOnlySpan<byte> nonce, ReadOnlySpan<byte> sealedText, ReadOnlySpan<byte> associatedData)
    {
        using var cipher = new AesGcm(key, TagBytes);
        var plaintext = new byte[sealedText.Length - TagBytes];
        try
        {
            cipher.Decrypt(nonce, sealedText[..plaintext.Length], sealedText[plaintext.Length..], plaintext, associatedData);
            return plaintext;
        }
        catch (AuthenticationTagMismatchException)
        {
            return null;
        }
    }
}
