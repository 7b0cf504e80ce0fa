using System.Runtime.CompilerServices;
using Grpc.Core;
using Ledger.Client.Rpc;
using Ledger.Protocol;
using Ledger.Protocol.V1;

namespace Ledger.Client;

public sealed partial class LedgerClient
{
    private const int BeatsMissedMax = 3;

    /// <summary>
    /// Events of final blocks from a cursor on, each once and in order, for as long as the caller reads. A broken connection is made again
    /// from the cursor after the last event given. Each event is proven to have happened; that the node left none out is not:
    /// <see cref="FollowBlocksAsync"/> shows that.
    /// </summary>
    /// <param name="cursor">
    /// The first event wanted; 0 is the first of all. Go on later from the last <see cref="EventRecord.Cursor"/> plus 1.
    /// </param>
    /// <param name="typePrefix">What event types begin with, <c>guarantee.</c>; empty for all.</param>
    /// <param name="options">Whether events are proven.</param>
    /// <param name="cancellationToken">Ends the subscription.</param>
    /// <exception cref="RefusedException">The node refused, and not transiently.</exception>
    /// <exception cref="VerificationException">An event is not proven, or came out of order.</exception>
    public async IAsyncEnumerable<EventRecord> SubscribeAsync(
        ulong cursor = 0,
        string typePrefix = "",
        SubscribeOptions? options = null,
        [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        options ??= new SubscribeOptions();
        var failures = 0;
        TransactionResult? proven = null;
        EventRecord? last = null;
        while (true)
        {
            var request = new SubscribeEventsRequest
            {
                Cursor = cursor,
                TypePrefix = typePrefix,
                HeartbeatMs = (uint)options.Heartbeat.TotalMilliseconds,
            };

            // No deadline: the stream stays open. Keep-alive pings find a dead connection, and beats a node behind a proxy that is gone.
            using var silence = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
            using var call = _node.SubscribeEvents(request, cancellationToken: silence.Token);
            var isBeating = false; // a node of before beats were does not
            while (true)
            {
                EventRecord record;
                try
                {
                    silence.CancelAfter(isBeating ? options.Heartbeat * BeatsMissedMax : Timeout.InfiniteTimeSpan);
                    if (!await call.ResponseStream.MoveNext(cancellationToken).ConfigureAwait(false))
                    {
                        throw new RpcException(new Status(StatusCode.Unavailable, "the node ended the stream"));
                    }

                    silence.CancelAfter(Timeout.InfiniteTimeSpan); // the caller may take its time
                    record = call.ResponseStream.Current;
                    failures = 0;
                }
                catch (RpcException e)
                {
                    cancellationToken.ThrowIfCancellationRequested();
                    await BeforeReconnectAsync(
                        silence.IsCancellationRequested ? Silent(options.Heartbeat) : e, ++failures, cursor, cancellationToken)
                        .ConfigureAwait(false);
                    break;
                }

                if (record.Event is null && request.HeartbeatMs > 0)
                {
                    isBeating = true;
                    continue;
                }

                CheckOrder(record, cursor, typePrefix, last);
                last = record;
                cursor = record.Cursor + 1;
                if (options.Only?.Invoke(record) == false)
                {
                    continue;
                }

                if (options.Verify)
                {
                    proven = await ProveEventAsync(record, proven, cancellationToken).ConfigureAwait(false);
                }

                yield return record;
            }
        }
    }

    /// <summary>
    /// A page of the events after a cursor, for callers that ask from time to time. Each event is proven to have happened; that none was
    /// left out, and that there is no more at present, is the node's word.
    /// </summary>
    /// <param name="after">The cursor of the last event that the caller has; 0 for none.</param>
    /// <param name="typePrefix">What event types begin with, <c>guarantee.</c>; empty for all.</param>
    /// <param name="limit">Most events wanted, 256 at most; 0 for as many as a page may hold.</param>
    /// <param name="options">Whether events are proven.</param>
    /// <param name="cancellationToken">Ends the question.</param>
    /// <exception cref="RefusedException">
    /// No type begins so (<see cref="RefusalCode.UnknownEventType"/>), or the node has no event that is so new
    /// (<see cref="RefusalCode.CursorAhead"/>).
    /// </exception>
    /// <exception cref="VerificationException">An event is not proven, or stands out of order.</exception>
    public async Task<EventPage> ListEventsAsync(
        ulong after, string typePrefix = "", int limit = 0, SubscribeOptions? options = null, CancellationToken cancellationToken = default)
    {
        var request = new ListEventsRequest { After = after, TypePrefix = typePrefix, Limit = (uint)limit };
        var response = await _calls.CallAsync(_node.ListEventsAsync, request, cancellationToken).ConfigureAwait(false);
        var verify = (options ?? new SubscribeOptions()).Verify;
        EventRecord? last = null;
        TransactionResult? proven = null;
        foreach (var record in response.Events)
        {
            CheckOrder(record, (last?.Cursor ?? after) + 1, typePrefix, last);
            last = record;
            if (verify)
            {
                proven = await ProveEventAsync(record, proven, cancellationToken).ConfigureAwait(false);
            }
        }

        if (response.After < (last?.Cursor ?? after) || response.After > response.Last ||
            response.CaughtUp != (response.After == response.Last))
        {
            throw _chain.Fail(
                VerificationFailure.EventOrder,
                $"a page of events after {after} says that it ends at {response.After} of {response.Last}, and " +
                $"{(response.CaughtUp ? "that this is" : "that this is not")} the newest.");
        }

        return new EventPage(response.Events, response.After, response.Last, response.Height, response.CaughtUp);
    }

    /// <summary>
    /// Final blocks from a height on, in order, without a gap and with all their receipts, for as long as the caller reads: nothing that
    /// happened can be left out (docs/spec/finality.md, Events).
    /// </summary>
    /// <param name="height">The first block wanted.</param>
    /// <param name="cancellationToken">Ends the following.</param>
    /// <exception cref="LedgerClientException">
    /// The node refused (the height is no longer kept), is unreachable, or a block does not verify; go on at the same height.
    /// </exception>
    public async IAsyncEnumerable<VerifiedBlock> FollowBlocksAsync(
        ulong height, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        for (; ; height++)
        {
            await UntilFinalAsync(height, cancellationToken).ConfigureAwait(false);
            yield return await GetBlockAsync(height, cancellationToken).ConfigureAwait(false);
        }
    }

    private async Task UntilFinalAsync(ulong height, CancellationToken cancellationToken)
    {
        for (var looks = 1; HeightSeen < height; looks++)
        {
            await GetStatusAsync(cancellationToken).ConfigureAwait(false);
            if (HeightSeen < height)
            {
                await Task.Delay(_calls.DelayAfter(looks), _options.Time, cancellationToken).ConfigureAwait(false);
            }
        }
    }

    private static RpcException Silent(TimeSpan heartbeat) => new(new Status(
        StatusCode.Unavailable, $"the stream was silent for {(heartbeat * BeatsMissedMax).TotalSeconds} s, though it had beaten before"));

    // A node that is gone for hours comes back; only what will never change ends the subscription.
    private async Task BeforeReconnectAsync(RpcException e, int failures, ulong cursor, CancellationToken cancellationToken)
    {
        var error = RpcErrors.Map(Node, e);
        if (!error.IsTransient)
        {
            throw error;
        }

        var delay = _calls.DelayAfter(failures);
        _logger.Reconnecting(e.StatusCode, cursor, delay.TotalMilliseconds);
        await Task.Delay(delay, _options.Time, cancellationToken).ConfigureAwait(false);
    }

    // The events of the chain are in one order: by cursor, and by place.
    private void CheckOrder(EventRecord record, ulong cursor, string typePrefix, EventRecord? last)
    {
        if (record.Event is null || record.Cursor < Math.Max(cursor, 1) ||
            (last is not null && PlaceOf(record).CompareTo(PlaceOf(last)) <= 0) ||
            !record.Event.Type.StartsWith(typePrefix, StringComparison.Ordinal))
        {
            throw _chain.Fail(
                VerificationFailure.EventOrder,
                $"asked for events '{typePrefix}' from {cursor} on, got {record.Event?.Type ?? "none"} at {record.Cursor}.");
        }
    }

    private static (ulong Height, uint Transaction, uint Event) PlaceOf(EventRecord record) =>
        (record.Height, record.TransactionIndex, record.EventIndex);

    private async Task<TransactionResult> ProveEventAsync(
        EventRecord record, TransactionResult? proven, CancellationToken cancellationToken)
    {
        if (!Digest.TryRead(record.TransactionId.Span, out var id))
        {
            throw _chain.Fail(VerificationFailure.UnprovenEvent, $"event {record.Cursor} names no transaction.");
        }

        var transaction = proven?.Id == id ? proven : await GetTransactionAsync(id, cancellationToken).ConfigureAwait(false);
        var stands = transaction is { IsProven: true, Receipt: { } receipt }
            && transaction.Height == record.Height
            && transaction.Index == record.TransactionIndex
            && transaction.BlockTime == record.Time
            && record.EventIndex < receipt.Events.Count
            && receipt.Events[(int)record.EventIndex].Equals(record.Event);
        return stands
            ? transaction
            : throw _chain.Fail(VerificationFailure.UnprovenEvent, $"event {record.Cursor} is not in the receipt of transaction {id}.");
    }
}
