using System.Security.Cryptography;

namespace Ledger.Crypto.Sealing;

/// <summary>
/// One key of SM4-GCM (RFC 8998): OpenSSL 3.0 has SM4 in counter mode but no GCM, so the hash is <see cref="Ghash"/>. Not for use by
/// several threads at once. In and out may be the same memory.
/// </summary>
internal sealed class Sm4GcmKey : IDisposable
{
    private const int TagBytes = SealingProfile.AuthenticationTagBytes;
    private readonly Sm4Counter _counter;
    private readonly byte[] _hashKey = new byte[Sm4Counter.BlockBytes];

    internal Sm4GcmKey(ReadOnlySpan<byte> key)
    {
        _counter = new Sm4Counter(key);
        _counter.Start(_hashKey);
        _counter.Apply(_hashKey, _hashKey); // the cipher of the zero block
    }

    internal static bool IsSupported => Ghash.IsSupported;

    public void Dispose()
    {
        _counter.Dispose();
        CryptographicOperations.ZeroMemory(_hashKey);
    }

    /// <summary>Writes ciphertext ‖ tag.</summary>
    internal void Seal(ReadOnlySpan<byte> nonce, ReadOnlySpan<byte> plaintext, ReadOnlySpan<byte> associatedData, Span<byte> sealedText)
    {
        Span<byte> mask = stackalloc byte[TagBytes];
        StartAt(nonce, mask);
        var text = sealedText[..plaintext.Length];
        _counter.Apply(plaintext, text);
        Tag(associatedData, text, mask, sealedText.Slice(plaintext.Length, TagBytes));
    }

    /// <summary>Checks the tag, then writes the plaintext; false, and nothing written, where the tag does not fit.</summary>
    internal bool TryOpen(ReadOnlySpan<byte> nonce, ReadOnlySpan<byte> sealedText, ReadOnlySpan<byte> associatedData, Span<byte> plaintext)
    {
        Span<byte> mask = stackalloc byte[TagBytes];
        Span<byte> tag = stackalloc byte[TagBytes];
        StartAt(nonce, mask);
        var text = sealedText[..^TagBytes];
        Tag(associatedData, text, mask, tag);
        if (!CryptographicOperations.FixedTimeEquals(tag, sealedText[^TagBytes..]))
        {
            return false;
        }

        _counter.Apply(text, plaintext);
        return true;
    }

    /// <summary>The keystream's first block masks the tag; the text's begins with the next one.</summary>
    private void StartAt(ReadOnlySpan<byte> nonce, Span<byte> mask)
    {
        Span<byte> counter = stackalloc byte[Sm4Counter.BlockBytes];
        counter.Clear();
        nonce.CopyTo(counter);
        counter[^1] = 1;
        mask.Clear();
        _counter.Start(counter);
        _counter.Apply(mask, mask);
    }

    private void Tag(ReadOnlySpan<byte> associatedData, ReadOnlySpan<byte> text, ReadOnlySpan<byte> mask, Span<byte> tag)
    {
        var hash = new Ghash(_hashKey);
        hash.Append(associatedData);
        hash.Append(text);
        hash.Finish(associatedData.Length, text.Length, tag);
        for (var i = 0; i < tag.Length; i++)
        {
            tag[i] ^= mask[i];
        }
    }
}
