
namespace Ledger.State.Tests;

public class StateStoreTests
{
    [Theory]
    [MemberData(nameof(Seeds))]
    public void Roots_and_reads_are_those_of_a_plain_map_at_every_height(int seed)
    {
        var blocks = new Blocks(seed);
        var model = new Model(new StateOptions { CheckpointBlocksMax = ((int[])[1, 4, 1_000])[seed % 3] }).Open();
        var keys = new SortedSet<byte[]>(ByteOrder.Instance);
        for (var i = 0; i < 25; i++)
        {
            var block = blocks.Next(1 + (seed * (i + 3) % 30), i % 5 == 4 ? 90 : 25);
            keys.UnionWith(block.Select(change => change.Key));
            model.Block(block);
            foreach (var key in keys)
            {
                Assert.Equal(model.Newest.GetValueOrDefault(key), model.State.Get(key));
                Assert.Equal(model.Newest.GetValueOrDefault(key), model.State.Read(key));
            }
        }

        model.CheckHeights(keys);
        var before = model.State.Root;
        model.Open();
        Assert.Equal(before, model.State.Root);
        Assert.Equal(model.Height, model.State.Version);
        model.CheckHeights(keys);
        model.Block(blocks.Next(40, 30));
    }

    public static TheoryData<int> Seeds => [.. Enumerable.Range(1, 40)];
}
