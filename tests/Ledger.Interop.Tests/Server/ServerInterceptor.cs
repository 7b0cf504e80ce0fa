using System.Collections.Concurrent;
using Grpc.Core;
using Grpc.Core.Interceptors;

namespace Ledger.Interop.Tests.Server;

/// <summary>Counts the server's calls by kind.</summary>
internal sealed class ServerInterceptor : Interceptor
{
    private readonly ConcurrentDictionary<MethodType, int> _seen = new();

    public int Seen(MethodType type) => _seen.GetValueOrDefault(type);

    public override Task<TResponse> UnaryServerHandler<TRequest, TResponse>(
        TRequest request, ServerCallContext context, UnaryServerMethod<TRequest, TResponse> continuation)
    {
        See(MethodType.Unary);
        return base.UnaryServerHandler(request, context, continuation);
    }

    public override Task<TResponse> ClientStreamingServerHandler<TRequest, TResponse>(
        IAsyncStreamReader<TRequest> requestStream,
        ServerCallContext context,
        ClientStreamingServerMethod<TRequest, TResponse> continuation)
    {
        See(MethodType.ClientStreaming);
        return base.ClientStreamingServerHandler(requestStream, context, continuation);
    }

    public override Task ServerStreamingServerHandler<TRequest, TResponse>(
        TRequest request,
        IServerStreamWriter<TResponse> responseStream,
        ServerCallContext context,
        ServerStreamingServerMethod<TRequest, TResponse> continuation)
    {
        See(MethodType.ServerStreaming);
        return base.ServerStreamingServerHandler(request, responseStream, context, continuation);
    }

    public override Task DuplexStreamingServerHandler<TRequest, TResponse>(
        IAsyncStreamReader<TRequest> requestStream,
        IServerStreamWriter<TResponse> responseStream,
        ServerCallContext context,
        DuplexStreamingServerMethod<TRequest, TResponse> continuation)
    {
        See(MethodType.DuplexStreaming);
        return base.DuplexStreamingServerHandler(requestStream, responseStream, context, continuation);
    }

    private void See(MethodType type) => _seen.AddOrUpdate(type, 1, static (_, count) => count + 1);
}
