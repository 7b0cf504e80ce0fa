using System.Diagnostics.Metrics;
using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using OpenTelemetry.Metrics;

namespace Ledger.Host;

/// <summary>
/// Serves what a process measures to Prometheus, at <c>/metrics</c>. For the operator alone: counts and times say when somebody bids, so it
/// listens on this machine unless the operator says otherwise, and never on a port of the node's.
/// </summary>
public sealed class MetricsServer : IAsyncDisposable
{
    private const int ConnectionsMax = 16;
    private readonly WebApplication _app;
    private readonly Meter _meter;

    private MetricsServer(WebApplication app, Meter meter, Uri address) => (_app, _meter, Address) = (app, meter, address);

    /// <summary>Where Prometheus finds it: <see cref="Address"/> and <c>/metrics</c>.</summary>
    public Uri Address { get; }

    /// <summary>Starts to serve.</summary>
    /// <param name="endpoint">Where; port 0 takes any free one.</param>
    /// <param name="data">A folder of the disk whose free bytes are told.</param>
    /// <param name="logging">Where it logs.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="AddressTakenException">The port is taken, or may not be used.</exception>
    public static async Task<MetricsServer> StartAsync(
        IPEndPoint endpoint, string data, ILoggerFactory logging, CancellationToken cancellationToken)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Services.AddSingleton(logging);
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxConcurrentConnections = ConnectionsMax;
            kestrel.Limits.MaxRequestBodySize = 0;
            kestrel.Listen(endpoint, listen => listen.Protocols = HttpProtocols.Http1);
        });
        builder.Services.AddOpenTelemetry().WithMetrics(metrics => metrics
            .AddMeter("Ledger.*", "System.Runtime", "Microsoft.AspNetCore.Hosting", "Microsoft.AspNetCore.Server.Kestrel")
            .AddPrometheusExporter(exporter => exporter.ScopeInfoEnabled = false));
        var meter = new Meter("Ledger.Host");
        meter.CreateObservableGauge("ledger.disk.free", () => new DriveInfo(data).AvailableFreeSpace, "By", "Free bytes of its disk");
        var app = builder.Build();
        app.MapPrometheusScrapingEndpoint();
        try
        {
            await app.StartAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (Exception e)
        {
            meter.Dispose();
            await app.DisposeAsync().ConfigureAwait(false);
            throw e is IOException or SocketException ? new AddressTakenException(endpoint, e) : e;
        }

        var address = app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First();
        return new MetricsServer(app, meter, new Uri(address));
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        _meter.Dispose();
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(2));
        await _app.StopAsync(patience.Token).ConfigureAwait(false);
        await _app.DisposeAsync().ConfigureAwait(false);
    }
}
