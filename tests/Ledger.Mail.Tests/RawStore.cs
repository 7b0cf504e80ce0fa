using Ledger.Storage;

namespace Ledger.Mail.Tests;

/// <summary>What somebody with the whole store sees.</summary>
internal static class RawStore
{
    /// <summary>Every key and every value of every table.</summary>
    internal static IReadOnlyList<byte[]> Bytes(IReadStore store) =>
        [.. Enum.GetValues<StoreTable>().SelectMany(
            table => store.Scan(table, default, default)).SelectMany(entry => new[] { entry.Key, entry.Value })];
}
