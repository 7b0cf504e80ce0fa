using Grpc.Core;
using Ledger.Api.Held;
using Ledger.Protocol;
using Ledger.Protocol.V1;
using Ledger.Sessions;

namespace Ledger.Api;

/// <summary>Serves a node's scan sessions: every answer and refusal is the book's.</summary>
[BindServiceMethod(typeof(RefusingBinder<ScanSessions.ScanSessionsBase>), nameof(RefusingBinder<>.BindService))]
public sealed class ScanSessionsService : ScanSessions.ScanSessionsBase
{
    private readonly ScanSessionBook _book;
    private readonly HeldCalls _streams;

    /// <summary>Serves <paramref name="book"/> until the node stops.</summary>
    public ScanSessionsService(ScanSessionBook book, ApiOptions options, CancellationToken stopping)
    {
        ArgumentNullException.ThrowIfNull(options);
        _book = book;
        _streams = new HeldCalls(
            "session streams", options.SessionStreamsMax, options.PartOf(options.SessionStreamsMax), options.StreamIdleMax, stopping);
    }

    /// <inheritdoc/>
    public override Task<OpenScanResponse> Open(OpenScanRequest request, ServerCallContext context) =>
        Answer(_book.Open(request, out var response), response);

    /// <inheritdoc/>
    public override Task<FetchScanResponse> Fetch(FetchScanRequest request, ServerCallContext context) =>
        Answer(_book.Fetch(request, out var response), response);

    /// <inheritdoc/>
    public override Task<ClaimScanResponse> Claim(ClaimScanRequest request, ServerCallContext context) =>
        Answer(_book.Claim(request, out var response), response);

    /// <inheritdoc/>
    public override Task<ConfirmScanResponse> Confirm(ConfirmScanRequest request, ServerCallContext context) =>
        Answer(_book.Confirm(request, out var response), response);

    /// <inheritdoc/>
    public override Task<RejectScanResponse> Reject(RejectScanRequest request, ServerCallContext context) =>
        Answer(_book.Reject(request, out var response), response);

    /// <inheritdoc/>
    public override Task<PushFrameResponse> PushFrame(PushFrameRequest request, ServerCallContext context) =>
        Answer(_book.Push(request, out var response), response);

    /// <inheritdoc/>
    public override async Task Watch(WatchScanRequest request, IServerStreamWriter<ScanUpdate> responseStream, ServerCallContext context)
    {
        Require(_book.Watch(request, out var now));
        await _streams.RunAsync(
            context,
            async call =>
            {
                await call.WriteAsync(responseStream, now!).ConfigureAwait(false);
                await foreach (var update in _book.FollowAsync(request, now!.State, call.Token).ConfigureAwait(false))
                {
                    await call.WriteAsync(responseStream, update).ConfigureAwait(false);
                }

                return true;
            }).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public override async Task PullFrames(
        PullFramesRequest request, IServerStreamWriter<RelayFrame> responseStream, ServerCallContext context)
    {
        Require(_book.CheckPull(request));
        await _streams.RunAsync(
            context,
            async call =>
            {
                await foreach (var frame in _book.PullAsync(request, call.Token).ConfigureAwait(false))
                {
                    await call.WriteAsync(responseStream, frame).ConfigureAwait(false);
                }

                return true;
            }).ConfigureAwait(false);
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
}
