using Ledger.Crypto;

namespace Ledger.Api.Tests.Proofs;

/// <summary>Counts what it is asked to hash.</summary>
internal sealed class CountingHasher(IHasher hasher) : IHasher
{
    private long _count;

    public CryptoSuite Suite => hasher.Suite;

    internal long Count => Interlocked.Read(ref _count);

    public void Hash(ReadOnlySpan<byte> message, Span<byte> digest)
    {
        Interlocked.Increment(ref _count);
        hasher.Hash(message, digest);
    }

    public void HashBatch(ReadOnlySpan<byte> messages, int messageBytes, Span<byte> digests)
    {
        Interlocked.Add(ref _count, messages.Length / messageBytes);
        hasher.HashBatch(messages, messageBytes, digests);
    }

    public void HashEach(ReadOnlySpan<byte> prefix, ReadOnlySpan<ReadOnlyMemory<byte>> messages, Span<byte> digests)
    {
        Interlocked.Add(ref _count, messages.Length);
        hasher.HashEach(prefix, messages, digests);
    }

    public IIncrementalHash Start()
    {
        Interlocked.Increment(ref _count);
        return hasher.Start();
    }
}
