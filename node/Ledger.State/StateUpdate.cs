using Ledger.State.Heights;
using Ledger.State.Trie;
using Ledger.State.Values;
using Ledger.Storage;

namespace Ledger.State;

/// <summary>The state after a block, computed and not yet written. Made by <see cref="StateStore.Prepare"/>.</summary>
public sealed class StateUpdate
{
    private readonly IReadOnlyList<VersionedValue?> _before;

    internal StateUpdate(
        StateRoot parent, StateRoot next, IReadOnlyList<StateChange> changes, IReadOnlyList<VersionedValue?> before, TrieUpdate trie)
    {
        Parent = parent;
        Next = next;
        Changes = changes;
        _before = before;
        Trie = trie;
    }

    /// <summary>The block's height.</summary>
    public ulong Height => Next.Height;

    /// <summary>The state root after the block, 32 bytes.</summary>
    public byte[] Root => [.. Next.Hash];

    internal StateRoot Parent { get; }

    internal StateRoot Next { get; }

    /// <summary>The changes that change something, in key order.</summary>
    public IReadOnlyList<StateChange> Changes { get; }

    internal TrieUpdate Trie { get; }

    /// <summary>
    /// Adds what the block changes in the store: values, and which they are. The set must be written as a whole before
    /// <see cref="StateStore.Commit"/>. The trie follows with a checkpoint.
    /// </summary>
    public void WriteTo(WriteSet set)
    {
        ArgumentNullException.ThrowIfNull(set);
        ChangeLog.Write(set, Height, Next.Hash, Changes, _before);
        for (var i = 0; i < Changes.Count; i++)
        {
            WriteValue(set, Changes[i], _before[i]);
        }
    }

    private void WriteValue(WriteSet set, StateChange change, VersionedValue? before)
    {
        if (before is { } superseded)
        {
            set.Put(StoreTable.StateHistory, HistoryKey.Of(change.Key, Height), superseded.Encode());
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
