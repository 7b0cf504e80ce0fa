using FsCheck;
using FsCheck.Fluent;
using Ledger.Storage;

namespace Ledger.State.Tests;

public class TrieShapeTests
{
    [Fact]
    public void Any_order_and_any_division_into_blocks_give_one_root()
    {
        Gen<byte[]> key = Gen.ArrayOf(Gen.Elements<byte>(0, 1, 0x7F, 0x80, 0xFF)).Where(bytes => bytes.Length is >= 1 and <= 12);
        Gen<byte[][]> keys = Gen.ArrayOf(key);
        var cases = from list in keys from shuffled in Gen.Shuffle<byte[]>(list) from size in Gen.Choose(1, 7) select (shuffled, size);
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(300), Prop.ForAll(cases.ToArbitrary(), pair =>
        {
            var model = new Model().Open();
            foreach (var block in pair.shuffled.Chunk(pair.size))
            {
                model.Block(block.Select(key => new StateChange(key, key)));
            }

            return model.Newest.Count == pair.shuffled.Select(Convert.ToHexString).Distinct().Count();
        }));
    }

    [Fact]
    public void Keys_that_are_prefixes_of_each_other_stand_apart()
    {
        var model = new Model().Open();
        model.Block(Enumerable.Range(1, 256).Select(bytes => new StateChange(new byte[bytes], [(byte)bytes])));
        model.Block([new StateChange([0], null), new StateChange(new byte[256], null), new StateChange([.. new byte[100], 0xFF], [])]);
        model.CheckHeights([[0], new byte[100], new byte[256]]);
        model.Block(Enumerable.Range(1, 256).Select(bytes => new StateChange(new byte[bytes], null)));
        model.Block([new StateChange([.. new byte[100], 0xFF], null)]);
        Assert.Empty(model.Newest);
        model.CheckHeights([[0], new byte[100], new byte[256]]);
    }

    [Fact]
    public void What_changes_nothing_writes_nothing_but_the_root()
    {
        var model = new Model().Open();
        model.Block([new StateChange([1], [1]), new StateChange([2], [])]);
        var update = model.State.Prepare(2, [new StateChange([1], [1]), new StateChange([2], []), new StateChange([3], null)]);
        Assert.Equal(model.State.Root, update.Root);
        var set = new WriteSet();
        update.WriteTo(set);
        Assert.All(set.Entries, entry => Assert.Equal(StoreTable.StateNodes, entry.Table));
        Assert.Single(set.Entries);
    }

    [Fact]
    public void A_value_written_once_is_stored_once()
    {
        var model = new Model().Open();
        for (var i = 0; i < 10; i++)
        {
            model.Block([new StateChange([(byte)i], [1, 2, 3])]);
        }

        Assert.Empty(model.Store.Table(StoreTable.StateHistory));
        Assert.Equal(10, model.Store.Table(StoreTable.StateLatest).Count);
    }

    [Fact]
    public void A_discarded_proposal_leaves_no_trace()
    {
        var blocks = new Blocks(5);
        var model = new Model().Open();
        for (var i = 0; i < 10; i++)
        {
            model.Block(blocks.Next(30, 30));
            var other = blocks.Next(30, 50).DistinctBy(change => Convert.ToHexString(change.Key))
                .OrderBy(change => change.Key, ByteOrder.Instance).ToList();
            var discarded = model.State.Prepare(model.Height + 1, other);
            model.Block(blocks.Next(30, 30));
            Assert.Throws<InvalidOperationException>(() => model.State.Commit(discarded));
        }
    }

    [Fact]
    public void A_small_cache_changes_nothing_but_memory()
    {
        var blocks = new Blocks(6);
        var model = new Model(new StateOptions { CacheBytesMax = 64 * 1024 }).Open();
        for (var i = 0; i < 12; i++)
        {
            model.Block(
                Enumerable.Range(0, 200).Select(_ => new StateChange([.. blocks.Key(), .. blocks.Key(), .. blocks.Key()], blocks.Value())));
            Assert.InRange(model.State.CacheBytes, 1, 64 * 1024);
        }

        Assert.True(model.Newest.Count > 1500);
        model.CheckHeights([.. model.Newest.Keys.Take(20)]);
    }

    [Fact]
    public void Changes_out_of_order_or_out_of_bounds_are_refused()
    {
        var model = new Model().Open();
        var state = model.State;
        Assert.Throws<ArgumentException>(() => state.Prepare(1, [new StateChange([2], []), new StateChange([1], [])]));
        Assert.Throws<ArgumentException>(() => state.Prepare(1, [new StateChange([1], []), new StateChange([1], [])]));
        Assert.Throws<ArgumentException>(() => state.Prepare(1, [new StateChange([], [])]));
        Assert.Throws<ArgumentException>(() => state.Prepare(1, [new StateChange(new byte[257], [])]));
        Assert.Throws<ArgumentException>(() => state.Prepare(1, [new StateChange([1], new byte[65537])]));
        Assert.Equal(1UL, state.Prepare(1, [new StateChange(new byte[256], new byte[65536])]).Height);

        // Height 0 is for the first block of all; after that heights only grow.
        Assert.Equal(0UL, state.Prepare(0, []).Height);
        model.Block([]);
        Assert.Throws<ArgumentException>(() => state.Prepare(state.Version, []));
        Assert.Throws<ArgumentException>(() => state.Prepare(0, []));
    }

    [Fact]
    public void A_damaged_node_is_refused_and_not_used()
    {
        var model = new Model().Open();
        model.Block(new Blocks(8).Next(50, 0));
        model.Checkpoint();
        var nodes = model.Store.Table(StoreTable.StateNodes);
        foreach (var key in nodes.Keys.Where(key => key[0] == 1).ToList())
        {
            var sound = nodes[key];
            foreach (var damaged
                in (byte[][])[sound[..^1], [.. sound, 0], [.. sound[..2], (byte)(sound[2] ^ 1), .. sound[3..]], [9, .. sound[1..]], []])
            {
                nodes[key] = damaged;
                var state = model.Open().State;
                var thrown = Record.Exception(
                    () => Assert.Equal(model.Newest.Keys.ToList(), [.. state.ScanAt([], 1, 1000).Select(entry => entry.Key)]));
                Assert.True(thrown is null or StorageException { Error: StorageError.Corrupt }, thrown?.ToString());
            }

            nodes.Remove(key);
            Assert.Throws<StorageException>(() => model.Open().State.ScanAt([], 1, 1000));
            nodes[key] = sound;
        }
    }
}
