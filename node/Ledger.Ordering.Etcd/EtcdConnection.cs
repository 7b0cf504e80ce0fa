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

    public Task<TxnResponse> TransactAsync(TxnRequest request, CancellationToken cancellationToken) => AskAsync(
        async (member, attempt) => await member.Kv.TxnAsync(request, cancellationToken: attempt).ResponseAsync.ConfigureAwait(false),
        cancellationToken);

    public Task<long> LeaseAsync(int seconds, CancellationToken cancellationToken) => AskAsync(
        async (member, attempt) => (await member.Lease.LeaseGrantAsync(new LeaseGrantRequest { TTL = seconds }, cancellationToken: attempt)
            .ResponseAsync.ConfigureAwait(false)).ID,
        cancellationToken);

    public Task<bool> KeepAsync(long lease, CancellationToken cancellationToken) => AskAsync(
        async (member, attempt) =>
        {
            using var call = member.Lease.LeaseKeepAlive(cancellationToken: attempt);
            await call.RequestStream.WriteAsync(new LeaseKeepAliveRequest { ID = lease }, attempt).ConfigureAwait(false);
            await call.RequestStream.CompleteAsync().ConfigureAwait(false);
            return await call.ResponseStream.MoveNext(attempt).ConfigureAwait(false) && call.ResponseStream.Current.TTL > 0;
        },
        cancellationToken);

    public Task RevokeAsync(long lease, CancellationToken cancellationToken) => AskAsync(
        async (member, attempt) =>
        {
            try
            {
                await member.Lease.LeaseRevokeAsync(new LeaseRevokeRequest { ID = lease }, cancellationToken: attempt)
                    .ResponseAsync.ConfigureAwait(false);
            }
            catch (RpcException e) when (e.StatusCode == StatusCode.NotFound)
            {
                // It has ended already.
            }

            return true;
        },
        cancellationToken);

    /// <summary>How many members there are.</summary>
    internal int Count => _members.Count;

    internal Uri EndpointOf(int member) => _members[member].Endpoint;

    /// <summary>What a member says of itself.</summary>
    internal Task<StatusResponse> StatusAsync(int member, CancellationToken cancellationToken) => AskOneAsync(
        member, one => one.Maintenance.StatusAsync(new StatusRequest(), cancellationToken: cancellationToken),
        cancellationToken);

    /// <summary>Has a member write its file anew; it answers nothing else meanwhile.</summary>
    internal Task DefragmentAsync(int member, CancellationToken cancellationToken) => AskOneAsync(
        member, one => one.Maintenance.DefragmentAsync(new DefragmentRequest(), cancellationToken: cancellationToken), cancellationToken);

    internal Task<AlarmResponse> AlarmAsync(AlarmRequest request, CancellationToken cancellationToken) => AskAsync(
        async (member, attempt) => await member.Maintenance.AlarmAsync(request, cancellationToken: attempt)
            .ResponseAsync.ConfigureAwait(false),
        cancellationToken);

    /// <summary>Lets old revisions go, up to this one; what was let go already stays so.</summary>
    internal Task CompactAsync(long revision, CancellationToken cancellationToken) => AskAsync(
        async (member, attempt) =>
        {
            try
            {
                await member.Kv.CompactAsync(new CompactionRequest { Revision = revision, Physical = true }, cancellationToken: attempt)
                    .ResponseAsync.ConfigureAwait(false);
            }
            catch (RpcException e) when (e.StatusCode == StatusCode.OutOfRange)
            {
                // Somebody has compacted up to here or further.
            }

            return true;
        },
        cancellationToken);

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
        catch (Exception e) when (IsNoAnswer(e))
        {
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

    // Asks one member after the other until one answers.
    private async Task<TAnswer> AskAsync<TAnswer>(
        Func<Member, CancellationToken, Task<TAnswer>> ask, CancellationToken cancellationToken)
    {
        var began = _pace.GetTimestamp();
        while (true)
        {
            var asked = Volatile.Read(ref _current);
            using var attempt = new CancellationTokenSource(TimeSpan.FromMilliseconds(_options.AttemptMs), _pace);
            using var either = CancellationTokenSource.CreateLinkedTokenSource(attempt.Token, cancellationToken);
            try
            {
                return await ask(_members[asked], either.Token).ConfigureAwait(false);
            }
            catch (RpcException e) when (IsTooLong(e.Status))
            {
                throw new EtcdAnswerTooLongException($"{_members[asked].Endpoint}: {e.Status.Detail}", e);
            }
            catch (Exception e) when (IsNoAnswer(e))
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

    private async Task<TAnswer> AskOneAsync<TAnswer>(
        int member, Func<Member, AsyncUnaryCall<TAnswer>> ask, CancellationToken cancellationToken)
    {
        try
        {
            return await ask(_members[member]).ResponseAsync.ConfigureAwait(false);
        }
        catch (Exception e) when (IsNoAnswer(e))
        {
            cancellationToken.ThrowIfCancellationRequested();
            throw Translate(_members[member].Endpoint, e);
        }
    }

    // The last three where a stream ended while it was written to.
    private static bool IsNoAnswer(Exception e) =>
        e is RpcException or OperationCanceledException or InvalidOperationException or IOException or HttpRequestException;

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

        internal Lease.LeaseClient Lease { get; } = new(Channel);

        internal Maintenance.MaintenanceClient Maintenance { get; } = new(Channel);
    }
}
