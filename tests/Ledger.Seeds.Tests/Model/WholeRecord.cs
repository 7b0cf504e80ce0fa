namespace Ledger.Seeds.Tests;

/// <summary>The whole record, played once for all the tests that look at it.</summary>
public sealed class WholeRecord : IAsyncLifetime
{
    private FollowedRecord? _followed;

    internal FollowedRecord Followed => _followed ?? throw new InvalidOperationException("The record is not played yet.");

    public async Task InitializeAsync() => _followed = await FollowedRecord.PlayAsync(ConsortiumSeed.DefaultSeed, RecordOptions.Zhuhai);

    public Task DisposeAsync() => Task.CompletedTask;
}
