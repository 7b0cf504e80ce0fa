using System.Threading.Channels;
using Grpc.Core;
using Grpc.Health.V1;
using ServingStatus = Grpc.Health.V1.HealthCheckResponse.Types.ServingStatus;

namespace Grpc.HealthCheck;

/// <summary>The standard health service over statuses that the server sets by name; "" is the server as a whole.</summary>
public class HealthServiceImpl : Grpc.Health.V1.Health.HealthBase
{
    /// <summary>How many changes wait for a slow watcher; older ones are dropped, since only the newest counts.</summary>
    private const int WatchBufferCapacity = 5;

    private readonly Lock _lock = new();
    private readonly Dictionary<string, ServingStatus> _statuses = new(StringComparer.Ordinal);
    private readonly Dictionary<string, List<ChannelWriter<ServingStatus>>> _watchers = new(StringComparer.Ordinal);

    public void SetStatus(string service, ServingStatus status)
    {
        ArgumentNullException.ThrowIfNull(service);
        lock (_lock)
        {
            Change(service, status);
        }
    }

    public void ClearStatus(string service)
    {
        ArgumentNullException.ThrowIfNull(service);
        lock (_lock)
        {
            Change(service, ServingStatus.ServiceUnknown);
            _statuses.Remove(service);
        }
    }

    public void ClearAll()
    {
        lock (_lock)
        {
            foreach (var service in _statuses.Keys.ToArray())
            {
                Change(service, ServingStatus.ServiceUnknown);
            }

            _statuses.Clear();
        }
    }

    public override Task<HealthCheckResponse> Check(HealthCheckRequest request, ServerCallContext context)
    {
        lock (_lock)
        {
            return _statuses.TryGetValue(request.Service, out var status)
                ? Task.FromResult(new HealthCheckResponse { Status = status })
                : throw new RpcException(new Status(StatusCode.NotFound, ""));
        }
    }

    public override async Task Watch(
        HealthCheckRequest request, IServerStreamWriter<HealthCheckResponse> responseStream, ServerCallContext context)
    {
        var changes = Channel.CreateBounded<ServingStatus>(
            new BoundedChannelOptions(WatchBufferCapacity) { FullMode = BoundedChannelFullMode.DropOldest, SingleReader = true });
        lock (_lock)
        {
            if (!_watchers.TryGetValue(request.Service, out var writers))
            {
                _watchers[request.Service] = writers = [];
            }

            writers.Add(changes.Writer);
            changes.Writer.TryWrite(StatusOf(request.Service));
        }

        using var ended = context.CancellationToken.Register(() => changes.Writer.TryComplete());
        try
        {
            await foreach (var status in changes.Reader.ReadAllAsync(CancellationToken.None))
            {
                await responseStream.WriteAsync(new HealthCheckResponse { Status = status }, context.CancellationToken);
            }
        }
        finally
        {
            Forget(request.Service, changes.Writer);
        }
    }

    private ServingStatus StatusOf(string service) => _statuses.GetValueOrDefault(service, ServingStatus.ServiceUnknown);

    private void Change(string service, ServingStatus status)
    {
        var previous = StatusOf(service);
        _statuses[service] = status;
        if (status != previous && _watchers.TryGetValue(service, out var writers))
        {
            writers.ForEach(writer => writer.TryWrite(status));
        }
    }

    private void Forget(string service, ChannelWriter<ServingStatus> writer)
    {
        lock (_lock)
        {
            var writers = _watchers[service];
            writers.Remove(writer);
            if (writers.Count == 0)
            {
                _watchers.Remove(service);
            }
        }
    }
}
