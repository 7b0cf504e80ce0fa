using System.Security.Cryptography;
using Ledger.Crypto;

namespace Ledger.State.Tests;

internal sealed class Sha256Hasher : IHasher
{
    public CryptoSuite Suite => CryptoSuite.International;

    public void Hash(ReadOnlySpan<byte> message, Span<byte> digest) => SHA256.HashData(message, digest);

    public void HashBatch(ReadOnlySpan<byte> messages, int messageBytes, Span<byte> digests)
    {
        for (var i = 0; i < messages.Length / messageBytes; i++)
        {
            SHA256.HashData(messages.Slice(i * messageBytes, messageBytes), digests[(32 * i)..]);
        }
    }

    public IIncrementalHash Start() => throw new NotSupportedException("The state hashes whole messages.");
}
