using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text;
using Ledger.Crypto.Keys;
using Ledger.Oidc.Configuration;
using Ledger.Oidc.Keys;
using Ledger.Phone;
using Ledger.Phone.Tests;
using Microsoft.Extensions.Logging.Abstractions;

namespace Ledger.Oidc.Tests;

/// <summary>A provider of Zhuhai's centre on a real consortium, a bidder's phone that trusts it, and two applications.</summary>
public sealed class Provider : IAsyncLifetime
{
    internal const string Secret = "a-secret-of-a-test-that-is-worth-nothing-32";
    internal const string Callback = "http://127.0.0.1:7999/callback";
    internal const string Bye = "http://127.0.0.1:7999/bye";
    private readonly RunningConsortium _consortium = new();
    private OidcServer _server = null!;
    private PhoneVault _vault = null!;

    internal RunningConsortium Consortium => _consortium;

    internal MovedClock Clock { get; } = new();

    internal OidcConfiguration Configuration { get; private set; } = null!;

    internal string Issuer => Configuration.Origin;

    /// <summary>The ports of the two foreign applications.</summary>
    internal int AspNetPort { get; } = FreePort();

    internal int NodePort { get; } = FreePort();

    public async Task InitializeAsync()
    {
        await _consortium.InitializeAsync();
        var port = FreePort();
        Configuration = new OidcConfiguration(
            new Uri($"http://127.0.0.1:{port}"), new IPEndPoint(IPAddress.Loopback, port), _consortium.NewPath("keys"),
            _consortium.NewPath("openings"),
            [
                Application("raw", Callback, Bye),
                Application("aspnet", $"http://127.0.0.1:{AspNetPort}/signin-oidc", $"http://127.0.0.1:{AspNetPort}/signout-callback-oidc"),
                Application("node", $"http://127.0.0.1:{NodePort}/callback", $"http://127.0.0.1:{NodePort}/bye"),
                Application("bare", Callback, Bye) with { Scopes = ["openid"] },
            ]);
        Keys.Create(RunningConsortium.Pin, Clock.GetUtcNow(), KeyFileCost.OfKnownKeys);
        _server = await StartAsync(Configuration);
        _vault = _consortium.NewVault(origin: new TrustedOrigin(Issuer, _consortium.Centre.Uscc));
    }

    internal KeyFolder Keys => new(Configuration.Keys, Issuer);

    internal void RefreshKeys() => _server.RefreshKeys();

    internal Task<OidcServer> StartAsync(OidcConfiguration configuration) => OidcServer.StartAsync(new OidcServerOptions
    {
        Configuration = configuration,
        Client = _consortium.Page,
        CertificateId = _consortium.Centre.CertificateId,
        Pin = RunningConsortium.Pin,
        Clock = Clock,
        Logging = NullLoggerFactory.Instance,
    });

    /// <summary>Ends the provider and starts it on the same keys.</summary>
    internal async Task RestartAsync()
    {
        await _server.DisposeAsync();
        _server = await StartAsync(Configuration);
    }

    /// <summary>The person scans what a page shows.</summary>
    internal Task<PhoneSession> ScanAsync(string qrText, PhoneVault? vault = null) =>
        new PhoneClient(_consortium.PhoneSide, vault ?? _vault).ScanAsync(qrText);

    public async Task DisposeAsync()
    {
        await _server.DisposeAsync();
        await _consortium.DisposeAsync();
    }

    internal static int FreePort()
    {
        using var probe = new TcpListener(IPAddress.Loopback, 0);
        probe.Start();
        return ((IPEndPoint)probe.LocalEndpoint).Port;
    }

    private static OidcClient Application(string id, string back, string afterwards) => new(
        id, "电子招投标系统", "Bidding System", SHA256.HashData(Encoding.UTF8.GetBytes(Secret)), [back], [afterwards],
        ["openid", "subject", "powers"]);

    /// <summary>This machine's clock, moved on by hand.</summary>
    internal sealed class MovedClock : TimeProvider
    {
        private TimeSpan _ahead;

        internal void Advance(TimeSpan by) => _ahead += by;

        public override DateTimeOffset GetUtcNow() => base.GetUtcNow() + _ahead;
    }
}
