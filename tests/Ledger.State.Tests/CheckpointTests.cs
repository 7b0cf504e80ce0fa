using Ledger.Storage;

namespace Ledger.State.Tests;

public class CheckpointTests
{
    private const byte RootTag = 0;
    private const byte BranchTag = 1;
    private const byte ChangeTag = 4;

    [Theory]
    [MemberData(nameof(Seeds))]
    public void A_state_that_stopped_anywhere_comes_back_with_its_root(int seed)
    {
        var blocks = new Blocks(seed);
        var model = new Model(new StateOptions { CheckpointBlocksMax = 1 + (seed % 5) }).Open();
        byte[][] keys = [.. Enumerable.Range(0, 30).Select(_ => blocks.Key())];
        for (var i = 0; i < 14; i++)
        {
            model.Block(blocks.Next(20, i % 4 == 3 ? 80 : 30));
            var (root, height) = (model.State.Root, model.State.Version);
            model.Open();
            Assert.Equal(root, model.State.Root);
            Assert.Equal(height, model.State.Version);
            if (i % 7 == 6)
            {
                model.CheckHeights(keys);
            }
        }
    }

    [Fact]
    public void A_checkpoint_that_was_not_written_is_no_loss()
    {
        var blocks = new Blocks(3);
        var model = new Model(new StateOptions { CheckpointBlocksMax = 1_000 }).Open();
        for (var i = 0; i < 9; i++)
        {
            model.Block(blocks.Next(30, 30));
            model.State.WriteCheckpoint(new WriteSet());
            model.Open();
        }

        Assert.DoesNotContain(model.Store.Table(StoreTable.StateNodes).Keys, key => key[0] is RootTag or BranchTag);
        model.CheckHeights([]);
    }

    [Fact]
    public void Between_checkpoints_a_block_writes_no_branch_and_a_checkpoint_writes_each_once()
    {
        var model = new Model(new StateOptions { CheckpointBlocksMax = 50 }).Open();
        for (var i = 0; i < 48; i++)
        {
            model.Block([new StateChange([(byte)i, 1], [1]), new StateChange([7], [(byte)i])]);
        }

        var nodes = model.Store.Table(StoreTable.StateNodes).Keys;
        Assert.All(nodes, key => Assert.Equal(ChangeTag, key[0]));
        model.Block([]);
        var records = nodes.Count(key => key[0] == BranchTag);
        Assert.InRange(records, model.Newest.Count / 16, model.Newest.Count / 3);
        Assert.Equal(1, nodes.Count(key => key[0] == RootTag));
        model.Checkpoint();
        Assert.Equal(records, nodes.Count(key => key[0] == BranchTag));
    }

    [Fact]
    public void As_many_bytes_make_a_checkpoint_due_as_many_blocks_do()
    {
        var model = new Model(new StateOptions { CheckpointBytesMax = 100_000 }).Open();
        var blocks = new Blocks(9);
        for (var i = 0; i < 8; i++)
        {
            model.Block(
                Enumerable.Range(0, 100).Select(_ => new StateChange([.. blocks.Key(), .. blocks.Key(), .. blocks.Key()], blocks.Value())));
        }

        Assert.InRange(model.Store.Table(StoreTable.StateNodes).Keys.Count(key => key[0] == RootTag), 1, 7);
    }

    [Fact]
    public void Changing_what_is_on_disk_makes_a_checkpoint_due_as_new_keys_do()
    {
        var model = new Model(new StateOptions { CheckpointBytesMax = 20_000 }) { Checkpoints = false }.Open();
        model.Block(Enumerable.Range(0, 200).Select(i => new StateChange([(byte)i, 1], [1])));
        model.Checkpoint();
        model.Block(Enumerable.Range(0, 200).Select(i => new StateChange([(byte)i, 1], [2])));
        Assert.True(model.State.IsCheckpointDue);
    }

