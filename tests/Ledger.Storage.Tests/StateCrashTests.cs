using System.Globalization;
using Ledger.State;
using Ledger.Storage.CrashWriter;

namespace Ledger.Storage.Tests;

/// <summary>
/// The state on a real store whose process is killed, or whose disk is full, between a block and its checkpoint or within one: the trie is
/// made again, with the root that every height had.
/// </summary>
public sealed class StateCrashTests
{
    private const int Rounds = 4;

    [Fact]
    public async Task A_killed_node_finds_every_durable_block_with_its_root()
    {
        using var directory = new TemporaryDirectory();
        var random = new Random(20191201);
        ulong confirmed = 0;
        for (int round = 0; round < Rounds; round++)
        {
            using (var writer = CrashWriter.Start("state", directory.Sub("data")))
            {
                confirmed = uint.Parse((await writer.ReadLineAsync())!, CultureInfo.InvariantCulture);
                await Task.Delay(random.Next(1, 300));
                await writer.KillAsync();
                confirmed = await writer.DrainAsync((uint)confirmed);
            }

            using DataDirectory data = DataDirectory.Open(directory.Sub("data"), Genesis.Ours, new RocksStoreOptions());
            AssertWhole(data.Store, confirmed);
        }

        Assert.True(confirmed > Rounds);
    }

    [SmallDiskFact]
    public void A_disk_that_is_full_at_a_checkpoint_costs_nothing_once_there_is_room()
    {
        using var mount = new TemporaryDirectory();
        Assert.True(SmallDiskFactAttribute.Run("mount", "-t", "tmpfs", "-o", "size=10m", "tmpfs", mount.Path));
        try
        {
            var options = new RocksStoreOptions { FreeDiskBytesMin = 3 * 1024 * 1024, WriteAheadLogBytesMax = 64 * 1024 * 1024 };
            ulong written = 0;
            using (IStore store = RocksStore.Open(mount.Sub("data"), options))
            {
                var full = Assert.Throws<StorageException>(() =>
                {
                    foreach ((ulong height, _) in StateBlocks.WriteOn(store))
                    {
                        written = height;
                    }
                });
                Assert.Equal(StorageError.DiskFull, full.Error);
                Assert.True(written > 20);
            }

            Assert.True(SmallDiskFactAttribute.Run("mount", "-o", "remount,size=200m", mount.Path));
            using (IStore store = RocksStore.Open(mount.Sub("data"), options))
            {
                AssertWhole(store, written);
                ulong before = StateBlocks.Open(store).Version;
                Assert.Equal(before + 50, StateBlocks.WriteOn(store).Take(50).Last().Height);
                AssertWhole(store, before + 50);
            }
        }
        finally
        {
            SmallDiskFactAttribute.Run("umount", mount.Path);
        }
    }

    private static void AssertWhole(IStore store, ulong confirmed)
    {
        StateStore state = StateBlocks.Open(store);
        Assert.True(state.Version >= confirmed, $"Block {confirmed} was durable, and only {state.Version} are there.");
        using var memory = new MemoryStore();
        byte[] newest = [];
        foreach ((ulong height, byte[] root) in StateBlocks.WriteOn(memory).Take((int)state.Version))
        {
            newest = root;
            if (height + 10 > state.Version || height % 97 == 0)
            {
                Assert.Equal(root, state.RootAt(height));
            }
        }

        Assert.Equal(newest, state.Root);
    }
}
