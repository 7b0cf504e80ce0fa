using System.Buffers;
using Ledger.Crypto;

namespace Ledger.State.Trie;

/// <summary>Hashes the values of a block and then its leaves, messages of one length together.</summary>
internal static class LeafHashing
{
    private const int BatchBytesMax = 64 * 1024;

    /// <summary>Makes the leaves of the changes that set a value.</summary>
    public static LeafChange[] Leaves(IHasher hasher, IReadOnlyList<StateChange> changes)
    {
        var valueHashes = new InlineHash[changes.Count];
        var leaves = new LeafChange[changes.Count];
        var set = new List<int>(changes.Count);
        for (var i = 0; i < changes.Count; i++)
        {
            leaves[i] = new LeafChange(changes[i].Key, changes[i].Value is null ? null : new Leaf(changes[i].Key));
            if (changes[i].Value is not null)
            {
                set.Add(i);
            }
        }

        HashByLength(
            hasher,
            set,
            i => changes[i].Value!.Length,
            (i, message) => changes[i].Value!.CopyTo(message),
            (i, digest) => valueHashes[i] = InlineHash.From(digest));
        HashByLength(
            hasher,
            set,
            i => NodeHash.LeafMessageBytes(changes[i].Key.Length),
            (i, message) => NodeHash.WriteLeafMessage(message, changes[i].Key, valueHashes[i]),
            (i, digest) => leaves[i].Leaf!.Hash = InlineHash.From(digest));
        return leaves;
    }

    private static void HashByLength(
        IHasher hasher, List<int> items, Func<int, int> length, Action<int, Span<byte>> write, Action<int, ReadOnlySpan<byte>> read)
    {
        var sorted = items.ToArray();
        Array.Sort(items.ConvertAll(i => length(i)).ToArray(), sorted);
        for (var from = 0; from < sorted.Length;)
        {
            var bytes = length(sorted[from]);
            var most = Math.Max(1, BatchBytesMax / Math.Max(bytes, IHasher.DigestBytes));
            var to = from + 1;
            while (to < sorted.Length && to - from < most && length(sorted[to]) == bytes)
            {
                to++;
            }

            HashBatch(hasher, sorted.AsSpan(from, to - from), bytes, write, read);
            from = to;
        }
    }

    private static void HashBatch(
        IHasher hasher, ReadOnlySpan<int> items, int bytes, Action<int, Span<byte>> write, Action<int, ReadOnlySpan<byte>> read)
    {
        var messages = ArrayPool<byte>.Shared.Rent(Math.Max(1, items.Length * bytes));
        var digests = ArrayPool<byte>.Shared.Rent(items.Length * IHasher.DigestBytes);
        for (var i = 0; i < items.Length; i++)
        {
            write(items[i], messages.AsSpan(i * bytes, bytes));
        }

        if (items.Length == 1)
        {
            hasher.Hash(messages.AsSpan(0, bytes), digests);
        }
        else if (bytes > 0)
        {
            hasher.HashBatch(messages.AsSpan(0, items.Length * bytes), bytes, digests.AsSpan(0, items.Length * IHasher.DigestBytes));
        }
        else
        {
            HashEmpty(hasher, digests.AsSpan(0, items.Length * IHasher.DigestBytes));
        }

        for (var i = 0; i < items.Length; i++)
        {
            read(items[i], digests.AsSpan(i * IHasher.DigestBytes, IHasher.DigestBytes));
        }

        ArrayPool<byte>.Shared.Return(messages);
        ArrayPool<byte>.Shared.Return(digests);
    }

    /// <summary>Empty messages do not add up to a batch whose length says how many they are.</summary>
    private static void HashEmpty(IHasher hasher, Span<byte> digests)
    {
        for (var at = 0; at < digests.Length; at += IHasher.DigestBytes)
        {
            hasher.Hash([], digests[at..]);
        }
    }
}

/// <summary>A key's new leaf, or null to remove the leaf that is there.</summary>
internal readonly record struct LeafChange(byte[] Key, Leaf? Leaf);
