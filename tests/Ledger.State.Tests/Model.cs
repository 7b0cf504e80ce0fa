using Ledger.Crypto;
using Ledger.Crypto.Hashing;
using Ledger.Storage;

namespace Ledger.State.Tests;

/// <summary>A state store beside a plain map of what it should hold at each height.</summary>
/// <param name="options">The state's options.</param>
/// <param name="before">Whose store and heights to go on with.</param>
internal sealed class Model(StateOptions? options = null, Model? before = null)
{
    public readonly List<SortedDictionary<byte[], byte[]>> Heights = before?.Heights ?? [new(ByteOrder.Instance)];

    public TableStore Store { get; } = before?.Store ?? new();

    /// <summary>Whether checkpoints are written when they are due.</summary>
    public bool Checkpoints { get; init; } = true;

    public StateStore State { get; private set; } = null!;

    public ulong Height => (ulong)(Heights.Count - 1);

    public SortedDictionary<byte[], byte[]> Newest => Heights[^1];

    public Model Open()
    {
        State = new StateStore(Store, Hashers.For(CryptoSuite.International), options ?? new StateOptions());
        return this;
    }

    /// <summary>Applies one block and checks that its root is the reference's.</summary>
    public void Block(IEnumerable<StateChange> changes)
    {
        var sorted = changes.GroupBy(change => Convert.ToHexString(change.Key)).Select(group => group.Last())
            .OrderBy(change => change.Key, ByteOrder.Instance).ToList();
        var next = new SortedDictionary<byte[], byte[]>(Newest, ByteOrder.Instance);
        foreach (var (key, value) in sorted)
        {
            if (value is null)
            {
                next.Remove(key);
            }
            else
            {
                next[key] = value;
            }
        }

        var update = State.Prepare(Height + 1, sorted);
        Assert.Equal(ReferenceTrie.Root(next), update.Root);
        Heights.Add(next);
        var set = new WriteSet();
        update.WriteTo(set);
        Store.Write(set);
        State.Commit(update);
        Assert.Equal(update.Root, State.Root);
        if (Checkpoints && State.IsCheckpointDue)
        {
            Checkpoint();
        }
    }

    /// <summary>Puts the trie into the store as it is.</summary>
    public void Checkpoint()
    {
        var set = new WriteSet();
        State.WriteCheckpoint(set);
        Store.Write(set);
        State.CommitCheckpoint();
        Assert.False(State.IsCheckpointDue);
    }

    /// <summary>Checks every read of every kept height against the map.</summary>
    public void CheckHeights(IReadOnlyCollection<byte[]> keys)
    {
        for (var height = State.OldestVersion; height <= Height; height++)
        {
            var expected = Heights[(int)height];
            Assert.Equal(ReferenceTrie.Root(expected), State.RootAt(height));
            Assert.Equal(
                expected.Select(entry => (Convert.ToHexString(entry.Key), Convert.ToHexString(entry.Value))),
                State.ScanAt([], height, int.MaxValue).Select(entry => (Convert.ToHexString(entry.Key), Convert.ToHexString(entry.Value))));
            foreach (var key in keys)
            {
                Assert.Equal(expected.GetValueOrDefault(key), State.GetAt(key, height));
            }
        }
    }
}
