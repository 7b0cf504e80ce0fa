namespace Ledger.Storage.Tests;

public sealed class SettleTests
{
    [Fact]
    public void A_closed_directory_keeps_everything_in_tables_and_has_no_log_to_go_through()
    {
        using var directory = new TemporaryDirectory();
        var value = new byte[100_000]; // packs well
        using (DataDirectory data = Open(directory))
        {
            for (int i = 0; i < 40; i++)
            {
                var batch = new WriteSet();
                batch.Put(StoreTable.Blocks, BitConverter.GetBytes(i), value);
                data.Store.Write(batch, durable: true);
            }

            Assert.InRange(LogBytes(directory), 40 * value.Length, long.MaxValue);
            data.Settle();
            Assert.InRange(LogBytes(directory), 0, value.Length);
            var last = new WriteSet();
            last.Put(StoreTable.Votes, [1], [2]);
            data.Store.Write(last, durable: true);
        }

        Assert.InRange(LogBytes(directory), 0, value.Length);
        using DataDirectory again = Open(directory);
        Assert.Equal(40, again.Store.Scan(StoreTable.Blocks, default, default).Count(entry => entry.Value.AsSpan().SequenceEqual(value)));
        Assert.Equal([2], again.Store.Get(StoreTable.Votes, [1])!);
    }

    private static DataDirectory Open(TemporaryDirectory directory) =>
        DataDirectory.Open(directory.Sub("data"), Genesis.Ours, new RocksStoreOptions());

    private static long LogBytes(TemporaryDirectory directory) =>
        Directory.EnumerateFiles(directory.Sub("data"), "*.log", SearchOption.AllDirectories).Sum(file => new FileInfo(file).Length);
}
