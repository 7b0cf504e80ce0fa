using Ledger.Crypto;
using Ledger.Crypto.Hashing;
using Ledger.Protocol.Proofs;
using Ledger.State;
using Ledger.Storage;

namespace Ledger.Audit.Tests.Proofs;

/// <summary>A state with the map that it should be, to hold what a proof claims against what is true.</summary>
internal sealed class ProvenState
{
    public static readonly IHasher Hasher = Hashers.For(CryptoSuite.International);

    public ProvenState(IEnumerable<StateChange> changes, StateOptions? options = null)
    {
        foreach (var change in changes.Where(change => change.Value is not null))
        {
            Map[change.Key] = change.Value!;
        }

        var store = new TableStore();
        State = new StateStore(store, Hasher, options ?? new StateOptions());
        var update = State.Prepare(1, [.. Map.Select(entry => new StateChange(entry.Key, entry.Value))]);
        var set = new WriteSet();
        update.WriteTo(set);
        store.Write(set);
        State.Commit(update);
    }

    public static ProvenState Random(int seed, int keys) => new(new Blocks(seed).Next(keys, 0));

    public SortedDictionary<byte[], byte[]> Map { get; } = new(ByteOrder.Instance);

    public StateStore State { get; }

    public byte[] Root => State.Root;

    /// <summary>Whether what the proof claims is so, whether or not it proves it.</summary>
    public bool IsTrue(StateProof proof) => Map.TryGetValue(proof.Key, out var value)
        ? proof.Value is not null && proof.Value.AsSpan().SequenceEqual(value)
        : proof.Value is null;

    /// <summary>Whether the entries are a run of neighbours in the map, and the whole prefix if claimed so.</summary>
    public bool IsTrue(PrefixProof proof, bool fromStart, bool toEnd)
    {
        var under = Map.Where(entry => entry.Key.AsSpan().StartsWith(proof.Prefix)).ToList();
        if (proof.Entries.Count == 0)
        {
            return under.Count == 0;
        }

        var start = under.FindIndex(entry => entry.Key.AsSpan().SequenceEqual(proof.Entries[0].Key));
        return start >= 0
            && (!fromStart || start == 0)
            && (!toEnd || start + proof.Entries.Count == under.Count)
            && start + proof.Entries.Count <= under.Count
            && proof.Entries.Select((entry, i) => Same(entry, under[start + i])).All(same => same);
    }

    private static bool Same(ProvenEntry proven, KeyValuePair<byte[], byte[]> entry) =>
        proven.Key.AsSpan().SequenceEqual(entry.Key)
        && (proven.Value?.AsSpan().SequenceEqual(entry.Value) ?? proven.ValueHash.AsSpan().SequenceEqual(Hash(entry.Value)));

    public static byte[] Hash(byte[] value)
    {
        var digest = new byte[IHasher.DigestBytes];
        Hasher.Hash(value, digest);
        return digest;
    }
}
