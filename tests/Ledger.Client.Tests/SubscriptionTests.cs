using Google.Protobuf;
using Ledger.FakeNode;
using Ledger.Protocol;
using Ledger.Protocol.V1;

namespace Ledger.Client.Tests;

public sealed class SubscriptionTests : ClientFixture
{
    [Fact]
    public async Task Each_event_comes_once_in_order_although_the_stream_breaks()
    {
        await SubmitAsync(10);
        Node.EventsBeforeBreak = 3;
        Assert.Equal(Enumerable.Range(1, 20).Select(i => (ulong)i), (await TakeAsync(20)).Select(record => record.Cursor));
        Assert.Equal(7, Node.Streams);
    }

    [Fact]
    public async Task A_stream_that_falls_silent_is_asked_for_anew()
    {
        await SubmitAsync(1);
        Node.StreamsThatFallSilent = 2;
        var seen = await TakeAsync(2, options: new SubscribeOptions { Heartbeat = TimeSpan.FromMilliseconds(20) });
        Assert.Equal([1UL, 2], seen.Select(record => record.Cursor));
        Assert.True(Node.Streams >= 3, $"{Node.Streams} streams");
    }

    [Theory]
    [InlineData(false, 20)] // a node of before there were beats is silent without being dead
    [InlineData(true, 0)]
    public async Task Where_no_beat_was_said_silence_is_nothing(bool beats, int heartbeatMs)
    {
        (Node.Beats, Node.StreamsThatFallSilent) = (beats, 1);
        using var stop = new CancellationTokenSource();
        var options = new SubscribeOptions { Heartbeat = TimeSpan.FromMilliseconds(heartbeatMs) };
        await using var events = Client.SubscribeAsync(options: options, cancellationToken: stop.Token).GetAsyncEnumerator();
        var next = events.MoveNextAsync().AsTask();
        await Task.WhenAny(next, Task.Delay(200)); // the time in which it would have connected anew several times
        Assert.Equal((false, 1), (next.IsCompleted, Node.Streams));
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => next);
    }

    [Fact]
    public async Task A_beat_that_nobody_asked_for_is_no_event()
    {
        await SubmitAsync(1);
        Node.Event = record => record.Event = null;
        await RefusedAs(VerificationFailure.EventOrder, () => TakeAsync(1, options: new SubscribeOptions { Heartbeat = TimeSpan.Zero }));
    }

    [Fact]
    public async Task A_cursor_and_a_type_select()
    {
        await SubmitAsync(5);
        Assert.Equal([4UL, 6, 8], (await TakeAsync(3, 4, "other.")).Select(record => record.Cursor));
    }

    [Fact]
    public async Task Only_the_events_that_are_wanted_come_and_are_proven()
    {
        await SubmitAsync(3);
        var options = new SubscribeOptions { Only = record => record.Cursor % 2 == 0 };
        Node.Event = record => Spoil(record, 1); // of which nobody asked for a proof
        Assert.Equal([2UL, 4, 6], (await TakeAsync(3, options: options)).Select(record => record.Cursor));
        Node.Event = record => Spoil(record, 0);
        await RefusedAs(VerificationFailure.UnprovenEvent, () => TakeAsync(1, options: options));

        static void Spoil(EventRecord record, ulong odd) =>
            record.Event.Key = record.Cursor % 2 == odd ? ByteString.CopyFromUtf8("another") : record.Event.Key;
    }

    [Fact]
    public async Task New_events_come_as_they_happen()
    {
        var taking = TakeAsync(4);
        await SubmitAsync(2);
        Assert.Equal(4, (await taking).Count);
    }

    [Fact]
    public async Task Blocks_hold_all_events_and_one_left_out_shows()
    {
        await SubmitAsync(3);
        Chain.OrderCopy(Chain.Block(1)!.Transactions[0], Protocol.RefusalCode.Duplicate);
        var blocks = new List<VerifiedBlock>();
        await foreach (var block in Client.FollowBlocksAsync(1))
        {
            blocks.Add(block);
            if (blocks.Count == 4)
            {
                break;
            }
        }

        Assert.Equal(
            Chain.Events.Select(record => (record.Height, record.TransactionIndex, record.Event)),
            blocks.SelectMany(block => block.Events).Select(record => (record.Height, record.TransactionIndex, record.Event)));

        Node.Block = answer =>
        {
            var receipt = Receipt.Parser.ParseFrom(answer.Block.Receipts[0]);
            receipt.Events.RemoveAt(0);
            answer.Block.Receipts[0] = Google.Protobuf.MessageExtensions.ToByteString(receipt);
        };
        await RefusedAs(
            VerificationFailure.BlockContent, async () => await Client.FollowBlocksAsync(1).GetAsyncEnumerator().MoveNextAsync());
    }

    [Fact]
    public async Task Blocks_are_waited_for()
    {
        await using var blocks = Client.FollowBlocksAsync(1).GetAsyncEnumerator();
        var next = blocks.MoveNextAsync().AsTask();
        await SubmitAsync(1);
        Assert.True(await next);
        Assert.Equal(1UL, blocks.Current.Header.Height);
    }

    [Fact]
    public async Task Events_of_an_earlier_place_do_not_come_later()
    {
        await SubmitAsync(3);
        Node.Event = record =>
        {
            if (record.Cursor > 4)
            {
                var earlier = Chain.Events[0];
                (record.Height, record.TransactionId, record.Time, record.Event) = (
                    earlier.Height, earlier.TransactionId, earlier.Time, earlier.Event);
            }
        };
        await RefusedAs(VerificationFailure.EventOrder, () => TakeAsync(6));
    }

    [Fact]
    public async Task A_subscription_outlives_its_node()
    {
        var first = await FakeNodeServer.StartAsync();
        using var client = LedgerClient.Open(Options() with { Node = first.Address, Genesis = first.Chain.Genesis });
        await client.SubmitAsync(AnyCall());
        var seen = new List<ulong>();
        using var stop = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        await foreach (var record in client.SubscribeAsync(cancellationToken: stop.Token))
        {
            seen.Add(record.Cursor);
            if (record.Cursor == 2)
            {
                await first.DisposeAsync();
                await using var second = await FakeNodeServer.StartAsync(port: first.Address.Port, chain: first.Chain);
                await client.SubmitAsync(AnyCall());
                await using var more = client.SubscribeAsync(3, cancellationToken: stop.Token).GetAsyncEnumerator(stop.Token);
                Assert.True(await more.MoveNextAsync());
                seen.Add(more.Current.Cursor);
                break;
            }
        }

        Assert.Equal([1UL, 2, 3], seen);
    }

    [Fact]
    public async Task Cancelling_ends_it()
    {
        using var stop = new CancellationTokenSource(50);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () =>
        {
            await foreach (var _ in Client.SubscribeAsync(cancellationToken: stop.Token))
            {
            }
        });
    }

    [Fact]
    public async Task An_altered_event_is_unproven()
    {
        await SubmitAsync(1);
        Node.Event = record => record.Event.Record = Google.Protobuf.ByteString.CopyFromUtf8("altered");
        await RefusedAs(VerificationFailure.UnprovenEvent, () => TakeAsync(1));
    }

    [Fact]
    public async Task An_event_with_another_time_is_unproven()
    {
        await SubmitAsync(1);
        Node.Event = record => record.Time++;
        await RefusedAs(VerificationFailure.UnprovenEvent, () => TakeAsync(1));
    }

    [Fact]
    public async Task An_event_at_another_place_of_its_transaction_is_unproven()
    {
        await SubmitAsync(1);
        Node.Event = record => record.EventIndex = 1;
        await RefusedAs(VerificationFailure.UnprovenEvent, () => TakeAsync(1));
    }

    [Fact]
    public async Task Pages_lead_through_all_events_to_the_newest()
    {
        await SubmitAsync(5);
        var (seen, after, pages) = (new List<EventRecord>(), 0UL, 0);
        EventPage page;
        do
        {
            page = await Client.ListEventsAsync(after, limit: 4);
            seen.AddRange(page.Events);
            after = page.After;
            pages++;
        }
        while (!page.IsCaughtUp);
        Assert.Equal((3, 10UL, 5UL), (pages, page.Last, page.Height));
        Assert.Equal(Chain.Events, seen);
        Assert.Empty((await Client.ListEventsAsync(after, limit: 4)).Events);
    }

    [Theory]
    [InlineData("twice")]
    [InlineData("altered")]
    [InlineData("caught up before the end")]
    [InlineData("more after the end")]
    public async Task A_page_that_cannot_be_is_refused(string lie)
    {
        await SubmitAsync(3);
        Node.Events = page =>
        {
            switch (lie)
            {
                case "twice":
                    page.Events[1] = page.Events[0];
                    break;
                case "altered":
                    page.Events[1].Event.Type = "fake.other";
                    break;
                case "caught up before the end":
                    page.CaughtUp = true;
                    break;
                default:
                    page.After = page.Last + 1;
                    break;
            }
        };
        await RefusedAs(
            lie == "altered" ? VerificationFailure.UnprovenEvent : VerificationFailure.EventOrder,
            () => Client.ListEventsAsync(0, limit: 4));
    }

    /// <summary>What is replayed is long past: its time is no measure for what is submitted meanwhile.</summary>
    [Fact]
    public async Task Who_replays_ten_thousand_events_and_submits_meanwhile_is_never_refused_as_expired()
    {
        const int events = 10_000;
        var nonce = 0;
        while (Chain.Events.Count < events)
        {
            // A block a minute, so that all but the last are far more than a transaction's lifetime ago.
            Chain.TimeAhead += 60_000;
            Chain.Land([.. Enumerable.Range(0, 10).Select(_ => Landed(nonce++))], WithTwentyEvents);
        }

        var read = 0;
        await foreach (var record in Client.SubscribeAsync())
        {
            read++;
            if (read % 1_000 == 1)
            {
                Assert.True((await Client.SubmitAsync(AnyCall())).IsDone);
            }

            if (record.Cursor >= events)
            {
                break;
            }
        }

        Assert.Equal(events, read);
    }

    private static Receipt WithTwentyEvents(SignedTransaction transaction) => new()
    {
        Events = { Enumerable.Range(0, 20).Select(i => new Event { Type = "fake.landed", Key = ByteString.CopyFrom((byte)i) }) },
    };

    private SignedTransaction Landed(int nonce)
    {
        using var pair = Keys.Pair(100);
        using var signer = pair.CreateSigner();
        var body = new TxBody
        {
            ChainId = ByteString.CopyFrom(Chain.Genesis.ChainId.ToArray()),
            Nonce = ByteString.CopyFrom([.. BitConverter.GetBytes(nonce), .. new byte[12]]),
            NotAfter = Chain.Head.Header.Time + 60_000 + 1_000,
            Signer = ByteString.CopyFrom(new byte[32]),
            Calls = { AnyCall() },
        }.ToByteString();
        var id = TaggedHash.Compute(Chain.Genesis.Hasher, DomainTag.Transaction, body.Span);
        var transaction = new Transaction { Body = body, Signature = signer.SignatureOver(SignPurposes.Transaction.Over(id)) };
        Assert.False(TransactionReader.TryRead(
            transaction.ToByteArray(), Chain.Genesis.Hasher, Chain.Genesis.ChainId, Chain.Genesis.Content.Limits, out var read).IsRefused);
        return read!;
    }

    [Fact]
    public async Task An_event_that_comes_twice_is_out_of_order()
    {
        await SubmitAsync(1);
        Node.Event = record => record.Cursor = 1;
        await RefusedAs(VerificationFailure.EventOrder, () => TakeAsync(2));
    }

    private async Task SubmitAsync(int count)
    {
        for (var i = 0; i < count; i++)
        {
            await Client.SubmitAsync(AnyCall());
        }
    }

    private async Task<List<EventRecord>> TakeAsync(
        int count, ulong cursor = 0, string typePrefix = "", SubscribeOptions? options = null)
    {
        var records = new List<EventRecord>();
        using var stop = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        await foreach (var record in Client.SubscribeAsync(cursor, typePrefix, options, stop.Token))
        {
            records.Add(record);
            if (records.Count == count)
            {
                break;
            }
        }

        return records;
    }
}
