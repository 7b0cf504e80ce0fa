namespace Ledger.Crypto.Sealing;

/// <summary>SM4-GCM (RFC 8998) for single messages, each under a key of its own.</summary>
internal sealed class Sm4Gcm : IAuthenticatedCipher
{
    private const int TagBytes = SealingProfile.AuthenticationTagBytes;
    private static readonly BouncySm4Gcm Fallback = new();

    public void Encrypt(
        ReadOnlySpan<byte> key, ReadOnlySpan<byte> nonce, ReadOnlySpan<byte> plaintext, ReadOnlySpan<byte> associatedData,
        Span<byte> sealedText)
    {
        if (!Sm4GcmKey.IsSupported)
        {
            Fallback.Encrypt(key, nonce, plaintext, associatedData, sealedText);
            return;
        }

        using var one = new Sm4GcmKey(key);
        one.Seal(nonce, plaintext, associatedData, sealedText);
    }

    public byte[]? TryDecrypt(
        ReadOnlySpan<byte> key, ReadOnlySpan<byte> nonce, ReadOnlySpan<byte> sealedText, ReadOnlySpan<byte> associatedData)
    {
        if (!Sm4GcmKey.IsSupported)
        {
            return Fallback.TryDecrypt(key, nonce, sealedText, associatedData);
        }

        if (sealedText.Length < TagBytes)
        {
            return null;
        }

        using var one = new Sm4GcmKey(key);
        var plaintext = new byte[sealedText.Length - TagBytes];
        return one.TryOpen(nonce, sealedText, associatedData, plaintext) ? plaintext : null;
    }
}
