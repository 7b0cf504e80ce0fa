using System.Globalization;
using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using Grpc.Core;
using Grpc.Net.Client;
using Ledger.Api.Access;
using Ledger.Client;
using Ledger.Crypto.Signatures;
using Ledger.Host;
using Ledger.Protocol;
using Ledger.Protocol.V1;
using Ledger.Schema;
using Ledger.Seeds;

namespace Ledger.Api.Tests.Access;

/// <summary>The table of methods and roles: that it is whole, that the page shows it, and that it decides.</summary>
public sealed class AccessTests(AccessTests.ServedOverTls served) : IClassFixture<AccessTests.ServedOverTls>
{
    private const string Submit = "/ledger.v1.LedgerNode/Submit";
    private const string ListEvents = "/ledger.v1.LedgerNode/ListEvents";
    private const string GetState = "/ledger.v1.LedgerNode/GetState";
    private const string GetStatus = "/ledger.v1.LedgerNode/GetStatus";
    private static readonly ConsortiumSeed Seed = ConsortiumSeed.Create();
    private static readonly Digest NodeId = new([.. Enumerable.Repeat((byte)7, Digest.Bytes)]);
    private static readonly AccessOptions Closed = new() { Open = new HashSet<AccessGroup>() };
    private readonly X509Certificate2 _tls = served.Tls;
    private readonly X509Certificate2 _named = served.Named;
    private readonly ServedNode _node = served.Node;
    private readonly Pace _clock = new();

    [Fact]
    public void Every_method_that_is_served_has_its_row_and_no_row_is_of_another() =>
        Assert.Equal(_node.Methods.Order(), AccessTable.All.Select(row => row.Method).Order());

    [Fact]
    public async Task The_document_shows_the_table()
    {
        const string begin = "<!-- generated: LEDGER_UPDATE_DOCS=1 dotnet test tests/Ledger.Api.Tests -->\n";
        var table = new StringBuilder("| method | group | where the group is closed |\n|---|---|---|\n");
        foreach (var row in AccessTable.All)
        {
            table.Append(
                CultureInfo.InvariantCulture,
                $"| `{row.Method[1..].Replace("ledger.v1.", "", StringComparison.Ordinal)}` | {Word(row.Group)} | " +
                $"{(row.Group == AccessGroup.Status ? "always open" : Word(row.Role))} |\n");
        }

        var path = Repository.PathOf("docs/spec/access.md");
        var page = await File.ReadAllTextAsync(path);
        var shown = page[..(page.IndexOf(begin, StringComparison.Ordinal) + begin.Length)] + table;
        if (Environment.GetEnvironmentVariable("LEDGER_UPDATE_DOCS") == "1")
        {
            await File.WriteAllTextAsync(path, shown);
        }

        Assert.Equal(shown, await File.ReadAllTextAsync(path));
        static string Word<T>(T value) => value!.ToString()!.ToLowerInvariant();
    }

    [Fact]
    public async Task Over_TLS_a_named_key_and_a_signed_token_open_what_is_closed_and_nobody_else_gets_in()
    {
        using var stranger = ChannelOf(null);
        using var portal = ChannelOf(_named);
        Assert.NotEmpty((await new LedgerNode.LedgerNodeClient(stranger).GetStatusAsync(new())).ChainId);
        Assert.Equal("CALLER_UNKNOWN", await RefusalOf(stranger, node => node.GetBlockAsync(new()).ResponseAsync));
        Assert.Null(await RefusalOf(portal, node => node.GetBlockAsync(new()).ResponseAsync));
        Assert.Null(await RefusalOf(portal, node => node.ListEventsAsync(new()).ResponseAsync));
        using (var another = ChannelOf(_tls)) // a certificate that nobody named
        {
            Assert.Equal("CALLER_UNKNOWN", await RefusalOf(another, node => node.GetBlockAsync(new()).ResponseAsync));
        }

        // The SDK signs a token for the node that it is told to speak to, and reads and submits as its member.
        var signer = new ClientSigner(_node.Seed.Zhuhai.CertificateId, _node.Seed.Zhuhai.KeyPair.CreateSigner());
        using var client = LedgerClient.Open(OptionsOf(signer) with { AuthenticateTo = _node.Id });
        Assert.Equal(0UL, (await client.ListEventsAsync(0)).After);
        using var silent = LedgerClient.Open(OptionsOf(signer));
        var refused = await Record.ExceptionAsync(() => silent.ListEventsAsync(0));
        Assert.Contains("CALLER_UNKNOWN", refused!.ToString(), StringComparison.Ordinal);
    }

