using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using Etcdserverpb;
using Google.Protobuf;
using Grpc.Core;
using Grpc.Net.Client;
using Mvccpb;

namespace Ledger.Ordering.Etcd;

/// <summary>
/// The members of an etcd, one of which is asked until it fails. A request that may have been done is asked again as it is: every
/// transaction of the engine can be, for it says what it finds.
/// </summary>
internal sealed class EtcdConnection : IEtcd
{
    private const int RequestBytesMax = 1024 * 1024;
    private const int PauseMs = 25;
    private const int ReconnectMsMax = 500;
    private readonly EtcdOptions _options;
    private readonly TimeProvider _pace;
    private readonly List<Member> _members = [];
    private int _current;

    internal EtcdConnection(EtcdOptions options, TimeProvider pace)
    {
        (_options, _pace) = (options, pace);
        _members.AddRange(options.Endpoints.Select(endpoint => new Member(endpoint, Open(endpoint))));
    }

    /// <summary>
    /// Largest answer that is taken, in bytes: five values as large as etcd takes any, or as many batches as are read at once.
    /// </summary>
    internal const int AnswerBytesMax = 8 * 1024 * 1024;

    public async Task<TxnResponse> TransactAsync(TxnRequest request, CancellationToken cancellationToken)
    {
        var began = _pace.GetTimestamp();
        while (true)
        {
            var asked = Volatile.Read(ref _current);
            using var attempt = new CancellationTokenSource(TimeSpan.FromMilliseconds(_options.AttemptMs), _pace);
            using var either = CancellationTokenSource.CreateLinkedTokenSource(attempt.Token, cancellationToken);
            try
            {
                return await _members[asked].Kv.TxnAsync(request, cancellationToken: either.Token).ResponseAsync.ConfigureAwait(false);
            }
            catch (RpcException e) when (IsTooLong(e.Status))
            {
                throw new EtcdAnswerTooLongException($"{_members[asked].Endpoint}: {e.Status.Detail}", e);
            }
            catch (Exception e) when (e is RpcException or OperationCanceledException)
            {
                cancellationToken.ThrowIfCancellationRequested();
                var failure = Translate(_members[asked].Endpoint, e);
                if (failure.Error != OrderingError.Unavailable ||
                    _pace.GetElapsedTime(began).TotalMilliseconds >= _options.PatienceMs)
                {
                    throw failure;
                }
            }

            MoveOnFrom(asked);
            await Task.Delay(TimeSpan.FromMilliseconds(PauseMs), _pace, cancellationToken).ConfigureAwait(false);
        }
    }

    public async Task WatchAsync(ByteString key, Action<ByteString?> onPut, CancellationToken cancellationToken)
    {
        var asked = Volatile.Read(ref _current);
        try
        {
            using var call = _members[asked].Watch.Watch(cancellationToken: cancellationToken);
            await call.RequestStream.WriteAsync(new WatchRequest { CreateRequest = new() { Key = key } }, cancellationToken)
                .ConfigureAwait(false);
            await foreach (var response in call.ResponseStream.ReadAllAsync(cancellationToken).ConfigureAwait(false))
            {
                if (response.Canceled)
                {
                    throw new OrderingException(
                        OrderingError.Unavailable, $"etcd {_members[asked].Endpoint} ended the watch: {response.CancelReason}.");
                }

                if (response.Created)
                {
                    onPut(null);
                }

                foreach (var put in response.Events.Where(one => one.Type == Event.Types.EventType.Put))
                {
                    onPut(put.Kv.Value);
                }
            }
        }
        catch (Exception e) when (e is RpcException or InvalidOperationException or IOException or HttpRequestException)
        {
            // The last three where the call ended while it was written to.
            cancellationToken.ThrowIfCancellationRequested();
            MoveOnFrom(asked);
            throw Translate(_members[asked].Endpoint, e);
        }
    }

    public ValueTask DisposeAsync()
    {
        _members.ForEach(member => member.Channel.Dispose());
        return ValueTask.CompletedTask;
    }

    // Of several that fail at once one moves on.
    private void MoveOnFrom(int asked) => Interlocked.CompareExchange(ref _current, (asked + 1) % _members.Count, asked);

