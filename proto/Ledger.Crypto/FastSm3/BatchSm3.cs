using System.Buffers;
using System.Runtime.Intrinsics;
using Ledger.Crypto.Hashing;

namespace Ledger.Crypto.FastSm3;

/// <summary>
/// SM3 that takes batches sixteen or eight messages at once in the lanes of the processor's vectors. One message alone has
/// nothing to gain from lanes and goes to libcrypto, as whole batches do where there are no such vectors.
/// </summary>
internal sealed class BatchSm3(IHasher single) : IHasher
{
    /// <inheritdoc/>
    public CryptoSuite Suite => CryptoSuite.Guomi;

    /// <inheritdoc/>
    public void Hash(ReadOnlySpan<byte> message, Span<byte> digest) => single.Hash(message, digest);

    /// <inheritdoc/>
    public IIncrementalHash Start() => single.Start();

    /// <inheritdoc/>
    public void HashBatch(ReadOnlySpan<byte> messages, int messageBytes, Span<byte> digests)
    {
        var count = HashBatchArguments.Count(messages, messageBytes, digests);
        var done = 0;
        if (Vector512.IsHardwareAccelerated)
        {
            done = HashLanes<Vector512<uint>, Vector512Lanes>(messages, messageBytes, digests, done, count);
        }

        if (Vector256.IsHardwareAccelerated)
        {
            done = HashLanes<Vector256<uint>, Vector256Lanes>(messages, messageBytes, digests, done, count);
        }

        single.HashBatch(messages[(done * messageBytes)..], messageBytes, digests[(done * IHasher.DigestBytes)..]);
    }

    /// <inheritdoc/>
    public void HashEach(ReadOnlySpan<byte> prefix, ReadOnlySpan<ReadOnlyMemory<byte>> messages, Span<byte> digests)
    {
        HashBatchArguments.Check(messages.Length, digests);
        var order = ArrayPool<int>.Shared.Rent(messages.Length);
        var lengths = ArrayPool<int>.Shared.Rent(messages.Length);
        for (var i = 0; i < messages.Length; i++)
        {
            (order[i], lengths[i]) = (i, messages[i].Length);
        }

        // Lanes that end together waste none of their work.
        Array.Sort(lengths, order, 0, messages.Length);
        ReadOnlySpan<int> left = order.AsSpan(0, messages.Length);
        if (Vector512.IsHardwareAccelerated)
        {
            left = HashLanes<Vector512<uint>, Vector512Lanes>(prefix, messages, left, digests);
        }

        if (Vector256.IsHardwareAccelerated)
        {
            left = HashLanes<Vector256<uint>, Vector256Lanes>(prefix, messages, left, digests);
        }

        foreach (var i in left)
        {
            single.HashEach(prefix, messages.Slice(i, 1), digests.Slice(i * IHasher.DigestBytes, IHasher.DigestBytes));
        }

        ArrayPool<int>.Shared.Return(order);
        ArrayPool<int>.Shared.Return(lengths);
    }

    // Hashes sets of lanes that take less time than their messages one by one; returns those that are left, the shortest first.
    private static ReadOnlySpan<int> HashLanes<T, TLanes>(
        ReadOnlySpan<byte> prefix, ReadOnlySpan<ReadOnlyMemory<byte>> messages, ReadOnlySpan<int> left, Span<byte> digests)
        where T : unmanaged
        where TLanes : ISm3Lanes<T>
    {
        var taken = left[..Math.Min(Sm3MultiBuffer<T, TLanes>.Lanes, left.Length)];
        while (!taken.IsEmpty)
        {
            if (Pays<T, TLanes>(prefix, messages, taken))
            {
                Sm3MultiBuffer<T, TLanes>.HashEach(prefix, messages, taken, digests);
                left = left[taken.Length..];
                taken = left[..Math.Min(Sm3MultiBuffer<T, TLanes>.Lanes, left.Length)];
            }
            else
            {
                taken = taken[..^1]; // without its longest
            }
        }

        return left;
    }

    // A set of lanes takes as long as its longest message. As measured, a block in sixteen lanes costs as much as 4 blocks of one message,
    // in eight lanes as 3; and a message alone costs 2 blocks more than it has.
    private static bool Pays<T, TLanes>(
        ReadOnlySpan<byte> prefix, ReadOnlySpan<ReadOnlyMemory<byte>> messages, ReadOnlySpan<int> taken)
        where T : unmanaged
        where TLanes : ISm3Lanes<T>
    {
        var (longest, all) = (0L, 0L);
        foreach (var i in taken)
        {
            var blocks = Sm3Padding.PaddedBytes(prefix.Length + messages[i].Length) / Sm3Padding.BlockBytes;
            longest = Math.Max(longest, blocks);
            all += blocks + 2;
        }

        return longest * (2 + (Sm3MultiBuffer<T, TLanes>.Lanes / 8)) <= all;
    }

    // Hashes as many full sets of lanes as there are from message `done` on, and returns the first message left.
    private static int HashLanes<T, TLanes>(
        ReadOnlySpan<byte> messages, int messageBytes, Span<byte> digests, int done, int count)
        where T : unmanaged
        where TLanes : ISm3Lanes<T>
    {
        var lanes = Sm3MultiBuffer<T, TLanes>.Lanes;
        for (; count - done >= lanes; done += lanes)
        {
            Sm3MultiBuffer<T, TLanes>.Hash(
                messages.Slice(done * messageBytes, lanes * messageBytes), messageBytes, digests[(done * IHasher.DigestBytes)..]);
        }

        return done;
    }
}