    public static TheoryData<string, string?> Tokens => new()
    {
        { "good", null },
        { "of a member", null },
        { "no token at all", "is for a Subject, and the call does not show" },
        { "not Base64url", "is no call token" },
        { "cut", "is no call token" },
        { "another node's", "not signed by its certificate's key for this node" },
        { "another chain's", "not signed by its certificate's key for this node" },
        { "another's key", "not signed by its certificate's key for this node" },
        { "ended", "it has ended" },
        { "for an hour", "lives longer than 10 minutes" },
        { "an unknown certificate's", "No certificate" },
    };

    [Theory]
    [MemberData(nameof(Tokens))]
    public void A_token_holds_for_its_node_and_minutes_or_is_refused_by_name(string kind, string? words)
    {
        var (centre, subject) = (Seed.Zhuhai, Seed.Guarantors[0].Participant);
        var ends = _clock.Ms + 60_000;
        CallToken Sign(Participant who, Digest chain, Digest node, long end) =>
            CallToken.Sign(who.KeyPair.CreateSigner(), chain, node, who.CertificateId, end);
        var (chain, good) = (Seed.Genesis.ChainId, Sign(subject, Seed.Genesis.ChainId, NodeId, ends));
        var text = kind switch
        {
            "no token at all" => null,
            "not Base64url" => "***",
            "cut" => good.Encode()[..40],
            "another node's" => Sign(subject, chain, chain, ends).Encode(),
            "another chain's" => Sign(subject, NodeId, NodeId, ends).Encode(),
            "another's key" => (Sign(centre, chain, NodeId, ends) with { CertificateId = subject.CertificateId }).Encode(),
            "ended" => Sign(subject, chain, NodeId, _clock.Ms - 1).Encode(),
            "for an hour" => Sign(subject, chain, NodeId, _clock.Ms + 3_600_000).Encode(),
            "an unknown certificate's" => (good with { CertificateId = NodeId }).Encode(),
            "of a member" => Sign(centre, chain, NodeId, ends).Encode(),
            _ => good.Encode(),
        };
        var refused = GateOf(Closed).Judge(GetState, text, null, "here");
        Assert.Equal(words is null, !refused.IsRefused);
        Assert.Contains(words ?? "", refused.Detail ?? "", StringComparison.Ordinal);
        Assert.True(words is null || refused.Code == RefusalCode.CallerUnknown);
    }

    [Fact]
    public void A_role_may_do_its_own_and_what_is_below_and_a_method_without_a_row_nobody()
    {
        var operators = new NamedCaller("ops", null, Seed.Guarantors[0].Participant.CertificateId, AccessRole.Operator, null);
        var subject = new NamedCaller("shop", PinOf(_named), null, AccessRole.Subject, null);
        var gate = GateOf(Closed with { Callers = [operators, subject] });
        Assert.Equal(RefusalCode.MethodNotPermitted, gate.Judge(ListEvents, null, _named, "here").Code);
        Assert.False(gate.Judge(Submit, null, _named, "here").IsRefused);
        Assert.False(gate.Judge(ListEvents, TokenOf(Seed.Guarantors[0].Participant), null, "here").IsRefused);
        Assert.Equal(RefusalCode.MethodNotPermitted, gate.Judge("/ledger.v1.LedgerNode/Drop", null, _named, "here").Code);
        Assert.False(gate.Judge(GetStatus, null, null, "here").IsRefused);
        Assert.Equal(RefusalCode.CallerUnknown, gate.Judge(Submit, null, null, "here").Code);

        // Open to anyone is the default, for clients of before know of no roles; a token that does not hold is refused all the same.
        var open = GateOf(new AccessOptions());
        Assert.All(AccessTable.All, row => Assert.False(open.Judge(row.Method, null, null, "here").IsRefused));
        Assert.Equal(RefusalCode.CallerUnknown, open.Judge(Submit, "***", null, "here").Code);
        Assert.Equal(RefusalCode.MethodNotPermitted, open.Judge("/ledger.v1.Other/Method", null, null, "here").Code);
    }

    [Fact]
    public void Each_caller_has_its_own_calls_and_gets_them_back_with_time()
    {
        var gate = GateOf(new AccessOptions
        {
            CallsPerSecondMax = 2,
            Callers = [new NamedCaller("portal", PinOf(_named), null, AccessRole.Member, 3)],
        });
        int Calls(X509Certificate2? certificate, string address)
        {
            for (var calls = 0; ; calls++)
            {
                if (gate.Judge(Submit, null, certificate, address) is { IsRefused: true } refused)
                {
                    Assert.Equal(RefusalCode.CallerQuota, refused.Code);
                    return calls;
                }
            }
        }

        Assert.Equal([20, 20, 30], [Calls(null, "here"), Calls(null, "there"), Calls(_named, "here")]);
        Assert.Equal(0, Calls(null, "here"));
        _clock.Ms += 1_000;
        Assert.Equal([2, 3], [Calls(null, "here"), Calls(_named, "elsewhere")]);
        _clock.Ms += 60_000;
        Assert.Equal(20, Calls(null, "here"));
    }

