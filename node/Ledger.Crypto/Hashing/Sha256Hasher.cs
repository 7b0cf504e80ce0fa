using System.Security.Cryptography;

namespace Ledger.Crypto;

/// <summary>SHA-256 by .NET.</summary>
internal sealed class Sha256Hasher : IHasher
{
    public CryptoSuite Suite => CryptoSuite.International;

    public void Hash(ReadOnlySpan<byte> message, Span<byte> digest) => SHA256.HashData(message, digest);

    public void HashBatch(ReadOnlySpan<byte> messages, int messageBytes, Span<byte> digests)
    {
        var count = HashBatchArguments.Count(messages, messageBytes, digests);
        for (var i = 0; i < count; i++)
        {
            SHA256.HashData(messages.Slice(i * messageBytes, messageBytes), digests[(i * IHasher.DigestBytes)..]);
        }
    }

    public IIncrementalHash Start() => new Incremental();

    private sealed class Incremental : IIncrementalHash
    {
        private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);

        public void Append(ReadOnlySpan<byte> piece) => _hash.AppendData(piece);

        public void Finish(Span<byte> digest) => _hash.GetHashAndReset(digest);

        public void Dispose() => _hash.Dispose();
    }
}
