namespace Ledger.Storage.Tests;

public sealed class RocksStoreSuite : StoreSuite
{
    private readonly TemporaryDirectory _directory = new();

    protected override IStore CreateStore() => RocksStore.Open(_directory.Sub("store"), new RocksStoreOptions());

    protected override void Cleanup() => _directory.Dispose();
}