    [Fact]
    public void An_address_has_a_name_of_its_own_and_a_network_of_IPv6_one()
    {
        string NameAt(string address) => Ledger.Api.Held.Caller.At(System.Net.IPAddress.Parse(address)).ToString();
        Assert.NotEqual(NameAt("10.0.0.1"), NameAt("10.0.0.2"));
        Assert.Equal(NameAt("2001:db8::1"), NameAt("2001:db8::2"));
    }

    /// <summary>A node that serves over TLS, and little to those whom it does not know.</summary>
    public sealed class ServedOverTls : IAsyncLifetime
    {
        internal X509Certificate2 Tls { get; } = NewCertificate();

        internal X509Certificate2 Named { get; } = NewCertificate();

        internal ServedNode Node { get; private set; } = null!;

        public async Task InitializeAsync() => Node = await ServedNode.StartAsync(new NodeServerOptions
        {
            WebPort = 0,
            Tls = Tls,
            Access = new AccessOptions
            {
                Open = new HashSet<AccessGroup> { AccessGroup.Submissions },
                Callers = [new NamedCaller("portal", PinOf(Named), null, AccessRole.Member, null)],
            },
        });

        public async Task DisposeAsync()
        {
            await Node.DisposeAsync();
            Tls.Dispose();
            Named.Dispose();
        }
    }

    private AccessGate GateOf(AccessOptions options) => new(
        options, Seed.Genesis.ChainId, NodeId, new GenesisReader(), () => Seed.Genesis.Content.Time, new SignatureVerifier(), _clock);

    private string TokenOf(Participant who) => CallToken.Sign(
        who.KeyPair.CreateSigner(), Seed.Genesis.ChainId, NodeId, who.CertificateId, _clock.Ms + 60_000).Encode();

    private LedgerClientOptions OptionsOf(ClientSigner signer) => new()
    {
        Genesis = _node.Seed.Genesis,
        Node = _node.Address,
        Signer = signer,
        HttpHandler = HandlerOf(null),
    };

    private GrpcChannel ChannelOf(X509Certificate2? certificate) => GrpcChannel.ForAddress(
        _node.Address, new GrpcChannelOptions { HttpHandler = HandlerOf(certificate), DisposeHttpClient = true });

    private SocketsHttpHandler HandlerOf(X509Certificate2? certificate) => new()
    {
        SslOptions = new SslClientAuthenticationOptions
        {
            ClientCertificates = certificate is null ? null : [certificate],
            LocalCertificateSelectionCallback = (_, _, _, _, _) => certificate!,
            RemoteCertificateValidationCallback = (_, shown, _, _) => shown!.GetCertHashString() == _tls.GetCertHashString(),
        },
    };

    private static async Task<string?> RefusalOf<T>(GrpcChannel channel, Func<LedgerNode.LedgerNodeClient, Task<T>> call)
    {
        try
        {
            await call(new LedgerNode.LedgerNodeClient(channel));
            return null;
        }
        catch (RpcException e) when (e.Trailers.GetValueBytes("grpc-status-details-bin") is not null)
        {
            return Google.Rpc.Status.Parser.ParseFrom(e.Trailers.GetValueBytes("grpc-status-details-bin")).Details.Single()
                .Unpack<Refusal>().Name;
        }
    }

    private static string PinOf(X509Certificate2 certificate) =>
        Convert.ToHexStringLower(SHA256.HashData(certificate.PublicKey.ExportSubjectPublicKeyInfo()));

    private static X509Certificate2 NewCertificate()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=caller", key, HashAlgorithmName.SHA256);
        return request.CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(1));
    }

    private sealed class Pace : TimeProvider
    {
        internal long Ms { get; set; } = 1_700_000_000_000;

        public override long TimestampFrequency => 1000;

        public override long GetTimestamp() => Ms;

        public override DateTimeOffset GetUtcNow() => DateTimeOffset.FromUnixTimeMilliseconds(Ms);
    }

    /// <summary>The state that the chain begins with.</summary>
    private sealed class GenesisReader : IStateReader
    {
        private readonly Dictionary<string, byte[]> _entries = GenesisState.Build(Seed.Genesis)
            .ToDictionary(entry => Convert.ToHexString(entry.Key), entry => entry.Value, StringComparer.Ordinal);

        public byte[]? Get(byte[] key) => _entries.GetValueOrDefault(Convert.ToHexString(key));
    }
}
