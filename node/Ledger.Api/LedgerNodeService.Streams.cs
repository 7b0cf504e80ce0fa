using Grpc.Core;
using Ledger.Protocol;
using Ledger.Protocol.V1;

namespace Ledger.Api;

public sealed partial class LedgerNodeService
{
    /// <inheritdoc/>
    public override Task SubscribeEvents(SubscribeEventsRequest request, IServerStreamWriter<EventRecord> responseStream, ServerCallContext context) =>
        StreamAsync(async cancellationToken =>
        {
            var cursor = Math.Max(request.Cursor, 1);
            while (true)
            {
                var records = _core.Index.Read(cursor, _options.EventsMax);
                foreach (var record in records)
                {
                    if (record.Event.Type.StartsWith(request.TypePrefix, StringComparison.Ordinal))
                    {
                        await responseStream.WriteAsync(record, cancellationToken).ConfigureAwait(false);
                    }

                    cursor = record.Cursor + 1;
                }

                if (records.Count == 0)
                {
                    await _core.Index.WaitAsync(cursor, cancellationToken).ConfigureAwait(false);
                }
            }
        }, context);

    /// <inheritdoc/>
    public override Task StreamBlocks(StreamBlocksRequest request, IServerStreamWriter<GetBlockResponse> responseStream, ServerCallContext context) =>
        StreamAsync(async cancellationToken =>
        {
            for (var height = request.From; ; height++)
            {
                var block = BlockAt(height);
                if (block is null && !request.Follow)
                {
                    return;
                }

                while (block is null)
                {
                    await _core.Index.WaitForHeightAsync(height, cancellationToken).ConfigureAwait(false);
                    block = BlockAt(height);
                }

                await responseStream.WriteAsync(block, cancellationToken).ConfigureAwait(false);
            }
        }, context);

    private async Task StreamAsync(Func<CancellationToken, Task> stream, ServerCallContext context)
    {
        if (!_streams.TryEnter())
        {
            throw RefusalStatus.ToException(new Refused(RefusalCode.TooManyStreams, $"{_options.StreamsMax} streams are open already."));
        }

        try
        {
            using var ended = CancellationTokenSource.CreateLinkedTokenSource(context.CancellationToken, _runner.Stopping);
            await stream(ended.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (_runner.Stopping.IsCancellationRequested)
        {
            throw RefusalStatus.ToException(new Refused(RefusalCode.NotReady, "The node is stopping: go on from your cursor at another one."));
        }
        finally
        {
            _streams.Leave();
        }
    }
}
