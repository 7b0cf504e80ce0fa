using System.Security.Cryptography;
using System.Text;
using Ledger.Crypto;
using Ledger.Crypto.Hashing;
using Ledger.Crypto.Sealing;
using Ledger.Protocol;

namespace Ledger.BidFiles;

/// <summary>The secret key of one bid file. Cleared when disposed.</summary>
public sealed class BidFileKey : IDisposable
{
    /// <summary>Length in bytes.</summary>
    public const int Bytes = 16;

    private readonly byte[] _key = GC.AllocateUninitializedArray<byte>(Bytes, pinned: true);

    /// <summary>Takes a copy of the key.</summary>
    /// <exception cref="ArgumentException">It is not of <see cref="Bytes"/> bytes.</exception>
    public BidFileKey(ReadOnlySpan<byte> key)
    {
        if (key.Length != Bytes)
        {
            throw new ArgumentException($"A file key has {Bytes} bytes, not {key.Length}.", nameof(key));
        }

        key.CopyTo(_key);
    }

    /// <summary>The key itself. Not to be copied where it outlives this object.</summary>
    public ReadOnlySpan<byte> Secret => _key;

    /// <summary>Clears the key.</summary>
    public void Dispose() => CryptographicOperations.ZeroMemory(_key);

    internal AeadKey CreateCipher() => new(CryptoSuite.Guomi, _key);

    /// <summary>HMAC-SM3 (GM/T 0042) of a text under the key: so a header can hold what the file is for without saying it.</summary>
    internal byte[] CheckOf(string field, ReadOnlySpan<byte> fileId, string text)
    {
        const int blockBytes = 64;
        var hasher = Hashers.For(CryptoSuite.Guomi);
        Span<byte> inner = stackalloc byte[blockBytes];
        Span<byte> outer = stackalloc byte[blockBytes];
        inner.Fill(0x36);
        outer.Fill(0x5C);
        for (var i = 0; i < _key.Length; i++)
        {
            inner[i] ^= _key[i];
            outer[i] ^= _key[i];
        }

        var digest = new byte[Digest.Bytes];
        hasher.Hash(
            [.. inner, .. DomainTag.BidFile, .. Encoding.ASCII.GetBytes(field), 0, .. fileId, .. Encoding.ASCII.GetBytes(text)], digest);
        hasher.Hash([.. outer, .. digest], digest);
        CryptographicOperations.ZeroMemory(inner);
        CryptographicOperations.ZeroMemory(outer);
        return digest;
    }
}
