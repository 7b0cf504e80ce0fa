using System.Diagnostics.Metrics;
using Google.Protobuf;
using Ledger.Protocol.V1;
using Ledger.Seeds;
using Ledger.Sessions.Tests;

namespace Ledger.Orders.Tests;

/// <summary>Decoys on a driven clock that stands at a tick: how many, when, and to whom, whatever else happens.</summary>
public sealed class CoverTrafficTests
{
    private const long IntervalMs = 10 * 60 * 1000;
    private const string Uscc = "A";
    private readonly ManualClock _clock = new();
    private readonly FakeMail _mail = new();
    private readonly FakeChain _chain = new(Uscc);
    private readonly List<(ByteString To, long AtMs)> _tried = [];

    public CoverTrafficTests()
    {
        foreach (var uscc in new[] { Uscc, "B", "C" })
        {
            _chain.Cards[uscc] = new GuarantorCard { Uscc = uscc, Mailbox = Box(uscc) };
        }

        _mail.BeforeDecoy = (to, _) =>
        {
            lock (_tried)
            {
                _tried.Add((to.Address, _clock.NowMs));
            }

            return Task.CompletedTask;
        };
    }

    [Fact]
    public Task Every_interval_has_as_many_whatever_else_happens() => CoverAsync(Options(own: 2, others: 3), async cover =>
    {
        await IntervalAsync();
        Assert.Equal((5, 5, 0), (_tried.Count, cover.Left, cover.Failed));
        for (var letter = 0; letter < 100; letter++)
        {
            _mail.Leave(Box(Uscc), [1]); // a burst of letters before a deadline
        }

        await IntervalAsync();
        Assert.Equal((10, 10, 0), (_tried.Count, cover.Left, cover.Failed));
        _mail.IsDown = true;
        await IntervalAsync();
        Assert.Equal((15, 10, 5), (_tried.Count, cover.Left, cover.Failed));
        (_mail.IsDown, _chain.FailBefore) = (false, true);
        await IntervalAsync();
        Assert.Equal((20, 15, 5), (_tried.Count, cover.Left, cover.Failed));
        Assert.Equal(3, _tried[^5..].Count(decoy => decoy.To != Box(Uscc).Address)); // to those known before
    });

    [Fact]
    public Task Moments_are_drawn_over_the_whole_interval() => CoverAsync(Options(own: 2, others: 2), async _ =>
    {
        const int intervals = 50;
        var start = _clock.NowMs;
        for (var interval = 0; interval < intervals; interval++)
        {
            await IntervalAsync();
        }

        Assert.Equal(intervals * 4, _tried.Count);
        var quarters = _tried.CountBy(decoy => (decoy.AtMs - start) % IntervalMs * 4 / IntervalMs).ToDictionary();
        Assert.All(Enumerable.Range(0, 4), quarter => Assert.InRange(quarters[quarter], 30, 70)); // 50 expected
        Assert.True(_tried.Select(decoy => (decoy.AtMs - start) % IntervalMs).Distinct().Count() > intervals);
    });

    [Fact]
    public Task Mailboxes_are_drawn_among_all_other_guarantors() => CoverAsync(Options(own: 1, others: 4), async _ =>
    {
        for (var interval = 0; interval < 20; interval++)
        {
            await IntervalAsync();
        }

        Assert.Equal(20, CountTo(Uscc));
        Assert.InRange(CountTo("B"), 24, 56); // 40 expected
        Assert.Equal(80, CountTo("B") + CountTo("C"));
    });

    [Fact]
    public async Task Without_other_guarantors_all_go_to_its_own()
    {
        _chain.Cards.Remove("B");
        _chain.Cards.Remove("C");
        await CoverAsync(Options(own: 1, others: 2), async _ =>
        {
            await IntervalAsync();
            Assert.Equal(3, CountTo(Uscc));
            _chain.Cards["C"] = new GuarantorCard { Uscc = "C", Mailbox = Box("C") };
            await IntervalAsync(); // it had begun already
            await IntervalAsync();
            Assert.Equal((7, 2), (CountTo(Uscc), CountTo("C"))); // whoever publishes a card is covered from the next interval on
        });
    }

