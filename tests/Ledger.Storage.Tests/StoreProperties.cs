using FsCheck;
using FsCheck.Fluent;

namespace Ledger.Storage.Tests;

/// <summary>Both stores against a sorted dictionary, on random operations.</summary>
public class StoreProperties
{
    private static readonly byte[] _alphabet = [0x00, 0x01, 0x7f, 0x80, 0xff];
    private static readonly StoreTable[] _tables = [StoreTable.Blocks, StoreTable.StateLatest];

    [Fact]
    public void The_memory_store_behaves_as_a_sorted_dictionary() =>
        Check.One(
            Config.QuickThrowOnFailure.WithMaxTest(300).WithEndSize(600), Prop.ForAll<byte[]>(program => Run(new MemoryStore(), program)));

    [Fact]
    public void The_store_on_disk_behaves_as_a_sorted_dictionary() =>
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(40).WithEndSize(600), Prop.ForAll<byte[]>(program =>
        {
            using var directory = new TemporaryDirectory();
            return Run(RocksStore.Open(directory.Sub("store"), new RocksStoreOptions()), program);
        }));

    // Four bytes are one step: what to do, on which key, with which second key.
    private static bool Run(IStore store, byte[] program)
    {
        using IStore disposed = store;
        SortedDictionary<byte[], byte[]>[] model =
        [
            .. _tables.Select(
                _ => new SortedDictionary<byte[], byte[]>(Comparer<byte[]>.Create((x, y) => x.AsSpan().SequenceCompareTo(y)))),
        ];
        var batch = new PendingBatch(store, model);
        (IStoreSnapshot View, KeyValuePair<byte[], byte[]>[] Expected)? snapshot = null;
        for (int at = 0; at + 4 <= program.Length; at += 4)
        {
            int table = program[at] >> 7;
            byte[] first = Key(program[at + 1]);
            byte[] second = Key(program[at + 2]);
            switch (program[at] % 6)
            {
                case 0 or 1:
                    batch.Put(table, first, [program[at + 3]]);
                    break;
                case 2:
                    batch.Delete(table, first);
                    break;
                case 3:
                    batch.Flush(durable: program[at + 3] % 2 == 0);
                    break;
                case 4:
                    snapshot?.View.Dispose();
                    snapshot = (store.Snapshot(), [.. model[0]]);
                    break;
                default:
                    bool reverse = program[at + 3] % 2 == 0;
                    if (!Same(store.Scan(_tables[table], first, second, reverse), Range(model[table], first, second, reverse))
                        || !(store.Get(_tables[table], first) ?? []).SequenceEqual(model[table].GetValueOrDefault(first) ?? []))
                    {
                        return false;
                    }

                    break;
            }
        }

        bool kept = snapshot is null || Same(snapshot.Value.View.Scan(_tables[0], default, default), snapshot.Value.Expected);
        snapshot?.View.Dispose();
        return kept && Same(store.Scan(_tables[1], default, default), model[1]);
    }

    private static byte[] Key(byte seed) => (seed % 4) switch
    {
        0 => [],
        1 => [_alphabet[seed / 4 % 5]],
        2 => [_alphabet[seed / 4 % 5], _alphabet[seed / 20 % 5]],
        _ => [_alphabet[seed / 4 % 5], _alphabet[seed / 20 % 5], _alphabet[seed / 100 % 5]],
    };

    private static IEnumerable<KeyValuePair<byte[], byte[]>> Range(
        SortedDictionary<byte[], byte[]> model, byte[] from, byte[] to, bool reverse)
    {
        IEnumerable<KeyValuePair<byte[], byte[]>> inside = model.Where(entry =>
            entry.Key.AsSpan().SequenceCompareTo(from) >= 0 && (to.Length == 0 || entry.Key.AsSpan().SequenceCompareTo(to) < 0));
        return reverse ? inside.Reverse() : inside;
    }

    private static bool Same(IEnumerable<KeyValuePair<byte[], byte[]>> actual, IEnumerable<KeyValuePair<byte[], byte[]>> expected) =>
        actual.Select(Hex).SequenceEqual(expected.Select(Hex));

    private static string Hex(KeyValuePair<byte[], byte[]> entry) => $"{Convert.ToHexString(entry.Key)}={Convert.ToHexString(entry.Value)}";

    /// <summary>Changes that reach the store and the model together.</summary>
    private sealed class PendingBatch(IStore store, SortedDictionary<byte[], byte[]>[] model)
    {
        private readonly WriteSet _changes = new();

        internal void Put(int table, byte[] key, byte[] value) => _changes.Put(_tables[table], key, value);

        internal void Delete(int table, byte[] key) => _changes.Delete(_tables[table], key);

        internal void Flush(bool durable)
        {
            store.Write(_changes, durable);
            foreach (WriteSet.Entry entry in _changes.Entries)
            {
                SortedDictionary<byte[], byte[]> target = model[Array.IndexOf(_tables, entry.Table)];
                if (entry.Value is null)
                {
                    target.Remove(entry.Key);
                }
                else
                {
                    target[entry.Key] = entry.Value;
                }
            }

            _changes.Clear();
        }
    }
}
