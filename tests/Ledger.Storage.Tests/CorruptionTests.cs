namespace Ledger.Storage.Tests;

/// <summary>Damage to the files: never a silent start, never a short scan.</summary>
public sealed class CorruptionTests : IDisposable
{
    private const int Entries = 5_000;
    private readonly TemporaryDirectory _directory = new();

    private string Store => _directory.Sub("store");

    [Fact]
    public void A_flipped_byte_in_a_table_file_is_found_by_a_scan_and_by_a_read()
    {
        WriteEntries();
        RocksStore.Open(Store, new RocksStoreOptions()).Dispose();
        string table = LargestTable();
        Flip(table, at: new FileInfo(table).Length / 3);
        using RocksStore store = RocksStore.Open(Store, new RocksStoreOptions());
        IsCorrupt(() => store.Scan(StoreTable.StateNodes, default, default).Count());
        IsCorrupt(() =>
        {
            for (int i = 0; i < Entries; i++)
            {
                store.Get(StoreTable.StateNodes, BitConverter.GetBytes(i));
            }
        });
    }

    [Fact]
    public void A_truncated_table_file_is_refused()
    {
        WriteEntries();
        RocksStore.Open(Store, new RocksStoreOptions()).Dispose();
        Truncate(LargestTable());
        IsCorrupt(OpenAndScan);
    }

    [Fact]
    public void A_missing_table_file_is_refused()
    {
        WriteEntries();
        RocksStore.Open(Store, new RocksStoreOptions()).Dispose();
        File.Delete(LargestTable());
        IsCorrupt(OpenAndScan);
    }

    [Fact]
    public void A_flipped_byte_in_the_manifest_is_refused()
    {
        WriteEntries();
        string manifest = Directory.GetFiles(Store, "MANIFEST-*").Single();
        Flip(manifest, at: new FileInfo(manifest).Length / 2);
        IsCorrupt(OpenAndScan);
    }

    [Fact]
    public void A_missing_manifest_is_refused()
    {
        WriteEntries();
        File.Delete(Directory.GetFiles(Store, "MANIFEST-*").Single());
        IsCorrupt(OpenAndScan);
    }

    [Theory]
    [InlineData("")]
    [InlineData("MANIFEST-999999\n")]
    [InlineData("garbage")]
    public void A_damaged_current_file_is_refused(string content)
    {
        WriteEntries();
        File.WriteAllText(Path.Combine(Store, "CURRENT"), content);
        IsCorrupt(OpenAndScan);
    }

    [Fact]
    public void A_missing_current_file_never_starts_an_empty_store()
    {
        WriteEntries();
        RocksStore.Open(Store, new RocksStoreOptions()).Dispose();
        string table = LargestTable();
        File.Delete(Path.Combine(Store, "CURRENT"));
        IsCorrupt(OpenAndScan);
        Assert.True(File.Exists(table));
    }

    [Fact]
    public void A_flipped_byte_in_the_write_ahead_log_is_refused_rather_than_cut_off()
    {
        WriteEntries();
        string log = Directory.GetFiles(Store, "*.log").MaxBy(file => new FileInfo(file).Length)!;
        Flip(log, at: new FileInfo(log).Length / 2);
        IsCorrupt(OpenAndScan);
    }

    [Fact]
    public void A_torn_last_record_of_the_write_ahead_log_is_dropped_as_a_whole()
    {
        WriteEntries();
        string log = Directory.GetFiles(Store, "*.log").MaxBy(file => new FileInfo(file).Length)!;
        using (FileStream file = File.OpenWrite(log))
        {
            file.SetLength(file.Length - 10);
        }

        using RocksStore store = RocksStore.Open(Store, new RocksStoreOptions());
        Assert.Equal(Entries - 100, store.Scan(StoreTable.StateNodes, default, default).Count());
    }

    [Fact]
    public void A_first_start_that_was_interrupted_before_current_existed_is_begun_again()
    {
        Directory.CreateDirectory(Store);
        File.WriteAllText(Path.Combine(Store, "MANIFEST-000001"), "");
        using RocksStore store = RocksStore.Open(Store, new RocksStoreOptions());
        Assert.True(store.IsEmpty());
    }

    public void Dispose() => _directory.Dispose();

    // Leaves the entries in the write-ahead log; opening again moves them into table files.
    private void WriteEntries()
    {
        using RocksStore store = RocksStore.Open(Store, new RocksStoreOptions());
        var batch = new WriteSet();
        var random = new Random(1);
        for (int i = 0; i < Entries; i++)
        {
            byte[] value = new byte[200];
            random.NextBytes(value);
            batch.Put(StoreTable.StateNodes, BitConverter.GetBytes(i), value);
            if (batch.Entries.Count == 100)
            {
                store.Write(batch, durable: true);
                batch.Clear();
            }
        }
    }

    private void OpenAndScan()
    {
        using RocksStore store = RocksStore.Open(Store, new RocksStoreOptions());
        Assert.Equal(Entries, store.Scan(StoreTable.StateNodes, default, default).Count());
    }

    private static void IsCorrupt(Action action)
    {
        StorageException error = Assert.Throws<StorageException>(action);
        Assert.Equal(StorageError.Corrupt, error.Error);
        Assert.Contains("the data fails its checks", error.Message, StringComparison.Ordinal);
        Assert.Contains("restore a backup or let the node fetch the chain again", error.Message, StringComparison.Ordinal);
    }

    private string LargestTable() => Directory.GetFiles(Store, "*.sst").MaxBy(file => new FileInfo(file).Length)!;

    private static void Truncate(string path)
    {
        using FileStream file = File.OpenWrite(path);
        file.SetLength(file.Length / 2);
    }

    private static void Flip(string path, long at)
    {
        using FileStream file = File.Open(path, FileMode.Open);
        file.Position = at;
        int value = file.ReadByte();
        file.Position = at;
        file.WriteByte((byte)(value ^ 0x40));
    }
}
