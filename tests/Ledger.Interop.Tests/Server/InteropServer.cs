using System.Net;
using Grpc.Health.V1;
using Grpc.HealthCheck;
using Ledger.Api;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Ledger.Interop.Tests.Server;

/// <summary>
/// The real gRPC server on Kestrel: one clear-text port for gRPC (HTTP/2 only, as prior knowledge needs it) and one for
/// gRPC-Web (HTTP/1.1 and 2).
/// </summary>
public sealed class InteropServer : IAsyncLifetime
{
    /// <summary>The largest message that the server takes, in bytes.</summary>
    public const int MaxReceiveBytes = 1024 * 1024;

    private WebApplication? _app;

    /// <summary>The port that speaks gRPC.</summary>
    public int GrpcPort { get; private set; }

    /// <summary>The port that speaks gRPC-Web.</summary>
    public int WebPort { get; private set; }

    internal HealthServiceImpl Health => _app!.Services.GetRequiredService<HealthServiceImpl>();

    internal ServerInterceptor Interceptor => _app!.Services.GetRequiredService<ServerInterceptor>();

    public async Task InitializeAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.Services.Configure<KestrelServerOptions>(static kestrel =>
        {
            kestrel.Listen(IPAddress.Loopback, 0, static listen => listen.Protocols = HttpProtocols.Http2);
            kestrel.Listen(IPAddress.Loopback, 0, static listen => listen.Protocols = HttpProtocols.Http1);
        });
        builder.Services.AddSingleton<InteropService.CancellationRecord>();
        builder.Services.AddSingleton<ServerInterceptor>();
        builder.Services.AddGrpc(static grpc =>
        {
            grpc.MaxReceiveMessageSize = MaxReceiveBytes;
            grpc.ResponseCompressionAlgorithm = "gzip";
            grpc.CompressionProviders.Add(new GzipProvider());
            grpc.Interceptors.Add<ServerInterceptor>();
        });
        builder.Services.AddSingleton<HealthServiceImpl>();
        builder.Services.AddGrpcReflection();
        builder.Services.AddCors(static cors => cors.AddDefaultPolicy(static policy => policy
            .AllowAnyOrigin().AllowAnyMethod().AllowAnyHeader()
            .WithExposedHeaders("grpc-status", "grpc-message", "grpc-status-details-bin", "ledger-code")));
        _app = builder.Build();
        _app.UseCors();
        _app.UseGrpcWeb(new GrpcWebOptions { DefaultEnabled = true });
        _app.MapGrpcService<InteropService>();
        _app.MapGrpcService<HealthServiceImpl>();
        _app.MapGrpcReflectionService();
        Health.SetStatus("", HealthCheckResponse.Types.ServingStatus.Serving);
        await _app.StartAsync();

        var ports = _app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses
            .Select(static address => new Uri(address).Port).ToArray();
        GrpcPort = ports[0];
        WebPort = ports[1];
    }

    public async Task DisposeAsync()
    {
        if (_app is not null)
        {
            await _app.DisposeAsync();
        }
    }
}
