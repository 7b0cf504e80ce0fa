using Ledger.Protocol;
using Ledger.Protocol.V1;
using Ledger.Rehearsal;

namespace Ledger.Phone.Tests;

/// <summary>That a transaction never landed, as real nodes prove it: soon after its end, later, and where time leapt over it.</summary>
public sealed class ExpiryProofTests : IAsyncLifetime
{
    private static readonly DateTimeOffset Start = new(2019, 12, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly Digest NeverSent = new([.. Enumerable.Repeat((byte)7, Digest.Bytes)]);
    private readonly DrivenClock _clock = new(Start.ToUnixTimeMilliseconds());
    private readonly RunningConsortium _consortium;

    public ExpiryProofTests() => _consortium = new RunningConsortium(Start, _ => _clock);

    public Task InitializeAsync() => _consortium.InitializeAsync();

    public Task DisposeAsync() => _consortium.DisposeAsync();

    [Fact]
    public async Task Any_node_proves_an_expiry_however_long_ago_and_however_time_went()
    {
        var client = _consortium.Page;
        Assert.Equal(Fate.Unknown, (await client.GetTransactionAsync(NeverSent, Start.AddHours(1).ToUnixTimeMilliseconds())).Fate);

        // By hours, so that the end is passed in small steps; then over two days at once, the end of another in between.
        foreach (var hours in (int[])[2, 4, 20, 68, 69])
        {
            await ComeToAsync(Start.AddHours(hours));
        }

        foreach (var end in (int[])[1, 3, 19, 30, 60])
        {
            var result = await client.GetTransactionAsync(NeverSent, Start.AddHours(end).ToUnixTimeMilliseconds());
            Assert.True(result is { Fate: Fate.Expired, IsProven: true }, $"{end} h: {result.Fate}");
        }

        Assert.Equal(Fate.Unknown, (await client.GetTransactionAsync(NeverSent, Start.AddHours(70).ToUnixTimeMilliseconds())).Fate);
        Assert.Equal(Fate.Unknown, (await client.GetTransactionAsync(NeverSent)).Fate);
    }

    private async Task ComeToAsync(DateTimeOffset time)
    {
        _clock.AdvanceTo(time.ToUnixTimeMilliseconds());
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        while ((await _consortium.Page.GetStatusAsync(patience.Token)).BlockTime < time.ToUnixTimeMilliseconds())
        {
            await Task.Delay(20, patience.Token);
        }
    }
}
