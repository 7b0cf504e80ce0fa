using Grpc.Core;
using Ledger.Protocol;
using Ledger.Protocol.V1;
using Ledger.Sessions;

namespace Ledger.Api;

/// <summary>Serves a node's scan sessions: every answer and refusal is the book's.</summary>
[BindServiceMethod(typeof(ScanSessionsBinder), nameof(ScanSessionsBinder.BindService))]
public sealed class ScanSessionsService : ScanSessions.ScanSessionsBase
{
    private readonly ScanSessionBook _book;
    private readonly StreamGate _streams;
    private readonly int _streamsMax;
    private readonly CancellationToken _stopping;

    /// <summary>Serves <paramref name="book"/> until the node stops.</summary>
    public ScanSessionsService(ScanSessionBook book, ApiOptions options, CancellationToken stopping)
    {
        ArgumentNullException.ThrowIfNull(options);
        _book = book;
        _streamsMax = options.SessionStreamsMax;
        _streams = new StreamGate(_streamsMax);
        _stopping = stopping;
    }

    /// <inheritdoc/>
    public override Task<OpenScanResponse> Open(OpenScanRequest request, ServerCallContext context) => Answer(_book.Open(request, out var response), response);

    /// <inheritdoc/>
    public override Task<FetchScanResponse> Fetch(FetchScanRequest request, ServerCallContext context) => Answer(_book.Fetch(request, out var response), response);

    /// <inheritdoc/>
    public override Task<ClaimScanResponse> Claim(ClaimScanRequest request, ServerCallContext context) => Answer(_book.Claim(request, out var response), response);

    /// <inheritdoc/>
    public override Task<ConfirmScanResponse> Confirm(ConfirmScanRequest request, ServerCallContext context) => Answer(_book.Confirm(request, out var response), response);

    /// <inheritdoc/>
    public override Task<RejectScanResponse> Reject(RejectScanRequest request, ServerCallContext context) => Answer(_book.Reject(request, out var response), response);

    /// <inheritdoc/>
    public override Task<PushFrameResponse> PushFrame(PushFrameRequest request, ServerCallContext context) => Answer(_book.Push(request, out var response), response);

    /// <inheritdoc/>
    public override async Task Watch(WatchScanRequest request, IServerStreamWriter<ScanUpdate> responseStream, ServerCallContext context)
    {
        Require(_book.Watch(request, out var now));
        await StreamAsync(
            async cancellationToken =>
            {
                await responseStream.WriteAsync(now!, cancellationToken).ConfigureAwait(false);
                await foreach (var update in _book.FollowAsync(request, now!.State, cancellationToken).ConfigureAwait(false))
                {
                    await responseStream.WriteAsync(update, cancellationToken).ConfigureAwait(false);
                }
            },
            context).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public override async Task PullFrames(PullFramesRequest request, IServerStreamWriter<RelayFrame> responseStream, ServerCallContext context)
    {
        Require(_book.CheckPull(request));
        await StreamAsync(
            async cancellationToken =>
            {
                await foreach (var frame in _book.PullAsync(request, cancellationToken).ConfigureAwait(false))
                {
                    await responseStream.WriteAsync(frame, cancellationToken).ConfigureAwait(false);
                }
            },
            context).ConfigureAwait(false);
    }

    private static Task<T> Answer<T>(Refused refused, T? response)
        where T : class
    {
        Require(refused);
        return Task.FromResult(response!);
    }

    private static void Require(Refused refused)
    {
        if (refused.IsRefused)
        {
            throw RefusalStatus.ToException(refused);
        }
    }

    private async Task StreamAsync(Func<CancellationToken, Task> stream, ServerCallContext context)
    {
        if (!_streams.TryEnter())
        {
            throw RefusalStatus.ToException(new Refused(RefusalCode.TooManyStreams, $"{_streamsMax} streams of sessions are open already."));
        }

        try
        {
            using var ended = CancellationTokenSource.CreateLinkedTokenSource(context.CancellationToken, _stopping);
            await stream(ended.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (_stopping.IsCancellationRequested)
        {
            throw RefusalStatus.ToException(new Refused(RefusalCode.NotReady, "The node is stopping, and forgets its sessions."));
        }
        finally
        {
            _streams.Leave();
        }
    }
}
