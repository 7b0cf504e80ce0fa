using System.Buffers;
using Ledger.Crypto;

namespace Ledger.Protocol;

/// <summary>Hashes with a <see cref="DomainTag"/> in front.</summary>
public static class TaggedHash
{
    private const int StackBytesMax = 1024;

    /// <summary>H(<paramref name="tag"/> ‖ <paramref name="message"/>).</summary>
    public static Digest Compute(IHasher hasher, ReadOnlySpan<byte> tag, ReadOnlySpan<byte> message)
    {
        Span<byte> digest = stackalloc byte[Digest.Bytes];
        if (tag.Length + message.Length <= StackBytesMax)
        {
            Span<byte> joined = stackalloc byte[tag.Length + message.Length];
            tag.CopyTo(joined);
            message.CopyTo(joined[tag.Length..]);
            hasher.Hash(joined, digest);
            return new Digest(digest);
        }

        using var hash = hasher.Start();
        hash.Append(tag);
        hash.Append(message);
        hash.Finish(digest);
        return new Digest(digest);
    }

    /// <summary>H(<paramref name="tag"/> ‖ message) of each message.</summary>
    public static Digest[] ComputeEach(IHasher hasher, ReadOnlySpan<byte> tag, ReadOnlySpan<ReadOnlyMemory<byte>> messages)
    {
        ArgumentNullException.ThrowIfNull(hasher);
        var bytes = ArrayPool<byte>.Shared.Rent(messages.Length * Digest.Bytes);
        hasher.HashEach(tag, messages, bytes);
        var digests = new Digest[messages.Length];
        for (var i = 0; i < digests.Length; i++)
        {
            digests[i] = new Digest(bytes.AsSpan(i * Digest.Bytes, Digest.Bytes));
        }

        ArrayPool<byte>.Shared.Return(bytes);
        return digests;
    }
}
