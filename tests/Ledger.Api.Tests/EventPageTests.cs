using Grpc.Core;
using Ledger.Host;
using Ledger.Protocol;
using Ledger.Protocol.V1;

namespace Ledger.Api.Tests;

/// <summary>Events a page at a time, and what is asked for that there is not.</summary>
public sealed class EventPageTests : IAsyncLifetime
{
    private const int EventsMax = 4;
    private const int LookedAtMax = 8;
    private const int Subjects = 20;
    private ServedNode _node = null!;
    private LedgerNode.LedgerNodeClient _client = null!;

    public async Task InitializeAsync()
    {
        _node = await ServedNode.StartAsync(
            new NodeServerOptions { Api = new ApiOptions { EventsMax = EventsMax, EventsLookedAtMax = LookedAtMax, HeartbeatMsMin = 1 } });
        await _node.RegisterAsync(Subjects);
        _client = _node.Client();
    }

    public async Task DisposeAsync() => await _node.DisposeAsync();

    [Fact]
    public async Task Pages_hold_each_event_once_and_every_node_numbers_alike()
    {
        var pages = await Task.WhenAll(Enumerable.Range(0, 4).Select(async validator =>
        {
            var client = _node.ClientOf(validator);
            while ((await client.ListEventsAsync(new ListEventsRequest())).Last < Subjects)
            {
                await Task.Delay(10);
            }

            return await AllAsync(client, "");
        }));
        var events = pages[0].SelectMany(page => page.Events).ToList();
        Assert.Equal(Enumerable.Range(1, Subjects).Select(cursor => (ulong)cursor), events.Select(record => record.Cursor));
        Assert.Equal(Subjects / EventsMax, pages[0].Count);
        Assert.All(pages, other => Assert.Equal(events, other.SelectMany(page => page.Events)));
        Assert.All(pages[0], page => Assert.Equal((ulong)Subjects, page.Last));
        Assert.All(events, record => Assert.InRange(record.Height, 1UL, pages[0][^1].Height));
    }

    [Fact]
    public async Task A_page_of_a_rare_type_ends_where_enough_was_looked_at()
    {
        var pages = await AllAsync(_client, "guarantee.");
        Assert.All(pages, page => Assert.Empty(page.Events));
        Assert.Equal([LookedAtMax, 2 * LookedAtMax, Subjects], pages.Select(page => (int)page.After));
        Assert.Equal([false, false, true], pages.Select(page => page.CaughtUp));
    }

    [Theory]
    [InlineData(Subjects, "", null)]
    [InlineData(Subjects + 1, "", RefusalCode.CursorAhead)]
    [InlineData(ulong.MaxValue, "", RefusalCode.CursorAhead)]
    [InlineData(0, "subject.", null)]
    [InlineData(0, "subject.register", null)]
    [InlineData(0, "subjects", RefusalCode.UnknownEventType)]
    [InlineData(0, "Subject.", RefusalCode.UnknownEventType)]
    public async Task What_there_is_not_is_refused_by_name_rather_than_awaited(ulong after, string prefix, RefusalCode? refused)
    {
        var request = new ListEventsRequest { After = after, TypePrefix = prefix };
        Assert.Equal(refused, await RefusalOf(() => _client.ListEventsAsync(request).ResponseAsync));

        // The same by a stream, which waits for the next event where that is what was asked for.
        var cursor = after == ulong.MaxValue ? after : after + 1;
        using var stream = _client.SubscribeEvents(
            new SubscribeEventsRequest { Cursor = cursor, TypePrefix = prefix },
            deadline: DateTime.UtcNow.AddSeconds(refused is null ? 1 : 60));
        var code = await RefusalOf(async () =>
        {
            while (await stream.ResponseStream.MoveNext(CancellationToken.None))
            {
            }
        });
        Assert.Equal(refused, code);
    }

