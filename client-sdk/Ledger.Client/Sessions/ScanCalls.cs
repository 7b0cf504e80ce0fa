using Grpc.Core;
using Ledger.Client.Rpc;
using Ledger.Protocol.V1;

namespace Ledger.Client.Sessions;

/// <summary>
/// The node's session API as it is, each refusal a <see cref="RefusedException"/>. Pages use <see cref="LedgerClient.OpenScanAsync"/>,
/// phones Ledger.Phone.
/// </summary>
public sealed class ScanCalls
{
    private readonly ScanSessions.ScanSessionsClient _node;
    private readonly NodeCalls _calls;
    private readonly Uri _address;

    internal ScanCalls(ChannelBase channel, NodeCalls calls, Uri address)
    {
        _node = new ScanSessions.ScanSessionsClient(channel);
        _calls = calls;
        _address = address;
    }

    /// <summary>Opens a session.</summary>
    /// <exception cref="LedgerClientException">The node refused or is unreachable.</exception>
    public Task<OpenScanResponse> OpenAsync(OpenScanRequest request, CancellationToken cancellationToken) =>
        _calls.CallAsync(_node.OpenAsync, request, cancellationToken);

    /// <summary>What a phone needs to check and show.</summary>
    /// <inheritdoc cref="OpenAsync"/>
    public Task<FetchScanResponse> FetchAsync(FetchScanRequest request, CancellationToken cancellationToken) =>
        _calls.CallAsync(_node.FetchAsync, request, cancellationToken);

    /// <summary>Takes the session for this phone.</summary>
    /// <inheritdoc cref="OpenAsync"/>
    public Task<ClaimScanResponse> ClaimAsync(ClaimScanRequest request, CancellationToken cancellationToken) =>
        _calls.CallAsync(_node.ClaimAsync, request, cancellationToken);

    /// <summary>Answers.</summary>
    /// <inheritdoc cref="OpenAsync"/>
    public Task<ConfirmScanResponse> ConfirmAsync(ConfirmScanRequest request, CancellationToken cancellationToken) =>
        _calls.CallAsync(_node.ConfirmAsync, request, cancellationToken);

    /// <summary>Declines.</summary>
    /// <inheritdoc cref="OpenAsync"/>
    public Task<RejectScanResponse> RejectAsync(RejectScanRequest request, CancellationToken cancellationToken) =>
        _calls.CallAsync(_node.RejectAsync, request, cancellationToken);

    /// <summary>Leaves a frame for the other side.</summary>
    /// <inheritdoc cref="OpenAsync"/>
    public Task<PushFrameResponse> PushAsync(PushFrameRequest request, CancellationToken cancellationToken) =>
        _calls.CallAsync(_node.PushFrameAsync, request, cancellationToken);

    /// <summary>The session's states from now on, to its end.</summary>
    /// <inheritdoc cref="OpenAsync"/>
    public IAsyncEnumerable<ScanUpdate> WatchAsync(WatchScanRequest request, CancellationToken cancellationToken) =>
        ReadAsync(_node.Watch(request, new CallOptions(cancellationToken: cancellationToken)), cancellationToken);

    /// <summary>The other side's frames from a number on, to the session's end.</summary>
    /// <inheritdoc cref="OpenAsync"/>
    public IAsyncEnumerable<RelayFrame> PullAsync(PullFramesRequest request, CancellationToken cancellationToken) =>
        ReadAsync(_node.PullFrames(request, new CallOptions(cancellationToken: cancellationToken)), cancellationToken);

    private async IAsyncEnumerable<T> ReadAsync<T>(
        AsyncServerStreamingCall<T> call, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using (call)
        {
            while (true)
            {
                try
                {
                    if (!await call.ResponseStream.MoveNext(cancellationToken).ConfigureAwait(false))
                    {
                        yield break;
                    }
                }
                catch (RpcException e)
                {
                    cancellationToken.ThrowIfCancellationRequested();
                    throw RpcErrors.Map(_address, e);
                }

                yield return call.ResponseStream.Current;
            }
        }
    }
}
