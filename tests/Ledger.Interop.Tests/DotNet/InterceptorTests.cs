using Grpc.Core;
using Grpc.Core.Interceptors;
using Grpc.Net.Client;
using Ledger.Interop.Tests.Server;
using Ledger.Interop.V1;

namespace Ledger.Interop.Tests.DotNet;

/// <summary>Interceptors on both sides see every kind of call, in order, and can change it.</summary>
public sealed class InterceptorTests(InteropServer server) : IClassFixture<InteropServer>, IDisposable
{
    private readonly GrpcChannel _channel = GrpcChannel.ForAddress($"http://127.0.0.1:{server.GrpcPort}");

    [Fact]
    public async Task Both_sides_see_each_kind_of_call()
    {
        var log = new List<string>();
        var client = new V1.Interop.InteropClient(_channel.Intercept(new Recorder("outer", log), new Recorder("inner", log)));

        await client.EchoAsync(new EchoRequest());
        client.Echo(new EchoRequest());
        using (var call = client.Count(new CountRequest { Count = 1 }))
        {
            Assert.True(await call.ResponseStream.MoveNext());
        }

        using (var call = client.Collect())
        {
            await call.RequestStream.CompleteAsync();
            await call;
        }

        using (var call = client.Chat())
        {
            await call.RequestStream.CompleteAsync();
            Assert.False(await call.ResponseStream.MoveNext());
        }

        string[] methods = ["Echo", "Echo", "Count", "Collect", "Chat"];
        Assert.Equal(methods.SelectMany(static m => new[] { $"outer {m}", $"inner {m}" }), log);
        Assert.True(server.Interceptor.Seen(MethodType.Unary) >= 2);
        Assert.Equal(1, server.Interceptor.Seen(MethodType.ServerStreaming));
        Assert.Equal(1, server.Interceptor.Seen(MethodType.ClientStreaming));
        Assert.Equal(1, server.Interceptor.Seen(MethodType.DuplexStreaming));
    }

    [Fact]
    public async Task Client_interceptor_can_add_headers()
    {
        var client = new V1.Interop.InteropClient(_channel.Intercept(new HeaderAdder()));
        using var call = client.EchoAsync(new EchoRequest());
        await call;
        Assert.Equal("by interceptor", (await call.ResponseHeadersAsync).GetValue("echo-added"));
    }

    public void Dispose() => _channel.Dispose();

    private sealed class HeaderAdder : Interceptor
    {
        public override AsyncUnaryCall<TResponse> AsyncUnaryCall<TRequest, TResponse>(
            TRequest request,
            ClientInterceptorContext<TRequest, TResponse> context,
            AsyncUnaryCallContinuation<TRequest, TResponse> continuation)
        {
            var headers = new Metadata { { "echo-added", "by interceptor" } };
            return continuation(request, new(context.Method, context.Host, context.Options.WithHeaders(headers)));
        }
    }

    private sealed class Recorder(string name, List<string> log) : Interceptor
    {
        public override TResponse BlockingUnaryCall<TRequest, TResponse>(
            TRequest request,
            ClientInterceptorContext<TRequest, TResponse> context,
            BlockingUnaryCallContinuation<TRequest, TResponse> continuation)
        {
            log.Add($"{name} {context.Method.Name}");
            return base.BlockingUnaryCall(request, context, continuation);
        }

        public override AsyncUnaryCall<TResponse> AsyncUnaryCall<TRequest, TResponse>(
            TRequest request,
            ClientInterceptorContext<TRequest, TResponse> context,
            AsyncUnaryCallContinuation<TRequest, TResponse> continuation)
        {
            log.Add($"{name} {context.Method.Name}");
            return base.AsyncUnaryCall(request, context, continuation);
        }

        public override AsyncServerStreamingCall<TResponse> AsyncServerStreamingCall<TRequest, TResponse>(
            TRequest request,
            ClientInterceptorContext<TRequest, TResponse> context,
            AsyncServerStreamingCallContinuation<TRequest, TResponse> continuation)
        {
            log.Add($"{name} {context.Method.Name}");
            return base.AsyncServerStreamingCall(request, context, continuation);
        }

        public override AsyncClientStreamingCall<TRequest, TResponse> AsyncClientStreamingCall<TRequest, TResponse>(
            ClientInterceptorContext<TRequest, TResponse> context,
            AsyncClientStreamingCallContinuation<TRequest, TResponse> continuation)
        {
            log.Add($"{name} {context.Method.Name}");
            return base.AsyncClientStreamingCall(context, continuation);
        }

        public override AsyncDuplexStreamingCall<TRequest, TResponse> AsyncDuplexStreamingCall<TRequest, TResponse>(
            ClientInterceptorContext<TRequest, TResponse> context,
            AsyncDuplexStreamingCallContinuation<TRequest, TResponse> continuation)
        {
            log.Add($"{name} {context.Method.Name}");
            return base.AsyncDuplexStreamingCall(context, continuation);
        }
    }
}
