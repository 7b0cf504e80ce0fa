using Ledger.Execution;
using Ledger.Index;
using Ledger.Storage;

namespace Ledger.Node;

public sealed partial class NodeCore
{
    private const int DeletedAtOnce = 8_192;

    /// <summary>
    /// Deletes the oldest final blocks with their receipts, events, places of transactions, votes and certificates, and the state's
    /// versions below. What was begun and broken off is finished by calling again. For a node that nothing else drives or reads meanwhile;
    /// open it anew afterwards.
    /// </summary>
    /// <param name="blocksKept">Final blocks to keep; more stay where execution still asks for them.</param>
    /// <returns>The oldest block that is kept.</returns>
    /// <exception cref="StorageException">The store failed.</exception>
    public ulong Prune(ulong blocksKept)
    {
        var final = Finality.FinalHeight;
        // A later batch may carry a certificate of any block above the newest that was carried.
        var asked = Math.Max(1, Math.Min(final + 1 - Math.Min(final, blocksKept), Chain.Head.TimeProofHeight));
        var oldest = Math.Max(asked, Chain.Blocks.Oldest);
        var events = oldest > Chain.Blocks.Oldest ? _index.CountUpTo(oldest - 1) : Index.First - 1;
        if (oldest > Chain.Blocks.Oldest)
        {
            var first = new WriteSet(); // before anything goes: a block that may be missing is never asked for
            ChainStore.PutOldest(first, oldest);
            EventIndex.PutBase(first, oldest - 1, events, Chain.Blocks.GetHeader(oldest - 1)!.Time);
            _parts.Store.Write(first, durable: true);
        }

        var changes = Chain.Blocks.ReadLinks(0).Select(one => one.Height).ToHashSet();
        var keys = Chain.Blocks.KeysBelow(oldest)
            .Concat(_index.KeysUpTo(events).Select(key => (StoreTable.Events, key)))
            .Concat(_votes.KeysBelow(oldest, changes).Select(key => (StoreTable.Votes, key)));
        foreach (var piece in keys.Chunk(DeletedAtOnce))
        {
            var write = new WriteSet();
            Array.ForEach(piece, one => write.Delete(one.Item1, one.Item2));
            _parts.Store.Write(write, durable: false);
        }

        PruneStateBelow(oldest);
        _parts.Store.Sync();
        return oldest;
    }

    private void PruneStateBelow(ulong height)
    {
        bool isDone;
        do
        {
            var write = new WriteSet();
            isDone = _chain.State.Prune(height, DeletedAtOnce, write);
            _parts.Store.Write(write, durable: false);
        }
        while (!isDone);
    }
}
