using System.Collections.Concurrent;
using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Grpc.HealthCheck;
using Ledger.Interop.V1;
using ServingStatus = Grpc.Health.V1.HealthCheckResponse.Types.ServingStatus;

namespace Ledger.Interop.Tests.Server;

/// <summary>The service that every client is tried against.</summary>
internal sealed class InteropService(InteropService.CancellationRecord cancellations, HealthServiceImpl health) : V1.Interop.InteropBase
{
    public const string FailDetail = "the bond is not issued: 保函未开立";

    public override async Task<EchoResponse> Echo(EchoRequest request, ServerCallContext context)
    {
        var headers = new Metadata();
        foreach (var entry in context.RequestHeaders.Where(e => e.Key.StartsWith("echo-", StringComparison.Ordinal)))
        {
            headers.Add(entry);
            context.ResponseTrailers.Add(entry.IsBinary
                ? new Metadata.Entry("trailer-" + entry.Key, entry.ValueBytes)
                : new Metadata.Entry("trailer-" + entry.Key, entry.Value));
        }

        if (context.GetHttpContext().Request.Headers.TryGetValue("grpc-encoding", out var encoding))
        {
            headers.Add("seen-encoding", encoding.ToString());
        }

        await context.WriteResponseHeadersAsync(headers);
        return new EchoResponse { Payload = request.Payload };
    }

    public override async Task Count(
        CountRequest request, IServerStreamWriter<EchoResponse> responseStream, ServerCallContext context)
    {
        for (var i = 0; i < request.Count; i++)
        {
            if (request.FailAfter > 0 && i == request.FailAfter)
            {
                throw new RpcException(new Status(StatusCode.DataLoss, "stream broken on request"));
            }

            await responseStream.WriteAsync(new EchoResponse { Number = i }, context.CancellationToken);
        }
    }

    public override async Task<CollectResponse> Collect(
        IAsyncStreamReader<EchoRequest> requestStream, ServerCallContext context)
    {
        var response = new CollectResponse();
        await foreach (var request in requestStream.ReadAllAsync(context.CancellationToken))
        {
            response.Count++;
            response.Bytes += request.Payload.Length;
        }

        return response;
    }

    public override async Task Chat(
        IAsyncStreamReader<EchoRequest> requestStream, IServerStreamWriter<EchoResponse> responseStream, ServerCallContext context)
    {
        var number = 0;
        await foreach (var request in requestStream.ReadAllAsync(context.CancellationToken))
        {
            await responseStream.WriteAsync(new EchoResponse { Payload = request.Payload, Number = number++ });
        }
    }

    public override Task<EchoResponse> Fail(FailRequest request, ServerCallContext context)
    {
        var status = new Google.Rpc.Status { Code = (int)StatusCode.FailedPrecondition, Message = FailDetail };
        status.Details.Add(Any.Pack(new StringValue { Value = request.Reason }));
        throw new RpcException(
            new Status(StatusCode.FailedPrecondition, FailDetail),
            new Metadata { { "grpc-status-details-bin", status.ToByteArray() }, { "ledger-code", "bond_not_issued" } });
    }

    public override async Task<EchoResponse> Slow(SlowRequest request, ServerCallContext context)
    {
        // The client knows by these that the call has arrived.
        await context.WriteResponseHeadersAsync([]);
        try
        {
            await Task.Delay(request.Milliseconds, context.CancellationToken);
        }
        catch (OperationCanceledException)
        {
            cancellations.Of(request.Key).TrySetResult();
            throw;
        }

        return new EchoResponse { Payload = ByteString.CopyFromUtf8(request.Key) };
    }

    public override async Task<WasCancelledResponse> WasCancelled(WasCancelledRequest request, ServerCallContext context)
    {
        var seen = cancellations.Of(request.Key).Task;
        return new WasCancelledResponse
        {
            Cancelled = await Task.WhenAny(seen, Task.Delay(TimeSpan.FromSeconds(10), context.CancellationToken)) == seen,
        };
    }

    public override Task<SetHealthResponse> SetHealth(SetHealthRequest request, ServerCallContext context)
    {
        health.SetStatus(request.Service, request.Serving ? ServingStatus.Serving : ServingStatus.NotServing);
        return Task.FromResult(new SetHealthResponse());
    }

    /// <summary>Which slow calls ended by cancellation; outlives the service, of which each call has its own.</summary>
    internal sealed class CancellationRecord
    {
        private readonly ConcurrentDictionary<string, TaskCompletionSource> _seen = new(StringComparer.Ordinal);

        public TaskCompletionSource Of(string key) =>
            _seen.GetOrAdd(key, static _ => new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));
    }
}
