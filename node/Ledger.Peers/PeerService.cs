using System.Collections.Concurrent;
using Grpc.Core;
using Ledger.Node;
using Ledger.Node.CatchUp;
using Ledger.Node.Snapshots;
using Ledger.Protocol.V1;
using Microsoft.Extensions.Logging;

namespace Ledger.Peers;

/// <summary>What this node offers the others. Who calls is known by the key of the TLS connection, and by nothing that is said.</summary>
internal sealed class PeerService(
    PeerOptions options, INode node, SnapshotServer? snapshots, Action<PeerMessage> deliver, TimeProvider pace, ILogger logger,
    CancellationToken stopping)
    : PeerNode.PeerNodeBase
{
    private readonly ConcurrentDictionary<string, CancellationTokenSource> _streams = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, int> _asking = new(StringComparer.Ordinal);
    private readonly SemaphoreSlim _serving = new(options.SnapshotsServedMax); // holds nothing that must be freed

    public override async Task<TellResponse> Tell(IAsyncStreamReader<PeerMessage> requestStream, ServerCallContext context)
    {
        var peer = CallerOf(context);
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(context.CancellationToken, stopping);
        var before = _streams.GetValueOrDefault(peer.Name);
        _streams[peer.Name] = ended;
        before?.Cancel();
        PeerLog.Heard(logger, peer.Name);
        try
        {
            await TakeAsync(peer, requestStream, ended.Token).ConfigureAwait(false);
        }
        catch (Exception e) when (e is OperationCanceledException or IOException || ended.IsCancellationRequested)
        {
            // The caller is gone, has come again, or this node stops.
        }
        finally
        {
            _streams.TryRemove(KeyValuePair.Create(peer.Name, ended));
        }

        return new TellResponse();
    }

    public override Task<FinalRun> GetFinalRun(GetFinalRunRequest request, ServerCallContext context) =>
        AnswerAsync(context, () => FinalRuns.Gather(node, request.From));

    public override Task<Snapshot> GetSnapshot(GetSnapshotRequest request, ServerCallContext context) =>
        AnswerInTurnAsync(context, () => snapshots?.Offer(request.UpTo) ?? new Snapshot());

    public override Task<SnapshotPart> GetSnapshotPart(GetSnapshotPartRequest request, ServerCallContext context) =>
        AnswerInTurnAsync(context, () => snapshots?.Read(request) ?? new SnapshotPart());

    // Whatever a caller asks, the next answer waits for the one before.
    private async Task<T> AnswerAsync<T>(ServerCallContext context, Func<T> answer)
    {
        var peer = CallerOf(context);
        if (!_asking.TryAdd(peer.Name, 0))
        {
            throw new RpcException(new Status(StatusCode.ResourceExhausted, "One question at a time: wait for the answer to the first."));
        }

        try
        {
            return await Task.Run(answer, context.CancellationToken).ConfigureAwait(false);
        }
        finally
        {
            _asking.TryRemove(peer.Name, out _);
        }
    }

    // Several nodes that begin anew at once must not keep this one from its own work.
    private async Task<T> AnswerInTurnAsync<T>(ServerCallContext context, Func<T> answer)
    {
        await _serving.WaitAsync(context.CancellationToken).ConfigureAwait(false);
        try
        {
            return await AnswerAsync(context, answer).ConfigureAwait(false);
        }
        finally
        {
            _serving.Release();
        }
    }

    // Reading no further is all that it takes to slow a peer down: it waits, and drops what is old.
    private async Task TakeAsync(Peer peer, IAsyncStreamReader<PeerMessage> stream, CancellationToken cancellationToken)
    {
        var (since, taken) = (pace.GetTimestamp(), 0);
        while (await stream.MoveNext(cancellationToken).ConfigureAwait(false))
        {
            if (++taken > options.MessagesPerSecondMax)
            {
                var left = TimeSpan.FromSeconds(1) - pace.GetElapsedTime(since);
                if (left > TimeSpan.Zero)
                {
                    PeerMetrics.CountSlowed(peer.Name);
                    await Task.Delay(left, pace, cancellationToken).ConfigureAwait(false);
                }

                (since, taken) = (pace.GetTimestamp(), 1);
            }

            if (IsIn(peer, stream.Current))
            {
                deliver(stream.Current);
            }
        }
    }

    // What is asked for is sent to whom the question names: nobody asks in another's name.
    private static bool IsIn(Peer peer, PeerMessage message) => message.Wanted is not { } wanted ||
        wanted.Node.Span.SequenceEqual(peer.Id.ToArray());

    private Peer CallerOf(ServerCallContext context) =>
        context.GetHttpContext().Connection.ClientCertificate is { } certificate && PeerServer.Find(options, certificate) is { } peer
            ? peer
            : throw new RpcException(new Status(StatusCode.PermissionDenied, "This port is for the chain's other nodes."));
}
