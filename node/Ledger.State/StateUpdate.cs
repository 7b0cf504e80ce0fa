using Ledger.State.Pruning;
using Ledger.State.Trie;
using Ledger.State.Values;
using Ledger.Storage;

namespace Ledger.State;

/// <summary>The state after a block, computed and not yet written. Made by <see cref="StateStore.Prepare"/>.</summary>
public sealed class StateUpdate
{
    private readonly IReadOnlyList<StateChange> _changes;
    private readonly IReadOnlyList<VersionedValue?> _before;
    private readonly IReadOnlyList<byte[]> _supersededNodes;

    internal StateUpdate(
        StateRoot parent,
        StateRoot next,
        IReadOnlyList<StateChange> changes,
        IReadOnlyList<VersionedValue?> before,
        IReadOnlyList<byte[]> supersededNodes,
        long addedCost)
    {
        Parent = parent;
        Next = next;
        _changes = changes;
        _before = before;
        _supersededNodes = supersededNodes;
        AddedCost = addedCost;
    }

    /// <summary>The block's height.</summary>
    public ulong Height => Next.Height;

    /// <summary>The state root after the block, 32 bytes.</summary>
    public byte[] Root => [.. Next.Hash];

    internal StateRoot Parent { get; }

    internal StateRoot Next { get; }

    internal long AddedCost { get; }

    /// <summary>
    /// Adds all that the block changes in the store. The set must be written as a whole before <see cref="StateStore.Commit"/>.
    /// </summary>
    public void WriteTo(WriteSet set)
    {
        ArgumentNullException.ThrowIfNull(set);
        set.Put(StoreTable.StateNodes, NodeKey.Root(Height), NodeCodec.EncodeRoot(Next.Node));
        WriteNew(set, Next.Node, 0);
        var stale = new StaleLogWriter(set, Height);
        if (Parent.Height != Height)
        {
            stale.Add(StoreTable.StateNodes, NodeKey.Root(Parent.Height));
        }

        foreach (var node in _supersededNodes)
        {
            stale.Add(StoreTable.StateNodes, node);
        }

        for (var i = 0; i < _changes.Count; i++)
        {
            WriteValue(set, stale, _changes[i], _before[i]);
        }

        stale.Finish();
    }

    private void WriteNew(WriteSet set, Node? node, int pathBits)
    {
        if (node is not Branch branch || branch.Version != Height)
        {
            return;
        }

        set.Put(StoreTable.StateNodes, NodeKey.Branch(branch.Sample, pathBits, Height), NodeCodec.EncodeBranch(branch, pathBits));
        WriteNew(set, branch.Left, branch.BitIndex + 1);
        WriteNew(set, branch.Right, branch.BitIndex + 1);
    }

    private void WriteValue(WriteSet set, StaleLogWriter stale, StateChange change, VersionedValue? before)
    {
        if (before is { } superseded)
        {
            var key = HistoryKey.Of(change.Key, Height);
            set.Put(StoreTable.StateHistory, key, superseded.Encode());
            stale.Add(StoreTable.StateHistory, key);
        }

        if (change.Value is null)
        {
            set.Delete(StoreTable.StateLatest, change.Key);
        }
        else
        {
            set.Put(StoreTable.StateLatest, change.Key, new VersionedValue(Height, change.Value).Encode());
        }
    }
}

/// <summary>One change of a block: sets a key's value, or deletes the key.</summary>
/// <param name="Key">1 to 256 bytes. Must not change afterwards.</param>
/// <param name="Value">0 to 65,536 bytes, or null to delete the key. Must not change afterwards.</param>
public readonly record struct StateChange(byte[] Key, byte[]? Value);

/// <summary>The trie at one height.</summary>
internal sealed record StateRoot(ulong Height, Node? Node, byte[] Hash);
