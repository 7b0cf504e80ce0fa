using System.Diagnostics.Metrics;
using Google.Protobuf;
using Ledger.Crypto;
using Ledger.Crypto.Hashing;
using Ledger.Protocol.V1;
using Ledger.State;
using Ledger.Storage;

namespace Ledger.Node.Tests;

/// <summary>Bonds to be returned, as of final blocks of a state that the test writes.</summary>
public sealed class BondReturnWatchTests
{
    private const long AwardedAt = 1_700_000_000_000;
    private const string Awarded = "E4404000001001043001001";
    private const string Open = "E4404000001001043001002";
    private static readonly long Due = AwardedSections.DueAfter(AwardedAt);
    private readonly NodeUnderTest.DrivenClock _pace = new();

    [Fact]
    public void Only_live_bonds_of_losers_are_due_and_late_after_the_last_instant()
    {
        var state = StateOf(
            [
                AwardedSections.Rule, AwardedSections.Section(Awarded, AwardedAt), AwardedSections.Section(Open, null),
                .. AwardedSections.Guarantee(Awarded, 1),
                .. AwardedSections.Guarantee(Awarded, 2, GuaranteeState.Refused),
                .. AwardedSections.Guarantee(Awarded, 3, GuaranteeState.Released),
                .. AwardedSections.Guarantee(Awarded, 4, GuaranteeState.Claimed),
                .. AwardedSections.Guarantee(Awarded, 5, applicant: AwardedSections.Winner),
                .. AwardedSections.Guarantee(Awarded, 6, validUntil: Due - 1),
                .. AwardedSections.Guarantee(Open, 7),
            ]);
        var watch = Watch(state);
        watch.OnFinalBlock(1, Due);
        Assert.Equal(new BondReturnOutlook(2, 0, 0), watch.Outlook);
        Look(watch, Due + 60_000);
        Assert.Equal(new BondReturnOutlook(2, 2, 0), watch.Outlook);
        Look(watch, Due + (3 * AwardedSections.DayMs));
        Assert.Equal(new BondReturnOutlook(2, 2, 3), watch.Outlook);
    }

    [Fact]
    public void Many_guarantees_are_walked_in_several_looks_each_once()
    {
        var state = StateOf(
            [
                AwardedSections.Rule, AwardedSections.Section(Awarded, AwardedAt),
                .. Enumerable.Range(1, 12).SelectMany(number => AwardedSections.Guarantee(Awarded, number)),
            ]);
        var watch = Watch(state, new ExpiryOptions { EntriesMax = 5 });
        Look(watch, Due + 60_000);
        Look(watch, Due + 120_000);
        Assert.Null(watch.Outlook);
        Look(watch, Due + 180_000);
        Assert.Equal(12, watch.Outlook!.Late);
        var first = watch.Outlook;
        Look(watch, Due + 240_000);
        Assert.Same(first, watch.Outlook);
        Look(watch, Due + 300_000);
        Look(watch, Due + 360_000);
        Assert.Equal(12, watch.Outlook.Late); // counted anew, not on top
    }

    [Fact]
    public void A_release_ends_the_alert()
    {
        using var store = new MemoryStore();
        var state = new StateStore(store, Hashers.For(CryptoSuite.Guomi), new StateOptions());
        Write(
            store,
            state,
            1,
            [AwardedSections.Rule, AwardedSections.Section(Awarded, AwardedAt), .. AwardedSections.Guarantee(Awarded, 1)]);
        var watch = Watch(state);
        Look(watch, Due + 60_000);
        Assert.Equal(1, watch.Outlook!.Late);
        Write(store, state, 2, AwardedSections.Guarantee(Awarded, 1, GuaranteeState.Released));
        _pace.Ms += 60_000;
        watch.OnFinalBlock(2, Due + 120_000);
        Assert.Equal(BondReturnOutlook.None, watch.Outlook);
    }

    [Theory]
    [InlineData(0, 60_000, 120_000)]
    [InlineData(60_000, 59_999, 120_000)]
    [InlineData(60_000, 60_000, 59_999)]
    public void It_looks_once_in_the_interval_of_block_time_and_of_its_own_pace(long intervalMs, long blockMs, long paceMs)
    {
        var watch = Watch(StateOf([AwardedSections.Rule]), new ExpiryOptions { IntervalMs = intervalMs });
        watch.OnFinalBlock(1, Due);
        var first = watch.Outlook;
        Assert.Equal(intervalMs == 0, first is null);
        _pace.Ms += paceMs;
        watch.OnFinalBlock(1, Due + blockMs);
        Assert.Same(first, watch.Outlook);
    }

    [Fact]
    public void The_gauges_say_it_by_node()
    {
        var name = $"node-{Guid.NewGuid()}";
        var seen = new Dictionary<string, long>(StringComparer.Ordinal);
        using var listener = new MeterListener
        {
            InstrumentPublished = (instrument, self) =>
            {
                if (instrument.Name.StartsWith("ledger.bond_returns.", StringComparison.Ordinal))
                {
                    self.EnableMeasurementEvents(instrument);
                }
            },
        };
        void See(Instrument instrument, long value, ReadOnlySpan<KeyValuePair<string, object?>> tags)
        {
            if ((string?)tags[0].Value == name)
            {
                seen[instrument.Name] = value;
            }
        }

        listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) => See(instrument, value, tags));
        listener.SetMeasurementEventCallback<int>((instrument, value, tags, _) => See(instrument, value, tags));
        listener.Start();
        var state = StateOf(
            [
                AwardedSections.Rule,
                AwardedSections.Section(Awarded, AwardedAt),
                AwardedSections.Section(Open, AwardedAt + AwardedSections.DayMs),

                .. AwardedSections.Guarantee(Awarded, 1), .. AwardedSections.Guarantee(Open, 2),
            ]);
        new BondReturnWatch(name, state, new ExpiryOptions(), _pace).OnFinalBlock(1, Due + AwardedSections.DayMs);
        Assert.Equal(
            [("ledger.bond_returns.days_late", 1L), ("ledger.bond_returns.due", 2L), ("ledger.bond_returns.late", 1L)],
            seen.OrderBy(one => one.Key, StringComparer.Ordinal).Select(one => (one.Key, one.Value)));
    }

    private void Look(BondReturnWatch watch, long time)
    {
        _pace.Ms += 60_000;
        watch.OnFinalBlock(1, time);
    }

    private BondReturnWatch Watch(StateStore state, ExpiryOptions? options = null) =>
        new("node", state, options ?? new ExpiryOptions(), _pace);

    private static StateStore StateOf(IEnumerable<(byte[] Key, IMessage Value)> entries)
    {
        var store = new MemoryStore();
        var state = new StateStore(store, Hashers.For(CryptoSuite.Guomi), new StateOptions());
        Write(store, state, 1, entries);
        return state;
    }

    private static void Write(MemoryStore store, StateStore state, ulong height, IEnumerable<(byte[] Key, IMessage Value)> entries)
    {
        var changes = entries.Select(entry => new StateChange(entry.Key, entry.Value.ToByteArray()))
            .OrderBy(change => change.Key, Comparer<byte[]>.Create((a, b) => a.AsSpan().SequenceCompareTo(b))).ToList();
        var update = state.Prepare(height, changes);
        var write = new WriteSet();
        update.WriteTo(write);
        store.Write(write, durable: true);
        state.Commit(update);
    }
}
