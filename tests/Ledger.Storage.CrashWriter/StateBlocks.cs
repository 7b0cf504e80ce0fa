using System.Buffers.Binary;
using Ledger.Crypto;
using Ledger.Crypto.Hashing;
using Ledger.State;

namespace Ledger.Storage.CrashWriter;

/// <summary>A state whose blocks follow from their heights, so that whoever opens it knows what must be there.</summary>
public static class StateBlocks
{
    private const int KeysPerBlock = 40;

    /// <summary>Opens the state, with a checkpoint after few blocks.</summary>
    public static StateStore Open(IReadStore store) =>
        new(store, Hashers.For(CryptoSuite.Guomi), new StateOptions { CheckpointBlocksMax = 7, CacheBytesMax = 256 * 1024 });

    /// <summary>Writes block after block from where the state was left, as a node does: each is durable when it is returned.</summary>
    /// <exception cref="StorageException">The store failed.</exception>
    public static IEnumerable<(ulong Height, byte[] Root)> WriteOn(IStore store)
    {
        StateStore state = Open(store);
        while (true)
        {
            ulong height = state.Version + 1;
            StateUpdate update = state.Prepare(height, Changes(height));
            var block = new WriteSet();
            update.WriteTo(block);
            store.Write(block, durable: true);
            state.Commit(update);
            yield return (height, update.Root);
            if (state.IsCheckpointDue)
            {
                var checkpoint = new WriteSet();
                state.WriteCheckpoint(checkpoint);
                store.Write(checkpoint, durable: false);
                state.CommitCheckpoint();
            }
        }
    }

    // New keys, keys of before with other values, and keys that go.
    private static List<StateChange> Changes(ulong height)
    {
        var changes = new SortedDictionary<ulong, byte[]?>();
        for (ulong i = 0; i < KeysPerBlock; i++)
        {
            ulong number = i % 2 == 0 ? (height * KeysPerBlock) + i : height * i % 997;
            changes[number] = (height + i) % 11 == 0 ? null : [(byte)i, .. BitConverter.GetBytes(height), .. new byte[(int)(height % 300)]];
        }

        return [.. changes.Select(change =>
        {
            byte[] key = new byte[12];
            BinaryPrimitives.WriteUInt64BigEndian(key.AsSpan(4), change.Key);
            return new StateChange(key, change.Value);
        })];
    }
}
