namespace Ledger.Storage.Tests;

public sealed class MemoryStoreSuite : StoreSuite
{
    protected override IStore CreateStore() => new MemoryStore();
}
