using System.Diagnostics.Metrics;
using Ledger.TestConsortium;

namespace Ledger.Node.Tests;

/// <summary>What expires, as of final blocks: two anchors for twenty years, seventeen members' certificates for five.</summary>
public sealed class ExpiryWatchTests
{
    private const long DayMs = 24L * 60 * 60 * 1000;
    private const long YearMs = 365 * DayMs;
    private const int Members = 17;
    private readonly NodeUnderTest _node = new();

    [Theory]
    [InlineData(0, 5 * 365, 0, 0, 0)]
    [InlineData((5 * YearMs) - (30 * DayMs), 30, 0, 0, 0)]
    [InlineData((5 * YearMs) - (30 * DayMs) + 1, 29, Members, 0, 0)]
    [InlineData((5 * YearMs) - (7 * DayMs) + 1, 6, Members, Members, 0)]
    [InlineData(5 * YearMs, 0, Members, Members, 0)]
    [InlineData((5 * YearMs) + 1, -1, Members, Members, Members)]
    public void Days_and_counts_follow_from_block_time(long afterMs, long days, int within30, int within7, int ended)
    {
        var watch = Watch(new ExpiryOptions());
        watch.OnFinalBlock(0, TestChain.StartMs + afterMs);
        Assert.Equal(new ExpiryOutlook("member", days, within30, within7, ended), Of(watch, "member"));
        Assert.Equal(new ExpiryOutlook("certificate", null, 0, 0, 0), Of(watch, "certificate"));
        Assert.InRange(Of(watch, "anchor").DaysLeft!.Value, 15 * 365 - 1, 20 * 365);
    }

    [Fact]
    public void It_looks_once_in_the_interval_of_block_time_and_of_its_own_pace()
    {
        var watch = Watch(new ExpiryOptions());
        watch.OnFinalBlock(0, TestChain.StartMs);
        var first = watch.Outlook;
        _node.Clock.Ms += 60_000;
        watch.OnFinalBlock(0, TestChain.StartMs + 59_999);
        Assert.Same(first, watch.Outlook); // block time has not come
        _node.Clock.Ms = 59_999;
        watch.OnFinalBlock(0, TestChain.StartMs + YearMs);
        Assert.Same(first, watch.Outlook); // a chain that is driven through years in minutes is not looked at for each of its minutes
        _node.Clock.Ms = 60_000;
        watch.OnFinalBlock(0, TestChain.StartMs + 60_000);
        Assert.NotSame(first, watch.Outlook);
    }

    [Fact]
    public void A_large_state_is_walked_in_several_looks()
    {
        var watch = Watch(new ExpiryOptions { EntriesMax = 5 });
        for (var look = 0; look < 3; look++)
        {
            watch.OnFinalBlock(0, FarAhead());
            Assert.Empty(watch.Outlook);
        }

        watch.OnFinalBlock(0, FarAhead());
        Assert.Equal((2, Members), (Of(watch, "anchor").Ended, Of(watch, "member").Ended)); // each once

        long FarAhead() => TestChain.StartMs + (30 * YearMs) + (_node.Clock.Ms += 60_000);
    }

    [Fact]
    public void An_interval_of_zero_watches_nothing()
    {
        var watch = Watch(new ExpiryOptions { IntervalMs = 0 });
        watch.OnFinalBlock(0, TestChain.StartMs);
        Assert.Empty(watch.Outlook);
    }

    [Fact]
    public void The_nodes_own_tls_certificates_are_watched_too()
    {
        var watch = Watch(new ExpiryOptions { TlsCertificates = [new("CN=etcd", TestChain.Centre.Certificate.NotAfterMs)] });
        watch.OnFinalBlock(0, TestChain.StartMs + (5 * YearMs) - DayMs);
        Assert.Equal(new ExpiryOutlook("tls", 1, 1, 1, 0), Of(watch, "tls"));
    }

    [Fact]
    public void The_gauges_say_it_by_kind_and_node()
    {
        var name = $"node-{Guid.NewGuid()}";
        var seen = new Dictionary<string, double>(StringComparer.Ordinal);
        using var listener = new MeterListener
        {
            InstrumentPublished = (instrument, self) =>
            {
                if (instrument.Name.StartsWith("ledger.expiry.", StringComparison.Ordinal))
                {
                    self.EnableMeasurementEvents(instrument);
                }
            },
        };
        void See(Instrument instrument, double value, ReadOnlySpan<KeyValuePair<string, object?>> tags)
        {
            var by = tags.ToArray().ToDictionary(tag => tag.Key, tag => tag.Value, StringComparer.Ordinal);
            if ((string?)by["node"] == name)
            {
                seen[$"{instrument.Name} {by["kind"]} {by.GetValueOrDefault("within_days")}".TrimEnd()] = value;
            }
        }

        listener.SetMeasurementEventCallback<double>((instrument, value, tags, _) => See(instrument, value, tags));
        listener.SetMeasurementEventCallback<int>((instrument, value, tags, _) => See(instrument, value, tags));
        listener.Start();
        new ExpiryWatch(name, _node.Core.Chain.State, new ExpiryOptions(), _node.Clock)
            .OnFinalBlock(0, TestChain.StartMs + (5 * YearMs) - (8 * DayMs));
        Assert.Equal(8, seen["ledger.expiry.days member"]);
        Assert.Equal(double.PositiveInfinity, seen["ledger.expiry.days crl"]);
        Assert.Equal(
            (Members, 0, 0),
            (seen["ledger.expiry.ending member 30"], seen["ledger.expiry.ending member 7"], seen["ledger.expiry.ending member 0"]));
        Assert.Equal(7 * 4, seen.Count);
    }

    private ExpiryWatch Watch(ExpiryOptions options) => new("node", _node.Core.Chain.State, options, _node.Clock);

    private static ExpiryOutlook Of(ExpiryWatch watch, string kind) => watch.Outlook.Single(outlook => outlook.Kind == kind);
}