    [Fact]
    public async Task A_node_that_never_answers_holds_nothing_up_and_counts_as_failed()
    {
        var record = _mail.BeforeDecoy!;
        _mail.BeforeDecoy = async (to, cancellationToken) =>
        {
            await record(to, cancellationToken);
            if (to.Address == Box(Uscc).Address)
            {
                await Task.Delay(Timeout.Infinite, cancellationToken);
            }
        };
        await CoverAsync(Options(own: 2, others: 2), async cover =>
        {
            for (var interval = 1; interval <= 3; interval++)
            {
                await IntervalAsync();
                // a cancellation may run on another thread
                SpinWait.SpinUntil(() => cover.Failed >= 2 * (interval - 1), TimeSpan.FromSeconds(10));
                Assert.Equal((2 * interval, 2 * (interval - 1), 4 * interval), (cover.Left, cover.Failed, _tried.Count));
            }
        });
    }

    [Fact]
    public async Task In_an_interval_that_has_begun_all_come_in_what_is_left_of_it()
    {
        _clock.Advance(IntervalMs - 30_000);
        await CoverAsync(Options(own: 4, others: 4), async cover =>
        {
            await AdvanceAsync(30_000);
            Assert.Equal(8, cover.Left);
        });
    }

    [Fact]
    public async Task The_counter_says_what_became_of_decoys()
    {
        var seen = new Dictionary<string, long>(StringComparer.Ordinal);
        using var listener = new MeterListener
        {
            InstrumentPublished = (instrument, self) =>
            {
                if (instrument.Name == "ledger.cover.decoys")
                {
                    self.EnableMeasurementEvents(instrument);
                }
            },
        };
        listener.SetMeasurementEventCallback<long>((_, value, tags, _) =>
        {
            lock (seen)
            {
                seen[(string)tags[0].Value!] = seen.GetValueOrDefault((string)tags[0].Value!) + value;
            }
        });
        listener.Start();
        await CoverAsync(Options(own: 1, others: 2), async _ =>
        {
            await IntervalAsync();
            _mail.IsDown = true;
            await IntervalAsync();
        });
        Assert.True(seen["left"] >= 3 && seen["failed"] >= 3); // other tests of the process count too
    }

    [Theory]
    [InlineData(-1, 0, 600)]
    [InlineData(0, 65, 600)]
    [InlineData(1, 1, 0)]
    [InlineData(1, 1, 86_401)]
    public void Numbers_and_interval_are_limited(int own, int others, int seconds) =>
        Assert.Throws<ArgumentOutOfRangeException>(
            () => new CoverTraffic(Options(own, others) with { Interval = TimeSpan.FromSeconds(seconds) }));

    private static MailboxCard Box(string uscc) => new() { Address = ByteString.CopyFrom(World.Digest((byte)uscc[0])) };

    private int CountTo(string uscc) => _tried.Count(decoy => decoy.To == Box(uscc).Address);

    private CoverOptions Options(int own, int others) => new()
    {
        Mail = _mail,
        Chain = _chain,
        Uscc = Uscc,
        Own = Box(Uscc),
        OwnDecoys = own,
        OtherDecoys = others,
        Time = _clock,
        Random = new SeededRandom(7, "cover"),
    };

    private Task IntervalAsync() => AdvanceAsync(IntervalMs);

    /// <summary>
    /// Second by second, so that what is due comes at its moment. Continuations run in the clock's own thread: none has a context.
    /// </summary>
    private async Task AdvanceAsync(long ms)
    {
        for (var passed = 0L; passed < ms; passed += 1_000)
        {
            _clock.Advance(1_000);
        }

        await Task.Yield();
    }

    private static Task CoverAsync(CoverOptions options, Func<CoverTraffic, Task> test) => Task.Run(async () =>
    {
        using var stop = new CancellationTokenSource();
        var cover = new CoverTraffic(options);
        var running = cover.RunAsync(stop.Token);
        await test(cover);
        Assert.False(running.IsCompleted, running.Exception?.ToString());
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => running);
    });
}
