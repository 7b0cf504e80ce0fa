using System.Buffers.Binary;
using System.Globalization;

namespace Ledger.Storage.Tests;

public class CrashTests
{
    private const int Rounds = 6;
    private static readonly StoreTable[] _tables =
    [
        StoreTable.Blocks, StoreTable.Transactions, StoreTable.StateNodes, StoreTable.StateLatest, StoreTable.Votes,
    ];

    [Fact]
    public async Task A_killed_writer_leaves_whole_batches_and_loses_none_that_was_durable()
    {
        using var directory = new TemporaryDirectory();
        var random = new Random(20191201);
        uint confirmed = 0;
        for (int round = 0; round < Rounds; round++)
        {
            using CrashWriter writer = CrashWriter.Start("write", directory.Sub("data"));
            confirmed = uint.Parse((await writer.ReadLineAsync())!, CultureInfo.InvariantCulture);
            await Task.Delay(random.Next(1, 400));
            await writer.KillAsync();
            confirmed = await writer.DrainAsync(confirmed);

            using DataDirectory data = DataDirectory.Open(directory.Sub("data"), Genesis.Ours, new RocksStoreOptions());
            uint[] whole = Numbers(data.Store, _tables[0]);
            Assert.True(whole.Length >= confirmed, $"Round {round}: batch {confirmed} was durable, and only {whole.Length} are there.");
            Assert.Equal(Enumerable.Range(1, whole.Length).Select(n => (uint)n), whole);
            Assert.All(_tables, table => Assert.Equal(whole, Numbers(data.Store, table)));
        }

        Assert.True(confirmed > Rounds);
    }

    private static uint[] Numbers(IStore store, StoreTable table) => [.. store.Scan(table, default, default).Select(entry =>
    {
        uint number = BinaryPrimitives.ReadUInt32BigEndian(entry.Key);
        Assert.Equal(number, BinaryPrimitives.ReadUInt32BigEndian(entry.Value));
        Assert.Equal(4 + (number * 37 % 900), (uint)entry.Value.Length);
        return number;
    })];
}
