using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using System.Threading.Channels;
using Grpc.Core;
using Grpc.Net.Client;
using Ledger.Crypto.Keys;
using Ledger.Node.CatchUp;
using Ledger.Protocol.V1;
using Microsoft.Extensions.Logging;

namespace Ledger.Peers;

/// <summary>The way to one peer: what waits for it, the stream that takes it there, and questions.</summary>
internal sealed class PeerLink : IAsyncDisposable
{
    private const int PauseDoublings = 5;
    private readonly PeerOptions _options;
    private readonly TimeProvider _pace;
    private readonly ILogger _logger;
    private readonly GrpcChannel _channel;
    private readonly PeerNode.PeerNodeClient _client;
    private readonly Channel<PeerMessage> _queue;
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _telling;
    private PeerMessage? _unsent; // the first for the next stream, where this one breaks
    private long? _barredAt;
    private ulong _oldestSaid;

    internal PeerLink(Peer peer, PeerOptions options, TimeProvider pace, ILogger logger)
    {
        (Peer, _options, _pace, _logger) = (peer, options, pace, logger);
        _queue = Channel.CreateBounded<PeerMessage>(new BoundedChannelOptions(options.QueueMax)
        {
            FullMode = BoundedChannelFullMode.DropOldest,
            SingleReader = true,
        });
        _channel = Open(peer, options);
        _client = new PeerNode.PeerNodeClient(_channel);
        _telling = Task.Run(TellUntilStoppedAsync);
    }

    internal Peer Peer { get; }

    internal void Send(PeerMessage message) => _queue.Writer.TryWrite(message);

    internal bool IsBarred(int barMs) => _barredAt is { } at && _pace.GetElapsedTime(at).TotalMilliseconds < barMs;

    internal void Bar(long at) => _barredAt = at;

    /// <summary>What the peer has of final blocks from a height on; null where it does not answer.</summary>
    internal Task<FinalRun?> AskAsync(ulong from, CancellationToken cancellationToken) =>
        AskAsync(token => _client.GetFinalRunAsync(new GetFinalRunRequest { From = from }, cancellationToken: token), cancellationToken);

    /// <summary>Which snapshot the peer offers; null where it does not answer.</summary>
    internal Task<Snapshot?> OfferAsync(ulong upTo, CancellationToken cancellationToken) =>
        AskAsync(token => _client.GetSnapshotAsync(new GetSnapshotRequest { UpTo = upTo }, cancellationToken: token), cancellationToken);

    /// <summary>A part of a snapshot; null where the peer does not answer.</summary>
    internal Task<SnapshotPart?> ReadAsync(GetSnapshotPartRequest request, CancellationToken cancellationToken) =>
        AskAsync(token => _client.GetSnapshotPartAsync(request, cancellationToken: token), cancellationToken);

    /// <summary>Whether it was said already that the peer keeps blocks from a height on only.</summary>
    internal bool HasSaid(ulong oldest) => Interlocked.Exchange(ref _oldestSaid, oldest) == oldest;

    private async Task<T?> AskAsync<T>(Func<CancellationToken, AsyncUnaryCall<T>> ask, CancellationToken cancellationToken)
        where T : class
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromMilliseconds(_options.RunMs), _pace);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, cancellationToken);
        try
        {
            using var call = ask(either.Token);
            return await call.ResponseAsync.ConfigureAwait(false);
        }
        catch (Exception e) when (e is RpcException or OperationCanceledException)
        {
            cancellationToken.ThrowIfCancellationRequested();
            PeerLog.NotAnswered(_logger, Peer.Name, Words(e));
            return null;
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync().ConfigureAwait(false);
        await _telling.ConfigureAwait(false);
        _channel.Dispose();
        _stop.Dispose();
    }

    private async Task TellUntilStoppedAsync()
    {
        var failures = 0;
        while (!_stop.IsCancellationRequested)
        {
            try
            {
                await TellAsync(() => failures = 0).ConfigureAwait(false);
            }
            catch (Exception e) when (IsOfTheWay(e))
            {
                if (_stop.IsCancellationRequested)
                {
                    return;
                }

                if (failures == 0)
                {
                    PeerLog.Lost(_logger, Peer.Name, Peer.Address, Words(e)); // once: it is made again until it stands
                }
            }

            var pause = TimeSpan.FromMilliseconds(_options.PauseMs << Math.Min(failures++, PauseDoublings));
            await Task.Delay(pause, _pace, CancellationToken.None).ConfigureAwait(false);
        }
    }

    private async Task TellAsync(Action onTold)
    {
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(_stop.Token);
        using var call = _client.Tell(cancellationToken: _stop.Token);
        // The peer ends the stream where it stops, or has another one of this node.
        var answer = EndWithAsync(call.ResponseAsync, ended);
        try
        {
            while (true)
            {
                _unsent ??= await _queue.Reader.ReadAsync(ended.Token).ConfigureAwait(false);
                await call.RequestStream.WriteAsync(_unsent, ended.Token).ConfigureAwait(false);
                _unsent = null;
                onTold();
            }
        }
        finally
        {
            await ended.CancelAsync().ConfigureAwait(false);
            call.Dispose();
            await answer.ConfigureAwait(false);
        }
    }

    private static async Task EndWithAsync(Task<TellResponse> answer, CancellationTokenSource ended)
    {
        try
        {
            await answer.ConfigureAwait(false);
        }
        catch (Exception e) when (IsOfTheWay(e))
        {
            // Whoever writes hears of it too, and says why.
        }

        if (!ended.IsCancellationRequested)
        {
            await ended.CancelAsync().ConfigureAwait(false);
        }
    }

    // gRPC wraps what goes wrong with an answer; what goes wrong while it writes comes as HTTP has it.
    private static bool IsOfTheWay(Exception e) => e is RpcException or OperationCanceledException or IOException or HttpRequestException
        or InvalidOperationException;

    private static string Words(Exception e) => e is RpcException rpc
        ? $"{rpc.Status.Detail.TrimEnd('.')} ({rpc.StatusCode})"
        : e.Message.TrimEnd('.');

    private static GrpcChannel Open(Peer peer, PeerOptions options)
    {
        var handler = new SocketsHttpHandler
        {
            UseProxy = false,
            ConnectTimeout = TimeSpan.FromMilliseconds(options.ConnectMs),
            KeepAlivePingDelay = TimeSpan.FromSeconds(5),
            KeepAlivePingTimeout = TimeSpan.FromSeconds(5),
            PooledConnectionIdleTimeout = Timeout.InfiniteTimeSpan,
        };
        handler.SslOptions.ClientCertificates = [options.Certificate];
        handler.SslOptions.LocalCertificateSelectionCallback = (_, _, _, _, _) => options.Certificate;
        handler.SslOptions.EnabledSslProtocols = SslProtocols.Tls13;
        handler.SslOptions.RemoteCertificateValidationCallback = (_, certificate, _, _) =>
            certificate is X509Certificate2 shown && peer.Pins.Contains(TlsPin.Of(shown));
        return GrpcChannel.ForAddress(peer.Address, new GrpcChannelOptions
        {
            HttpHandler = handler,
            DisposeHttpClient = true,
            InitialReconnectBackoff = TimeSpan.FromMilliseconds(options.PauseMs),
            MaxReconnectBackoff = TimeSpan.FromMilliseconds(options.PauseMs << PauseDoublings),
            MaxReceiveMessageSize = FinalRuns.MessageBytesMax,
            MaxSendMessageSize = options.MessageBytesMax,
        });
    }
}
