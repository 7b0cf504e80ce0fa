namespace Ledger.Storage.Tests;

public sealed class FullDiskTests : IDisposable
{
    private const long FreeBytesMin = 3 * 1024 * 1024;
    private readonly TemporaryDirectory _mount = new();
    private bool _mounted;

    [SmallDiskFact]
    public void A_full_disk_fails_the_write_keeps_what_was_confirmed_and_stops_the_store()
    {
        _mounted = SmallDiskFactAttribute.Run("mount", "-t", "tmpfs", "-o", "size=8m", "tmpfs", _mount.Path);
        Assert.True(_mounted);
        int confirmed = 0;
        using (DataDirectory data = Open())
        {
            StorageException full = Assert.Throws<StorageException>(() =>
            {
                while (confirmed < 1_000)
                {
                    data.Store.Write(Batch(confirmed), durable: true);
                    confirmed++;
                }
            });
            Assert.Equal(StorageError.DiskFull, full.Error);
            Assert.Contains("the disk is full. Free space or enlarge it", full.Message, StringComparison.Ordinal);
            Assert.InRange(confirmed, 5, 200);
            Assert.True(new DriveInfo(_mount.Path).AvailableFreeSpace >= FreeBytesMin, "The reserve was written into.");

            StorageException refused = Assert.Throws<StorageException>(() => data.Store.Write(Batch(confirmed), durable: false));
            Assert.Equal(StorageError.DiskFull, refused.Error);
            Assert.StartsWith("An earlier write failed, so the store takes no more", refused.Message, StringComparison.Ordinal);
            Assert.NotNull(data.Store.Get(StoreTable.Blocks, BitConverter.GetBytes(confirmed - 1)));
        }

        // Others fill what the closed log gave back: it does not open. The way out is more room, and everything that was confirmed is
        // there.
        File.WriteAllBytes(_mount.Sub("filler"), new byte[new DriveInfo(_mount.Path).AvailableFreeSpace - (FreeBytesMin / 2)]);
        StorageException stillFull = Assert.Throws<StorageException>(Open);
        Assert.Equal(StorageError.DiskFull, stillFull.Error);
        Assert.True(SmallDiskFactAttribute.Run("mount", "-o", "remount,size=64m", _mount.Path));
        using DataDirectory again = Open();
        for (int i = 0; i < confirmed; i++)
        {
            Assert.NotNull(again.Store.Get(StoreTable.Blocks, BitConverter.GetBytes(i)));
        }

        again.Store.Write(Batch(confirmed), durable: true);
    }

    public void Dispose()
    {
        if (_mounted)
        {
            SmallDiskFactAttribute.Run("umount", _mount.Path);
        }

        _mount.Dispose();
    }

    private DataDirectory Open() => DataDirectory.Open(
        _mount.Sub("data"),
        Genesis.Ours,
        new RocksStoreOptions { WriteAheadLogBytesMax = 64 * 1024 * 1024, FreeDiskBytesMin = FreeBytesMin });

    private static WriteSet Batch(int number)
    {
        var batch = new WriteSet();
        byte[] value = new byte[100_000];
        new Random(number).NextBytes(value);
        batch.Put(StoreTable.Blocks, BitConverter.GetBytes(number), value);
        return batch;
    }
}
