using System.Text;

namespace Ledger.Storage.Tests;

public sealed class DataDirectoryTests : IDisposable
{
    private readonly TemporaryDirectory _directory = new();

    private string Data => _directory.Sub("data");

    [Fact]
    public void A_new_directory_is_claimed_and_opens_again_with_its_data()
    {
        using (DataDirectory first = Open(Genesis.Ours))
        {
            var batch = new WriteSet();
            batch.Put(StoreTable.Blocks, [1], [2]);
            first.Store.Write(batch, durable: true);
        }

        using DataDirectory again = Open(Genesis.Ours);
        Assert.Equal([2], again.Store.Get(StoreTable.Blocks, [1])!);
        Assert.Equal(Genesis.Ours, again.Store.Get(StoreTable.Meta, "genesis"u8)!);
        Assert.Equal([0, 0, 0, 1], again.Store.Get(StoreTable.Meta, "format"u8)!);
    }

    [Fact]
    public void Another_genesis_is_refused_and_both_digests_are_shown()
    {
        Open(Genesis.Ours).Dispose();
        StorageException error = Assert.Throws<StorageException>(() => Open(Genesis.Other));
        Assert.Equal(StorageError.OtherGenesis, error.Error);
        Assert.Contains(Convert.ToHexStringLower(Genesis.Ours), error.Message, StringComparison.Ordinal);
        Assert.Contains(Convert.ToHexStringLower(Genesis.Other), error.Message, StringComparison.Ordinal);
        Open(Genesis.Ours).Dispose();
    }

    [Fact]
    public void A_later_format_is_refused_and_both_versions_are_shown()
    {
        using (DataDirectory data = Open(Genesis.Ours))
        {
            var batch = new WriteSet();
            batch.Put(StoreTable.Meta, "format"u8.ToArray(), [0, 0, 0, 9]);
            data.Store.Write(batch, durable: true);
        }

        Refuses(StorageError.OtherFormat, "is of format 9, and this program knows format 1");
    }

    [Fact]
    public void A_store_without_a_format_record_is_not_adopted()
    {
        using (IStore store = RocksStore.Open(Path.Combine(Data, "store"), new RocksStoreOptions()))
        {
            var batch = new WriteSet();
            batch.Put(StoreTable.Blocks, [1], [2]);
            store.Write(batch, durable: true);
        }

        Refuses(StorageError.OtherFormat, "holds data without a format version");
    }

    [Fact]
    public void A_claim_that_was_interrupted_before_its_record_is_made_again()
    {
        RocksStore.Open(Path.Combine(Data, "store"), new RocksStoreOptions()).Dispose();
        using DataDirectory data = Open(Genesis.Ours);
        Assert.Equal(Genesis.Ours, data.Store.Get(StoreTable.Meta, "genesis"u8)!);
    }

    [Fact]
    public void A_directory_with_other_files_is_refused_and_left_alone()
    {
        Directory.CreateDirectory(Data);
        File.WriteAllText(Path.Combine(Data, "thesis.txt"), "mine", Encoding.ASCII);
        Refuses(StorageError.OtherFormat, "is not a Ledger data directory: it has no 'store' and is not empty (it holds 'thesis.txt')");
        Assert.Equal(["thesis.txt"], Directory.EnumerateFileSystemEntries(Data).Select(Path.GetFileName));
    }

    [Fact]
    public void A_file_in_its_place_is_refused()
    {
        File.WriteAllText(Data, "a file", Encoding.ASCII);
        Refuses(StorageError.OtherFormat, "is a file, and the node needs a directory");
    }

    [Fact]
    public async Task A_second_process_is_refused_until_the_first_ends()
    {
        using CrashWriter holder = CrashWriter.Start("hold", Data);
        Assert.Equal("open", await holder.ReadLineAsync());
        Refuses(StorageError.InUse, "Another process has the data directory");
        StorageException inner = Assert.Throws<StorageException>(
            () => RocksStore.Open(Path.Combine(Data, "store"), new RocksStoreOptions()));
        Assert.Equal(StorageError.InUse, inner.Error);
        Assert.Contains("another process has it open", inner.Message, StringComparison.Ordinal);
        await holder.KillAsync();
        Open(Genesis.Ours).Dispose();
    }

    [Fact]
    public void A_second_opening_in_the_same_process_is_refused()
    {
        using DataDirectory first = Open(Genesis.Ours);
        Refuses(StorageError.InUse, "Another process has the data directory");
    }

    [Fact]
    public void A_checkpoint_opens_as_a_data_directory_of_its_own()
    {
        using DataDirectory data = Open(Genesis.Ours);
        Put(data.Store, 1);
        data.SaveCheckpoint(_directory.Sub("backup"));
        Put(data.Store, 2);
        using DataDirectory backup = DataDirectory.Open(_directory.Sub("backup"), Genesis.Ours, new RocksStoreOptions());
        Assert.Equal([1], backup.Store.Get(StoreTable.Blocks, [1])!);
        Assert.Null(backup.Store.Get(StoreTable.Blocks, [2]));
    }

    [Fact]
    public void Every_option_out_of_range_is_named_at_once()
    {
        var options = new RocksStoreOptions { BlockCacheBytesMax = 1, OpenFilesMax = 2, BackgroundThreadsMax = 65 };
        ArgumentException error = Assert.Throws<ArgumentException>(() => DataDirectory.Open(Data, Genesis.Ours, options));
        Assert.All(
            ["BlockCacheBytesMax is 1", "OpenFilesMax is 2", "BackgroundThreadsMax is 65"],
            part => Assert.Contains(part, error.Message, StringComparison.Ordinal));
    }

    public void Dispose() => _directory.Dispose();

    private static void Put(IStore store, byte key)
    {
        var batch = new WriteSet();
        batch.Put(StoreTable.Blocks, [key], [key]);
        store.Write(batch, durable: true);
    }

    private DataDirectory Open(byte[] genesis) => DataDirectory.Open(Data, genesis, new RocksStoreOptions());

    private void Refuses(StorageError expected, string message)
    {
        StorageException error = Assert.Throws<StorageException>(() => Open(Genesis.Ours));
        Assert.Equal(expected, error.Error);
        Assert.Contains(message, error.Message, StringComparison.Ordinal);
    }
}
