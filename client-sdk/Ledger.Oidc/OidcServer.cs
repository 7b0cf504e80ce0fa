using System.Reflection;
using Ledger.Client;
using Ledger.Oidc.Keys;
using Ledger.Oidc.Logins;
using Ledger.Oidc.Protocol;
using Ledger.Protocol.V1;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Ledger.Oidc;

/// <summary>
/// A trading centre's OpenID Connect provider: its web applications have their users log in here with an ordinary library, and each login
/// is a scan session that the person confirms on the phone. It keeps no session of its own.
/// </summary>
public sealed class OidcServer : IAsyncDisposable
{
    private const int BodyBytesMax = 64 * 1024;
    private const int UsedMax = 200_000;
    private static readonly TimeSpan LookEvery = TimeSpan.FromSeconds(30);
    private readonly WebApplication _app;
    private readonly ITimer _look;
    private readonly KeyRing _ring;

    private OidcServer(WebApplication app, KeyRing ring, TimeProvider clock, ILogger log)
    {
        (_app, _ring) = (app, ring);
        _look = clock.CreateTimer(_ => LookAtKeys(ring, log), null, LookEvery, LookEvery);
    }

    /// <summary>Starts to serve.</summary>
    /// <exception cref="InvalidDataException">
    /// A key does not open, or the signer is no trading centre's; the message says which and why.
    /// </exception>
    /// <exception cref="LedgerClientException">The node refused, is unreachable, or its answer does not verify.</exception>
    /// <exception cref="IOException">The address is taken.</exception>
    public static async Task<OidcServer> StartAsync(OidcServerOptions options, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(options);
        var centre = await CentreOfAsync(options, cancellationToken).ConfigureAwait(false);
        var folder = new KeyFolder(options.Configuration.Keys, options.Configuration.Origin);
        var ring = KeyRing.Open(folder, options.Pin, options.Clock);
        var builder = WebApplication.CreateSlimBuilder();
        builder.Services.AddSingleton(options.Logging).AddSingleton(options.Clock).AddSingleton(options.Configuration)
            .AddSingleton(options.Client).AddSingleton(centre).AddSingleton(ring)
            .AddSingleton(_ => PairwiseNames.Open(folder, options.Pin))
            .AddSingleton<ClientRegister>().AddSingleton<LoginDesk>().AddSingleton<LoginEndpoints>()
            .AddSingleton(_ => new LoginBook(options.Clock, options.LoginsMax))
            .AddSingleton(_ => new UsedLogins(options.Clock, KeyRing.Kept, UsedMax));
        builder.Services.AddAuthentication();
        ProviderOptions.Add(builder.Services, options.Configuration);
        builder.WebHost.ConfigureKestrel(kestrel => Configure(kestrel, options));
        var app = builder.Build();
        try
        {
            Map(app, options.Configuration.Issuer);
            app.Services.GetRequiredService<PairwiseNames>();
            await app.StartAsync(cancellationToken).ConfigureAwait(false);
        }
        catch
        {
            await app.DisposeAsync().ConfigureAwait(false);
            ring.Dispose();
            throw;
        }

        return new OidcServer(app, ring, options.Clock, options.Logging.CreateLogger<OidcServer>());
    }

    /// <summary>Looks for new keys now, instead of at the next tick.</summary>
    /// <exception cref="InvalidDataException">One does not open; those from before go on.</exception>
    public void RefreshKeys() => _ring.Refresh();

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _look.DisposeAsync().ConfigureAwait(false);
        _app.Services.GetRequiredService<LoginBook>().Dispose();
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(2));
        await _app.StopAsync(patience.Token).ConfigureAwait(false);
        await _app.DisposeAsync().ConfigureAwait(false);
    }

    private static void Configure(KestrelServerOptions kestrel, OidcServerOptions options)
    {
        kestrel.AddServerHeader = false;
        kestrel.Limits.MaxConcurrentConnections = options.ConnectionsMax;
        kestrel.Limits.MaxRequestBodySize = BodyBytesMax;
        kestrel.Limits.MaxRequestHeadersTotalSize = BodyBytesMax / 2;
        kestrel.Listen(options.Configuration.Listen, listen => listen.Protocols = HttpProtocols.Http1);
    }

    private static void Map(WebApplication app, Uri issuer)
    {
        // What the request calls this host is the front's word, or a stranger's: the configuration's counts.
        app.Use((http, next) =>
        {
            (http.Request.Scheme, http.Request.Host) = (issuer.Scheme, HostString.FromUriComponent(issuer));
            return next(http);
        });
        app.UseRouting();
        app.UseAuthentication();
        var style = StyleSheet();
        var logins = app.Services.GetRequiredService<LoginEndpoints>();
        app.MapMethods(ProviderPaths.Authorize, [HttpMethods.Get, HttpMethods.Post], logins.AuthorizeAsync);
        app.MapGet(ProviderPaths.Login, logins.ShowAsync);
        app.MapPost($"{ProviderPaths.Login}/again", logins.AgainAsync);
        app.MapPost($"{ProviderPaths.Login}/cancel", logins.CancelAsync);
        app.MapGet(ProviderPaths.LoggedOut, logins.SayLoggedOutAsync);
        app.MapGet("/page.css", http =>
        {
            http.Response.ContentType = "text/css; charset=utf-8";
            http.Response.Headers.CacheControl = "max-age=3600";
            http.Response.Headers.XContentTypeOptions = "nosniff";
            return http.Response.Body.WriteAsync(style, http.RequestAborted).AsTask();
        });
    }

    private static async Task<Centre> CentreOfAsync(OidcServerOptions options, CancellationToken cancellationToken)
    {
        var (refused, signer) = await options.Client.ResolveSignerAsync(options.CertificateId, cancellationToken).ConfigureAwait(false);
        return signer is null ? throw new InvalidDataException(refused.Detail)
            : signer.Member is { } member && signer.Has(Role.TradingCentre) ? new Centre(signer.Uscc, member.Name)
            : throw new InvalidDataException(
                $"{signer.Uscc} is no active trading centre of this chain: only a centre opens scan sessions.");
    }

    private static byte[] StyleSheet()
    {
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream("page.css")!;
        var bytes = new byte[stream.Length];
        stream.ReadExactly(bytes);
        return bytes;
    }

    private static void LookAtKeys(KeyRing ring, ILogger log)
    {
        var before = ring.Keys;
        try
        {
            ring.Refresh();
        }
        catch (Exception e) when (e is InvalidDataException or IOException or UnauthorizedAccessException)
        {
            OidcLog.KeysNotRead(log, e);
            return;
        }

        if (!ReferenceEquals(before, ring.Keys))
        {
            OidcLog.KeysChanged(log, ring.Keys.Count);
        }
    }
}
