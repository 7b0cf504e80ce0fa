using Ledger.Storage;

namespace Ledger.State.Tests;

public class PruneTests
{
    private const byte RootTag = 0;
    private const byte BranchTag = 1;
    private const byte StaleTag = 2;
    private const byte ChangeTag = 4;

    [Theory]
    [InlineData(1, 1, 1)]
    [InlineData(2, 50, 1)]
    [InlineData(3, 100_000, 1)]
    [InlineData(4, 1, 4)]
    [InlineData(5, 50, 7)]
    [InlineData(6, 100_000, 1_000)]
    public void Pruning_keeps_every_height_from_the_given_one_on(int seed, int limit, int checkpointEvery)
    {
        var blocks = new Blocks(seed);
        var model = new Model(new StateOptions { CheckpointBlocksMax = checkpointEvery }).Open();
        for (var i = 0; i < 20; i++)
        {
            model.Block(blocks.Next(40, 30));
        }

        byte[][] keys = [.. model.Heights.SelectMany(height => height.Keys).Distinct()];
        foreach (var keepFrom in (ulong[])[3, 3, 2, 10, 20])
        {
            PruneAll(model, keepFrom, limit);
            Assert.Equal(Math.Max(keepFrom, 3), model.State.OldestVersion);
            model.CheckHeights(keys);
            model.Open();
            model.CheckHeights(keys);
        }

        model.Block(blocks.Next(40, 30));
    }

    [Fact]
    public void Pruning_to_the_newest_height_leaves_what_a_state_made_in_one_block_has()
    {
        var blocks = new Blocks(11);
        var model = new Model(new StateOptions { CheckpointBlocksMax = 4 }).Open();
        for (var i = 0; i < 17; i++)
        {
            model.Block(blocks.Next(60, 40));
        }

        model.Open(); // between two checkpoints
        model.Checkpoint();
        PruneAll(model, model.Height, 100);
        var nodes = model.Store.Table(StoreTable.StateNodes).Keys.ToList();
        Assert.Equal(1, nodes.Count(key => key[0] == RootTag));
        Assert.Equal(0, nodes.Count(key => key[0] is StaleTag or ChangeTag));

        var atOnce = new Model().Open();
        atOnce.Block(model.Newest.Select(entry => new StateChange(entry.Key, entry.Value)));
        atOnce.Checkpoint();
        Assert.Equal(
            atOnce.Store.Table(StoreTable.StateNodes).Keys.Where(key => key[0] == BranchTag).Select(PathOf),
            nodes.Where(key => key[0] == BranchTag).Select(PathOf));
        Assert.Empty(model.Store.Table(StoreTable.StateHistory));
        Assert.Equal(model.Newest.Count, model.Store.Table(StoreTable.StateLatest).Count);
    }

    [Fact]
    public void A_call_deletes_about_as_much_as_it_may()
    {
        var blocks = new Blocks(12);
        var model = new Model(new StateOptions { CheckpointBlocksMax = 1 }).Open();
        for (var i = 0; i < 10; i++)
        {
            model.Block(blocks.Next(100, 20));
        }

        var calls = 0;
        for (var done = false; !done; calls++)
        {
            var set = new WriteSet();
            done = model.State.Prune(model.Height, 100, set);
            Assert.InRange(set.Entries.Count, 1, 100 + 127 + 102);
            model.Store.Write(set);
        }

        Assert.True(calls > 5);
    }

    [Fact]
    public void A_deletion_that_was_never_written_is_made_anew()
    {
        var blocks = new Blocks(13);
        var model = new Model().Open();
        for (var i = 0; i < 10; i++)
        {
            model.Block(blocks.Next(100, 20));
        }

        model.Checkpoint();
        for (var done = false; !done;)
        {
            model.State.Prune(model.Height, 50, new WriteSet());
            var set = new WriteSet();
            done = model.State.Prune(model.Height, 50, set);
            model.Store.Write(set);
        }

        Assert.DoesNotContain(model.Store.Table(StoreTable.StateNodes).Keys, key => key[0] is StaleTag or ChangeTag);
        Assert.Empty(model.Store.Table(StoreTable.StateHistory));
    }

    [Fact]
    public void A_height_given_up_cannot_be_read()
    {
        var model = new Model().Open();
        model.Block([new StateChange([1], [1])]);
        model.Block([new StateChange([1], [2])]);
        model.State.Prune(2, 1, new WriteSet());
        Assert.Throws<ArgumentOutOfRangeException>(() => model.State.GetAt([1], 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => model.State.Prove([1], 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => model.State.ScanAt([], 3, 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => model.State.Prune(3, 1, new WriteSet()));
        Assert.Equal([2], model.State.GetAt([1], 2));
    }

    [Fact]
    public void What_a_checkpoint_still_needs_stays()
    {
        var blocks = new Blocks(14);
        var model = new Model(new StateOptions { CheckpointBlocksMax = 1_000 }).Open();
        for (var i = 0; i < 6; i++)
        {
            model.Block(blocks.Next(60, 40));
        }

        // Above no checkpoint every height is made from the first on, so that nothing may go.
        var before = model.Store.Table(StoreTable.StateNodes).Count + model.Store.Table(StoreTable.StateHistory).Count;
        PruneAll(model, 5, 100_000);
        Assert.Equal(before + 1, model.Store.Table(StoreTable.StateNodes).Count + model.Store.Table(StoreTable.StateHistory).Count);
        model.Open().CheckHeights([]);

        model.Checkpoint();
        model.Block(blocks.Next(60, 40));
        PruneAll(model, 6, 100_000);
        model.CheckHeights([]);
        model.Open().CheckHeights([]);
        Assert.Equal(6UL, model.State.OldestVersion);
    }

    private static string PathOf(byte[] key) => Convert.ToHexString(key[..^8]);

    private static void PruneAll(Model model, ulong keepFrom, int limit)
    {
        for (var done = false; !done;)
        {
            var set = new WriteSet();
            done = model.State.Prune(keepFrom, limit, set);
            model.Store.Write(set);
        }
    }
}
