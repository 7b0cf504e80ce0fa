using Ledger.Crypto;
using Ledger.Protocol;
using Ledger.Protocol.V1;
using Ledger.State;
using Ledger.Storage;

namespace Ledger.Execution;

/// <summary>
/// Puts a chain into an empty store as it is at a height, without the blocks below: its history, its newest blocks and its validator sets,
/// each of which the caller has checked. What comes before the last write makes no chain of the store.
/// </summary>
public static class ChainInstaller
{
    private const ulong LeavesAtOnce = 4_096;
    private static readonly byte[] UnfinishedKey = "join/target"u8.ToArray();

    /// <summary>Whether a chain is being put into the store and is not whole yet.</summary>
    /// <exception cref="StorageException">The store failed.</exception>
    public static bool IsUnfinished(IReadStore store) => ReadTarget(store) is not null;

    /// <summary>What was noted of a chain that is being put into the store; null where none is.</summary>
    /// <exception cref="StorageException">The store failed.</exception>
    public static byte[]? ReadTarget(IReadStore store)
    {
        ArgumentNullException.ThrowIfNull(store);
        return store.Get(StoreTable.Meta, UnfinishedKey);
    }

    /// <summary>Notes what is being put into the store; null takes the note away.</summary>
    public static void PutTarget(WriteSet write, byte[]? target)
    {
        ArgumentNullException.ThrowIfNull(write);
        if (target is null)
        {
            write.Delete(StoreTable.Meta, UnfinishedKey);
        }
        else
        {
            write.Put(StoreTable.Meta, UnfinishedKey, target);
        }
    }

    /// <summary>Adds leaves of the history of headers, 32 bytes each, from a height on.</summary>
    public static void PutHistoryLeaves(WriteSet write, ulong first, ReadOnlySpan<byte> leaves)
    {
        for (var at = 0; at < leaves.Length; at += Digest.Bytes)
        {
            ChainStore.PutHistoryLeaf(write, first + (ulong)(at / Digest.Bytes), leaves.Slice(at, Digest.Bytes));
        }
    }

    /// <summary>Makes the subtrees of the history over its first leaves, all of which are there.</summary>
    /// <returns>The history of so many headers.</returns>
    /// <exception cref="StorageException">The store failed, or lacks a leaf.</exception>
    public static MerkleFrontier BuildHistory(IStore store, IHasher hasher, ulong size)
    {
        ArgumentNullException.ThrowIfNull(store);
        var blocks = new ChainStore(store);
        var (history, write) = (MerkleFrontier.Empty, new WriteSet());
        while (history.Size < size)
        {
            history = history.Append(hasher, blocks.HistoryNode(0, history.Size));
            ChainStore.PutHistory(write, history);
            if (history.Size % LeavesAtOnce == 0 || history.Size == size)
            {
                store.Write(write, durable: false);
                write = new WriteSet();
            }
        }

        return history;
    }

    /// <summary>Adds what makes the store a chain at a height.</summary>
    /// <param name="write">Receives it.</param>
    /// <param name="genesis">The chain.</param>
    /// <param name="verifier">The node's.</param>
    /// <param name="head">Where it stands.</param>
    /// <param name="first">The height of the first block.</param>
    /// <param name="blocks">The newest blocks up to the head, checked.</param>
    /// <param name="sets">All validator sets that the chain has had since genesis.</param>
    public static void PutChain(
        WriteSet write, GenesisFile genesis, ISignatureVerifier verifier, ChainHead head, ulong first, IReadOnlyList<Block> blocks,
        IEnumerable<ValidatorRoster> sets)
    {
        ArgumentNullException.ThrowIfNull(write);
        ArgumentNullException.ThrowIfNull(head);
        ArgumentNullException.ThrowIfNull(blocks);
        ArgumentNullException.ThrowIfNull(sets);
        using var store = new MemoryStore();
        var begun = Chain.Open(genesis, store, verifier, new StateOptions(), new ExecutionOptions());
        ChainStore.PutBlock(write, 0, begun.Blocks.GetBlock(0)!);
        for (var i = 0; i < blocks.Count; i++)
        {
            PutBlock(write, genesis, first + (ulong)i, blocks[i]);
        }

        foreach (var roster in sets)
        {
            ChainStore.PutValidators(write, roster);
        }

        ChainStore.PutOldest(write, first);
        ChainStore.PutTimeProof(write, head.Height, head.TimeProofHeight);
        ChainStore.PutHistory(write, head.History);
        ChainStore.PutHead(write, head);
        PutTarget(write, null);
    }

    private static void PutBlock(WriteSet write, GenesisFile genesis, ulong height, Block block)
    {
        ChainStore.PutBlock(write, height, block);
        var transactions = StoredTransactions.Read(genesis, block);
        for (var place = 0; place < transactions.Count; place++)
        {
            if (transactions[place] is { Receipt.Landed: true, Transaction: { } landed })
            {
                ChainStore.PutPlace(write, landed.Id, height, place);
            }
        }
    }
}