    [Fact]
    public void A_full_cache_drops_nothing_that_is_nowhere_else()
    {
        var model = new Model(new StateOptions { CacheBytesMax = 64 * 1024 }) { Checkpoints = false }.Open();
        var blocks = new Blocks(10);
        for (var i = 0; i < 8; i++)
        {
            model.Block(
                Enumerable.Range(0, 200).Select(_ => new StateChange([.. blocks.Key(), .. blocks.Key(), .. blocks.Key()], blocks.Value())));
        }

        Assert.True(model.State.IsCheckpointDue);
        model.Checkpoint();
        Assert.InRange(model.State.CacheBytes, 1, 64 * 1024);
        model.CheckHeights([]);
    }

    [Fact]
    public async Task Heights_at_hand_are_proven_while_another_is_made_once_for_all_who_ask()
    {
        var model = new Model(new StateOptions { CheckpointBlocksMax = 1_000 }).Open();
        for (var i = 1; i <= 80; i++)
        {
            model.Block([new StateChange([1], [(byte)i])]);
        }

        Assert.Equal((false, true), (model.State.IsAtHand(5), model.State.IsAtHand(80)));
        model.State.Prove([1], 5);
        Assert.True(model.State.IsAtHand(5));
        var scans = 0;
        using var going = new SemaphoreSlim(0);
        using var begun = new SemaphoreSlim(0);
        model.Store.OnScan = table =>
        {
            if (table != StoreTable.StateNodes)
            {
                return;
            }

            Interlocked.Increment(ref scans);
            begun.Release();
            going.Wait();
        };
        var made = Task.WhenAll(Task.Run(() => model.State.Prove([1], 6)), Task.Run(() => model.State.Prove([1], 6)));
        await begun.WaitAsync();
        Assert.False(model.State.IsAtHand(6));
        Assert.Equal([5], model.State.Prove([1], 5).Value!);
        Assert.Equal([80], model.State.Prove([1], 80).Value!);
        going.Release(100);
        Assert.All(await made, proof => Assert.Equal([6], proof.Value!));
        Assert.Equal(2, scans); // for the checkpoint below, and for what the heights since changed
    }

    [Fact]
    public void Changes_that_do_not_lead_to_the_root_are_refused()
    {
        var model = new Model(new StateOptions { CheckpointBlocksMax = 1_000 }).Open();
        for (var i = 1; i < 4; i++)
        {
            model.Block([new StateChange([1], [(byte)i]), new StateChange([2, (byte)i], [2])]);
        }

        var nodes = model.Store.Table(StoreTable.StateNodes);
        foreach (var key in nodes.Keys.ToList())
        {
            var sound = nodes[key];
            foreach (var damaged in (byte[][])[sound[..^1], sound[..31], [.. sound, 0], [.. sound[..32], 1, .. sound[33..]], []])
            {
                nodes[key] = damaged;
                var thrown = Record.Exception(() => model.Open());
                Assert.True(
                    thrown is StorageException { Error: StorageError.Corrupt }
                    || (thrown is null && model.State.Root.AsSpan().SequenceEqual(RootOf(model))),
                    thrown?.ToString());
            }

            nodes[key] = sound;
        }

        nodes.Remove(nodes.Keys[1]);
        Assert.Equal(StorageError.Corrupt, Assert.Throws<StorageException>(() => model.Open()).Error);
    }

    [Fact]
    public void A_directory_of_the_version_before_opens_and_goes_on()
    {
        // That version wrote a root and its branches at every height, and no record of changes.
        var model = new Model(new StateOptions { CheckpointBlocksMax = 1 }).Open();
        var blocks = new Blocks(21);
        for (var i = 0; i < 8; i++)
        {
            model.Block(blocks.Next(40, 30));
        }

        var nodes = model.Store.Table(StoreTable.StateNodes);
        foreach (var key in nodes.Keys.Where(key => key[0] == ChangeTag).ToList())
        {
            nodes.Remove(key);
        }

        var later = new Model(new StateOptions { CheckpointBlocksMax = 3 }, model).Open();
        later.CheckHeights([]);
        for (var i = 0; i < 8; i++)
        {
            later.Block(blocks.Next(40, 30));
            later.Open().CheckHeights([]);
        }
    }

    public static TheoryData<int> Seeds => [.. Enumerable.Range(1, 15)];

    private static byte[] RootOf(Model model) => ReferenceTrie.Root(model.Newest);
}
