using Grpc.Core;
using Ledger.Protocol.V1;

namespace Ledger.Api;

public sealed partial class LedgerNodeService
{
    /// <inheritdoc/>
    public override Task SubscribeEvents(
        SubscribeEventsRequest request, IServerStreamWriter<EventRecord> responseStream, ServerCallContext context)
    {
        var cursor = Math.Max(request.Cursor, 1);
        RequireEvents(cursor - 1, request.TypePrefix);
        var beat = new StreamBeat(RequireHeartbeat(request.HeartbeatMs));
        return _streams.RunAsync<bool>(context, async call =>
        {
            // Who asks for beats learns by the first that this node has them, and may take a later silence for the connection's end.
            var isBeat = request.HeartbeatMs > 0;
            while (true)
            {
                if (isBeat)
                {
                    await call.WriteAsync(responseStream, BeatAt(cursor - 1)).ConfigureAwait(false);
                    beat.Spoke();
                }

                var records = _core.Index.Read(cursor, _options.EventsMax);
                foreach (var record in records)
                {
                    if (record.Event.Type.StartsWith(request.TypePrefix, StringComparison.Ordinal))
                    {
                        await call.WriteAsync(responseStream, record).ConfigureAwait(false);
                        beat.Spoke();
                    }

                    cursor = record.Cursor + 1;
                }

                if (records.Count == 0)
                {
                    await beat.WaitAsync(token => _core.Index.WaitAsync(cursor, token), call.Token).ConfigureAwait(false);
                }

                isBeat = beat.IsDue;
            }
        });
    }

    private EventRecord BeatAt(ulong lookedAt) => new() { Cursor = lookedAt, Height = _core.Index.Height, Time = _core.Index.Time };

    /// <inheritdoc/>
    public override Task StreamBlocks(
        StreamBlocksRequest request, IServerStreamWriter<GetBlockResponse> responseStream, ServerCallContext context) =>
        _streams.RunAsync<bool>(context, async call =>
        {
            for (var height = request.From; ; height++)
            {
                var block = BlockAt(height);
                if (block is null && IsPruned(height))
                {
                    throw NotFinal(height);
                }

                if (block is null && !request.Follow)
                {
                    return true;
                }

                while (block is null)
                {
                    await _core.Index.WaitForHeightAsync(height, call.Token).ConfigureAwait(false);
                    block = BlockAt(height);
                }

                await call.WriteAsync(responseStream, block).ConfigureAwait(false);
            }
        });
}