    [Fact]
    public async Task A_stream_that_is_asked_to_says_that_it_is_alive_whenever_it_has_nothing_to_say()
    {
        using var silent = _client.SubscribeEvents(
            new SubscribeEventsRequest { TypePrefix = "guarantee.", HeartbeatMs = 5 }, deadline: DateTime.UtcNow.AddSeconds(30));
        var first = await NextAsync(silent);
        Assert.Equal((0UL, null, 0), (first.Cursor, first.Event, first.TransactionId.Length));
        EventRecord beat;
        do
        {
            beat = await NextAsync(silent);
            Assert.Null(beat.Event);
        }
        while (beat.Cursor < Subjects); // all were looked at, though none is of the type
        Assert.True(beat.Height >= first.Height && beat.Time > 0);
        Assert.Equal((beat.Cursor, null), ((await NextAsync(silent)).Cursor, (await NextAsync(silent)).Event));

        // Events come between beats, and who asks for none gets none.
        foreach (var heartbeat in (uint[])[1, 0])
        {
            using var events = _client.SubscribeEvents(new SubscribeEventsRequest { HeartbeatMs = heartbeat });
            var seen = new List<EventRecord>();
            while (seen.Count(record => record.Event is not null) < Subjects)
            {
                seen.Add(await NextAsync(events));
            }

            Assert.Equal(heartbeat > 0, seen[0].Event is null);
            Assert.Equal(
                Enumerable.Range(1, Subjects).Select(cursor => (ulong)cursor),
                seen.Where(record => record.Event is not null).Select(record => record.Cursor));
        }
    }

    [Fact]
    public async Task A_heartbeat_too_fast_or_too_slow_is_refused()
    {
        await using var node = await ServedNode.StartAsync(new NodeServerOptions());
        var client = node.Client();
        foreach (var (heartbeatMs, refused) in ((uint, RefusalCode?)[])
                 [
                     (999, RefusalCode.BadRequest), (60_001, RefusalCode.BadRequest), (uint.MaxValue, RefusalCode.BadRequest),
                     (1_000, null), (60_000, null),
                 ])
        {
            using var stream = client.SubscribeEvents(new SubscribeEventsRequest { HeartbeatMs = heartbeatMs });
            Assert.Equal(refused, await RefusalOf(() => stream.ResponseStream.MoveNext(CancellationToken.None)));
        }
    }

    [Fact]
    public async Task A_page_has_no_more_than_was_asked_for_and_no_more_than_there_may_be()
    {
        Assert.Equal(3, (await _client.ListEventsAsync(new ListEventsRequest { Limit = 3 })).Events.Count);
        Assert.Equal(EventsMax, (await _client.ListEventsAsync(new ListEventsRequest { Limit = EventsMax })).Events.Count);
        Assert.Equal(
            RefusalCode.BadRequest,
            await RefusalOf(() => _client.ListEventsAsync(new ListEventsRequest { Limit = EventsMax + 1 }).ResponseAsync));
    }

    private static async Task<List<ListEventsResponse>> AllAsync(LedgerNode.LedgerNodeClient client, string prefix)
    {
        var pages = new List<ListEventsResponse>();
        do
        {
            pages.Add(await client.ListEventsAsync(
                new ListEventsRequest { After = pages.Count == 0 ? 0 : pages[^1].After, TypePrefix = prefix }));
        }
        while (!pages[^1].CaughtUp);
        return pages;
    }

    private static async Task<EventRecord> NextAsync(AsyncServerStreamingCall<EventRecord> stream)
    {
        Assert.True(await stream.ResponseStream.MoveNext(CancellationToken.None));
        return stream.ResponseStream.Current;
    }

    private static async Task<RefusalCode?> RefusalOf(Func<Task> call)
    {
        try
        {
            await call();
            return null;
        }
        catch (RpcException e) when (e.StatusCode == StatusCode.DeadlineExceeded)
        {
            return null;
        }
        catch (RpcException e)
        {
            return (RefusalCode)Google.Rpc.Status.Parser.ParseFrom(e.Trailers.GetValueBytes("grpc-status-details-bin")).Details.Single()
                .Unpack<Refusal>().Code;
        }
    }
}
