namespace Ledger.Crypto.Hashing;

/// <summary>A suite's hash by libcrypto, under no configuration but our own.</summary>
internal class OpenSslHasher(CryptoSuite suite, OpenSslDigest hash) : IHasher
{
    public CryptoSuite Suite => suite;

    public void Hash(ReadOnlySpan<byte> message, Span<byte> digest) => hash.Hash(message, default, digest);

    public void HashBatch(ReadOnlySpan<byte> messages, int messageBytes, Span<byte> digests)
    {
        var count = HashBatchArguments.Count(messages, messageBytes, digests);
        for (var i = 0; i < count; i++)
        {
            hash.Hash(messages.Slice(i * messageBytes, messageBytes), default, digests.Slice(i * IHasher.DigestBytes, IHasher.DigestBytes));
        }
    }

    public void HashEach(ReadOnlySpan<byte> prefix, ReadOnlySpan<ReadOnlyMemory<byte>> messages, Span<byte> digests)
    {
        HashBatchArguments.Check(messages.Length, digests);
        for (var i = 0; i < messages.Length; i++)
        {
            using var message = Start();
            message.Append(prefix);
            message.Append(messages[i].Span);
            message.Finish(digests.Slice(i * IHasher.DigestBytes, IHasher.DigestBytes));
        }
    }

    public IIncrementalHash Start() => new OpenSslIncrementalHash(hash);
}

/// <summary>SM3 by libcrypto.</summary>
internal sealed class OpenSslSm3() : OpenSslHasher(CryptoSuite.Guomi, OpenSslDigest.Sm3);
