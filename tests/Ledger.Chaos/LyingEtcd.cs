using System.Buffers.Binary;
using System.IO.Pipelines;
using System.Net;
using System.Security.Cryptography.X509Certificates;
using Grpc.Core;
using Grpc.Net.Client;
using Ledger.Server.Configuration;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Ledger.Chaos;

/// <summary>
/// Stands between one node and a member of the etcd, on this machine and in clear, and carries every call as it is but for what
/// <see cref="OrderLies"/> makes of it.
/// </summary>
internal sealed class LyingEtcd : IAsyncDisposable
{
    private const int FrameBytes = 5; // of gRPC: whether what follows is compressed, and its length
    private static readonly Marshaller<byte[]> Bytes = Marshallers.Create(bytes => bytes, bytes => bytes);
    private readonly GrpcChannel _etcd;
    private readonly CallInvoker _invoker;
    private readonly WebApplication _app;
    private readonly OrderLies _lies;

    private LyingEtcd(ConfiguredOrder order, OrderLies lies)
    {
        _lies = lies;
        var certificate = X509Certificate2.CreateFromPemFile(order.Certificate!, order.Key);
        var authorities = new X509Certificate2Collection();
        authorities.ImportFromPemFile(order.Authority!);
        var handler = new SocketsHttpHandler { UseProxy = false, EnableMultipleHttp2Connections = true };
        handler.SslOptions.LocalCertificateSelectionCallback = (_, _, _, _, _) => certificate;
        handler.SslOptions.CertificateChainPolicy = new X509ChainPolicy
        {
            TrustMode = X509ChainTrustMode.CustomRootTrust,
            RevocationMode = X509RevocationMode.NoCheck,
        };
        handler.SslOptions.CertificateChainPolicy.CustomTrustStore.AddRange(authorities);
        var options = new GrpcChannelOptions { HttpHandler = handler, DisposeHttpClient = true, MaxReceiveMessageSize = null };
        _etcd = GrpcChannel.ForAddress(order.Endpoints[0], options);
        _invoker = _etcd.CreateCallInvoker();
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(
            kestrel => kestrel.Listen(IPAddress.Loopback, 0, listen => listen.Protocols = HttpProtocols.Http2));
        _app = builder.Build();
        _app.Run(CarryAsync);
    }

    /// <summary>Where the node finds it in place of the etcd.</summary>
    internal Uri Address => new(
        _app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First());

    /// <summary>Begins to serve.</summary>
    internal static async Task<LyingEtcd> StartAsync(ConfiguredOrder order, OrderLies lies, CancellationToken cancellationToken)
    {
        var etcd = new LyingEtcd(order, lies);
        await etcd._app.StartAsync(cancellationToken);
        return etcd;
    }

    public async ValueTask DisposeAsync()
    {
        using var patience = new CancellationTokenSource();
        await patience.CancelAsync(); // the streams of a node that is gone, or goes on elsewhere
        await _app.StopAsync(patience.Token);
        await _app.DisposeAsync();
        _etcd.Dispose();
    }

    private async Task CarryAsync(HttpContext context)
    {
        var path = context.Request.Path.Value!.Split('/');
        var isStream = path[2] is "Watch" or "LeaseKeepAlive";
        context.Response.ContentType = "application/grpc";
        var status = isStream || !_lies.Fails()
            ? await CarryAsync(context, new Method<byte[], byte[]>(MethodType.DuplexStreaming, path[1], path[2], Bytes, Bytes))
            : OrderLies.Failed; // before the etcd has heard of it
        context.Response.AppendTrailer("grpc-status", $"{(int)status.StatusCode}");
        context.Response.AppendTrailer("grpc-message", Uri.EscapeDataString(status.Detail));
    }

    // A call of one message each way looks like a stream on the wire, so all are carried as streams.
    private async Task<Status> CarryAsync(HttpContext context, Method<byte[], byte[]> method)
    {
        using var call = _invoker.AsyncDuplexStreamingCall(method, null, new CallOptions(cancellationToken: context.RequestAborted));
        var asking = AskAsync(context.Request.BodyReader, call.RequestStream, context.RequestAborted);
        try
        {
            while (await call.ResponseStream.MoveNext(context.RequestAborted))
            {
                await _lies.DelayAsync(context.RequestAborted);
                if (method.Name != "Watch" && _lies.Fails())
                {
                    return OrderLies.Failed; // after it was done
                }

                foreach (var message in _lies.Answer(method.Name, call.ResponseStream.Current))
                {
                    await WriteAsync(context.Response.BodyWriter, message, context.RequestAborted);
                }
            }

            return call.GetStatus();
        }
        catch (RpcException e)
        {
            return e.Status;
        }
        catch (Exception e) when (e is OperationCanceledException or IOException)
        {
            return Status.DefaultCancelled;
        }
        finally
        {
            call.Dispose();
            await asking;
        }
    }

    private async Task AskAsync(PipeReader from, IClientStreamWriter<byte[]> to, CancellationToken cancellationToken)
    {
        try
        {
            while (await ReadAsync(from, cancellationToken) is { } message)
            {
                await _lies.DelayAsync(cancellationToken);
                await to.WriteAsync(message, cancellationToken);
            }

            await to.CompleteAsync();
        }
        catch (Exception e) when (e is RpcException or OperationCanceledException or InvalidOperationException or IOException)
        {
            // The call has ended; whoever reads its answers says how.
        }
    }

    private static async Task<byte[]?> ReadAsync(PipeReader from, CancellationToken cancellationToken)
    {
        var head = await from.ReadAtLeastAsync(FrameBytes, cancellationToken);
        if (head.Buffer.Length < FrameBytes)
        {
            return null;
        }

        var frame = new byte[FrameBytes];
        System.Buffers.BuffersExtensions.CopyTo(head.Buffer.Slice(0, FrameBytes), frame);
        from.AdvanceTo(head.Buffer.GetPosition(FrameBytes));
        var length = (int)BinaryPrimitives.ReadUInt32BigEndian(frame.AsSpan(1));
        if (length == 0)
        {
            return [];
        }

        var body = await from.ReadAtLeastAsync(length, cancellationToken);
        var message = new byte[length];
        System.Buffers.BuffersExtensions.CopyTo(body.Buffer.Slice(0, length), message);
        from.AdvanceTo(body.Buffer.GetPosition(length));
        return message;
    }

    private static async Task WriteAsync(PipeWriter to, byte[] message, CancellationToken cancellationToken)
    {
        var frame = new byte[FrameBytes + message.Length];
        BinaryPrimitives.WriteUInt32BigEndian(frame.AsSpan(1), (uint)message.Length);
        message.CopyTo(frame.AsSpan(FrameBytes));
        await to.WriteAsync(frame, cancellationToken);
    }
}
