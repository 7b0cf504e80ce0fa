using System.Net;
using Ledger.Crypto;
using Ledger.FakeNode;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.FileProviders;
using Microsoft.Extensions.Logging;

namespace Ledger.Web.Tests;

/// <summary>The fake node for browsers: gRPC-Web, the pages and the genesis file on one origin, and lies on request.</summary>
internal sealed class FakeWebNode : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly bool _ownsChain;

    private FakeWebNode(WebApplication app, FakeChain chain, FakeNodeBehaviour behaviour, bool ownsChain)
    {
        (_app, _ownsChain, Chain, Behaviour) = (app, ownsChain, chain, behaviour);
        Address = new Uri(app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First());
    }

    internal FakeChain Chain { get; }

    internal FakeNodeBehaviour Behaviour { get; }

    internal Uri Address { get; }

    /// <summary>Starts it over a chain of its own, or over one that outlives it.</summary>
    internal static async Task<FakeWebNode> StartAsync(
        CryptoSuite suite = CryptoSuite.Guomi, string? pages = null, FakeChain? shown = null)
    {
        var (chain, behaviour) = (shown ?? new FakeChain(suite), new FakeNodeBehaviour());
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.Services.Configure<KestrelServerOptions>(
            static kestrel => kestrel.Listen(IPAddress.Loopback, 0, static listen => listen.Protocols = HttpProtocols.Http1));
        builder.Services.AddSingleton(chain);
        builder.Services.AddSingleton(behaviour);
        builder.Services.AddSingleton<FakeNodeService>();
        builder.Services.AddGrpc();
        var app = builder.Build();
        app.UseGrpcWeb(new GrpcWebOptions { DefaultEnabled = true });
        app.MapGrpcService<FakeNodeService>();
        app.MapGet("/genesis.json", () => Results.Bytes(chain.GenesisBytes, "application/json"));
        if (pages is not null)
        {
            var files = new PhysicalFileProvider(pages);
            app.UseStaticFiles(new StaticFileOptions { FileProvider = files });
            app.MapFallbackToFile("index.html", new StaticFileOptions { FileProvider = files });
        }

        await app.StartAsync();
        return new FakeWebNode(app, chain, behaviour, ownsChain: shown is null);
    }

    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync();
        await _app.DisposeAsync();
        if (_ownsChain)
        {
            Chain.Dispose();
        }
    }
}