    private GrpcChannel Open(Uri endpoint)
    {
        var handler = new SocketsHttpHandler
        {
            UseProxy = false,
            ConnectTimeout = TimeSpan.FromMilliseconds(_options.AttemptMs),
            KeepAlivePingDelay = TimeSpan.FromSeconds(10), // etcd closes on more than one in 5 s
            KeepAlivePingTimeout = TimeSpan.FromMilliseconds(Math.Max(1_000, _options.AttemptMs)),
            PooledConnectionIdleTimeout = Timeout.InfiniteTimeSpan,
        };
        if (_options.Certificate is { } certificate)
        {
            handler.SslOptions.ClientCertificates = [certificate];
            handler.SslOptions.LocalCertificateSelectionCallback = (_, _, _, _, _) => certificate;
        }

        if (_options.Authorities.Count > 0)
        {
            handler.SslOptions.CertificateChainPolicy = new X509ChainPolicy
            {
                TrustMode = X509ChainTrustMode.CustomRootTrust,
                RevocationMode = X509RevocationMode.NoCheck, // the members' own authority; a key that is lost gets a new authority
            };
            handler.SslOptions.CertificateChainPolicy.CustomTrustStore.AddRange(_options.Authorities);
        }

        return GrpcChannel.ForAddress(endpoint, new GrpcChannelOptions
        {
            HttpHandler = handler,
            DisposeHttpClient = true,
            InitialReconnectBackoff = TimeSpan.FromMilliseconds(PauseMs), // a member that is back is found within a second
            MaxReconnectBackoff = TimeSpan.FromMilliseconds(ReconnectMsMax),
            MaxReceiveMessageSize = AnswerBytesMax,
            MaxSendMessageSize = RequestBytesMax,
        });
    }

    private OrderingException Translate(Uri endpoint, Exception e)
    {
        var status = e is RpcException rpc ? rpc.Status
            : e is OperationCanceledException ? new Status(StatusCode.DeadlineExceeded, "no answer in time")
            : new Status(StatusCode.Unavailable, e.Message);
        return status.StatusCode switch
        {
            StatusCode.ResourceExhausted when status.Detail.Contains("space exceeded", StringComparison.Ordinal) => new(
                OrderingError.Full,
                $"etcd {endpoint} is at its quota and takes no batch. Nothing is lost, and what is ordered is executed on. What to do: " +
                "delete what is final everywhere, compact, defragment one member after the other, and disarm the alarm; step by step in " +
                "docs/operations/etcd.md, 'At quota'.",
                e),
            StatusCode.Unauthenticated or StatusCode.PermissionDenied or StatusCode.InvalidArgument or StatusCode.Unimplemented => new(
                OrderingError.Denied,
                $"etcd {endpoint} refuses this node: {status.Detail}. What to do: compare the node's etcd certificate, the rights of its " +
                "user and etcd's --max-request-bytes (1572864 or more) with docs/operations/etcd.md.",
                e),
            _ when Causes(e).Any(cause => cause is AuthenticationException) => new(
                OrderingError.Unavailable,
                $"etcd {endpoint} and this node do not trust each other's TLS certificates: {Causes(e).Last().Message.TrimEnd('.')}. " +
                "What to do: see that authorities, certificate and their dates in the node's configuration are those of this etcd.",
                e),
            _ => new(
                OrderingError.Unavailable,
                $"No member of etcd answers, {endpoint} at last: {status.Detail.TrimEnd('.')} ({status.StatusCode}). What to do: nothing " +
                "where members are restarting or electing; otherwise start them until a majority runs (docs/operations/etcd.md).",
                e),
        };
    }

    // As this side of gRPC says it.
    private static bool IsTooLong(Status status) => status.StatusCode == StatusCode.ResourceExhausted &&
        status.Detail.Contains("exceeds the maximum configured message size", StringComparison.Ordinal);

    private static IEnumerable<Exception> Causes(Exception e)
    {
        for (var cause = (Exception?)e; cause is not null; cause = cause is RpcException { Status.DebugException: { } debug } ? debug
            : cause.InnerException)
        {
            yield return cause;
        }
    }

    private sealed record Member(Uri Endpoint, GrpcChannel Channel)
    {
        internal KV.KVClient Kv { get; } = new(Channel);

        internal Watch.WatchClient Watch { get; } = new(Channel);
    }
}
