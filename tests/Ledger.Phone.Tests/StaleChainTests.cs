using Ledger.Rehearsal;

namespace Ledger.Phone.Tests;

/// <summary>A phone whose node shows an old state: whatever its client's policy is, it takes no session and confirms none.</summary>
public sealed class StaleChainTests : IAsyncLifetime
{
    private static readonly DateTimeOffset Start = new(2019, 12, 1, 0, 0, 0, TimeSpan.Zero);
    private readonly DrivenClock _clock = new(Start.ToUnixTimeMilliseconds());
    private readonly RunningConsortium _consortium;

    public StaleChainTests() => _consortium = new RunningConsortium(Start, _ => _clock);

    public Task InitializeAsync() => _consortium.InitializeAsync();

    public Task DisposeAsync() => _consortium.DisposeAsync();

    [Fact]
    public async Task Nothing_is_scanned_or_confirmed_on_a_chain_that_stands_in_the_past()
    {
        var session = await _consortium.Page.OpenScanAsync(RunningConsortium.Login);
        var phone = new HeldClock(_clock);
        using var client = _consortium.Reader(phone);
        var taken = await new PhoneClient(client, _consortium.NewVault()).ScanAsync(session.QrText);
        phone.Ahead = TimeSpan.FromMinutes(6);
        Assert.Equal(
            PhoneRefusal.StaleChain,
            (await Assert.ThrowsAsync<PhoneException>(() => taken.ConfirmAsync(session.Number, RunningConsortium.Pin))).Refusal);
        var other = await _consortium.Page.OpenScanAsync(RunningConsortium.Login);
        Assert.Equal(
            PhoneRefusal.StaleChain,
            (
                await Assert.ThrowsAsync<PhoneException>(
                    () => new PhoneClient(client, _consortium.NewVault()).ScanAsync(other.QrText))).Refusal);
        phone.Ahead = TimeSpan.Zero;
        await taken.ConfirmAsync(session.Number, RunningConsortium.Pin);
    }

    // The chain's own clock, which a person may have set wrong; delays are this machine's.
    private sealed class HeldClock(TimeProvider chain) : TimeProvider
    {
        internal TimeSpan Ahead { get; set; }

        public override DateTimeOffset GetUtcNow() => chain.GetUtcNow() + Ahead;
    }
}
