using System.Net;
using Ledger.Crypto;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Ledger.FakeNode;

/// <summary>A fake node on the real gRPC server.</summary>
public sealed class FakeNodeServer : IAsyncDisposable
{
    private readonly WebApplication _app;

    private FakeNodeServer(WebApplication app, FakeChain chain, FakeNodeBehaviour behaviour)
    {
        _app = app;
        Chain = chain;
        Behaviour = behaviour;
        Address = new Uri(app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First());
    }

    public FakeChain Chain { get; }

    public FakeNodeBehaviour Behaviour { get; }

    /// <summary>What answers, to make honest parts of dishonest answers with.</summary>
    public FakeNodeService Service => _app.Services.GetRequiredService<FakeNodeService>();

    public Uri Address { get; }

    public static async Task<FakeNodeServer> StartAsync(
        CryptoSuite suite = CryptoSuite.International, int port = 0, FakeChain? chain = null)
    {
        chain ??= new FakeChain(suite);
        var behaviour = new FakeNodeBehaviour();
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.Services.Configure<KestrelServerOptions>(
            kestrel => kestrel.Listen(IPAddress.Loopback, port, listen => listen.Protocols = HttpProtocols.Http2));
        builder.Services.AddSingleton(chain);
        builder.Services.AddSingleton(behaviour);
        builder.Services.AddSingleton<FakeNodeService>();
        builder.Services.AddGrpc();
        var app = builder.Build();
        app.MapGrpcService<FakeNodeService>();
        await app.StartAsync();
        return new FakeNodeServer(app, chain, behaviour);
    }

    /// <summary>Stops at once; open streams break.</summary>
    public async ValueTask DisposeAsync()
    {
        using var now = new CancellationTokenSource();
        await now.CancelAsync();
        await _app.StopAsync(now.Token);
        await _app.DisposeAsync();
    }
}
