using Ledger.BidFiles;
using Ledger.Certificates;
using Ledger.Certificates.Extensions;
using Ledger.Certificates.Names;
using Ledger.Certificates.Paths;
using Ledger.Client;
using Ledger.Client.CaTrust;
using Ledger.Client.Membership;
using Ledger.Client.Sessions;
using Ledger.Crypto;
using Ledger.Crypto.Keys;
using Ledger.Host;
using Ledger.Host.Consortium;
using Ledger.Protocol.V1;
using Ledger.Schema.CaTrust;
using Ledger.Seeds;
using Microsoft.Extensions.Logging.Abstractions;

namespace Ledger.Phone.Tests;

/// <summary>Four validators over real gRPC, a centre's page on one of them, and a bidder whose phone goes through the same node.</summary>
public sealed class RunningConsortium : IAsyncLifetime
{
    internal const string Origin = "https://ggzy.zhuhai.gov.cn";
    internal const string Pin = "628153";
    private readonly string _folder = Directory.CreateTempSubdirectory("ledger-phone").FullName;
    private readonly ConsortiumSeed _seed;
    private readonly TimeProvider _clock;
    private readonly CertificateIssuer _encryptionAuthority;
    private LocalConsortium _consortium = null!;
    private int _folders;

    public RunningConsortium()
        : this(DateTimeOffset.UtcNow.AddMinutes(-1), _ => TimeProvider.System)
    {
    }

    /// <summary>A consortium whose block 0 is at <paramref name="start"/>, on a clock of its own.</summary>
    internal RunningConsortium(DateTimeOffset start, Func<DateTimeOffset, TimeProvider> clock)
    {
        _seed = ConsortiumSeed.Create(start: start);
        _clock = clock(start);
        using var pair = KeyPair.Generate(SignatureAlgorithm.Sm2Sm3);
        _encryptionAuthority = new CertificateIssuer(Name("加密测试CA"), pair.CreateSigner());
        Newcomer = _seed.Authorities[1].Certify("91440400MA4UWX0R6T", "珠海建设有限公司");
    }

    internal Participant Centre => _seed.Zhuhai;

    /// <summary>Somebody with a registered certificate who is no trading centre.</summary>
    internal Participant Bidder => _seed.Guarantors[0].Participant;

    /// <summary>A bidder of the CA that no member uses, once <see cref="RegisterAsync"/> has registered it.</summary>
    internal Participant Newcomer { get; }

    internal string NewcomerCa { get; private set; } = string.Empty;

    internal LedgerClient Page { get; private set; } = null!;

    internal LedgerClient PhoneSide { get; private set; } = null!;

    public async Task InitializeAsync()
    {
        await StartAsync(_clock);
        Page = ClientOf(Centre);
        PhoneSide = Reader(new SocketsHttpHandler());
    }

    /// <summary>Stops all nodes and starts them again on the same data, with new clients.</summary>
    internal async Task RestartAsync(TimeProvider clock)
    {
        Page.Dispose();
        PhoneSide.Dispose();
        await _consortium.DisposeAsync();
        await StartAsync(clock);
        Page = ClientOf(Centre);
        PhoneSide = Reader(new SocketsHttpHandler());
    }

    internal IReadOnlyList<ConsortiumNode> Nodes => _consortium.Nodes;

    private async Task StartAsync(TimeProvider clock)
    {
        var options = new ConsortiumOptions
        {
            DataDirectory = Path.Combine(_folder, "nodes"),
            Genesis = _seed.Genesis,
            Validators =
            [
                .. _seed.Validators.Select(v => new ConsortiumValidator(v.Name, v.KeyPair.CreateSigner(), v.Receipts.CreateSigner())),
            ],
            Clock = clock,
            Server = new NodeServerOptions(),
        };
        _consortium = await LocalConsortium.StartAsync(options, NullLoggerFactory.Instance, CancellationToken.None);
    }

    public async Task DisposeAsync()
    {
        Page.Dispose();
        PhoneSide.Dispose();
        await _consortium.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    /// <summary>Registers the newcomer, and learns the id of its CA.</summary>
    internal async Task RegisterAsync()
    {
        var subject = new Call
        {
            Account = new AccountCall { RegisterSubject = new RegisterSubject { Uscc = Newcomer.Uscc, Name = Newcomer.Name } },
        };
        (await Page.SubmitAsync([subject, Registration(Newcomer)])).EnsureDone();
        var check = await Page.CaTrust.CheckAsync(Newcomer.Certificate, CertificateUsage.Sign, new TrustPlace("440400", Centre.Uscc));
        NewcomerCa = check.Answer.CaId!;
    }

    /// <summary>Another registered certificate of the bidder's, for a person to act in its name.</summary>
    internal async Task<Participant> HireAsync()
    {
        var person = _seed.Authorities[0].Certify(Bidder.Uscc, Bidder.Name); // the other CA: its own key
        (await Page.SubmitAsync(Registration(person))).EnsureDone();
        return person;
    }

    private Call Registration(Participant participant) => CertificateCalls.Of(
        CertificateCalls.Register(_seed.Genesis, participant.Certificate, participant.KeyPair.CreateSigner()));

    /// <summary>Changes the trust list by vote of the validators' owners.</summary>
    internal async Task EnactAsync(TrustChange change)
    {
        var now = (await Page.GetStatusAsync()).BlockTime;
        var propose = MembershipCalls.Propose(new ProposeChange { Trust = change }, now + 3_600_000, out var proposal);
        (await Page.SubmitAsync(propose)).EnsureDone();
        foreach (var validator in _seed.Validators.Take(3))
        {
            using var member = ClientOf(validator.Owner);
            (await member.SubmitAsync(MembershipCalls.Vote(proposal, approve: true))).EnsureDone();
        }
    }

    internal Uri Node => _consortium.Nodes[0].Server.GrpcAddress;

    internal LedgerClient Reader(HttpMessageHandler handler) =>
        LedgerClient.Open(new LedgerClientOptions { Genesis = _seed.Genesis, Node = Node, HttpHandler = handler, MaxHeadAge = HeadAge });

    /// <summary>A reader that holds the chain's newest block against this clock.</summary>
    internal LedgerClient Reader(TimeProvider clock) =>
        LedgerClient.Open(new LedgerClientOptions { Genesis = _seed.Genesis, Node = Node, Time = clock });

    internal LedgerClient ClientOf(Participant participant, HttpMessageHandler? handler = null) => LedgerClient.Open(new LedgerClientOptions
    {
        Genesis = _seed.Genesis,
        Node = Node,
        HttpHandler = handler,
        MaxHeadAge = HeadAge,
        Signer = new ClientSigner(participant.CertificateId, participant.KeyPair.CreateSigner()),
        Retry = new RetryOptions { AttemptsMax = 8 },
    });

    // A driven clock stands years from this machine's.
    private TimeSpan HeadAge => ReferenceEquals(_clock, TimeProvider.System) ? TimeSpan.FromMinutes(5) : Timeout.InfiniteTimeSpan;

    internal string NewPath(string name) => Path.Combine(_folder, $"{Interlocked.Increment(ref _folders)}-{name}");

    internal (KeyPair Key, Certificate Certificate) NewEncryptionPair(string uscc) =>
        Certify(KeyPair.Generate(SignatureAlgorithm.Sm2Sm3), uscc, KeyUsages.Encryption);

    internal (KeyPair Key, Certificate Certificate) Certify(KeyPair key, string uscc, KeyUsages usage) => (
        key,
        _encryptionAuthority.Issue(new CertificateTemplate
        {
            Subject = Name("海韵银行"),
            PublicKey = key.PublicKey,
            SerialNumber = new byte[] { 0x41, 2, 3 },
            NotBeforeMs = 0,
            NotAfterMs = DateTimeOffset.UtcNow.AddYears(1).ToUnixTimeMilliseconds(),
            KeyUsage = usage,
            OrganizationCode = uscc,
        }));

    internal PhoneVault NewVault(
        string? folder = null, bool withEncryption = false, TrustedOrigin? origin = null, Participant? owner = null)
    {
        var subject = owner ?? Bidder;
        return PhoneVault.Create(
            folder ?? NewPath("vault"),
            (subject.KeyPair, subject.Certificate),
            withEncryption ? NewEncryptionPair(subject.Uscc) : null,
            [origin ?? new TrustedOrigin(Origin, Centre.Uscc)],
            Pin,
            KeyFileCost.OfKnownKeys);
    }

    internal static ScanRequest Login => new() { Act = Protocol.V1.ScanAct.Login, Origin = Origin, Title = "登录珠海市公共资源交易中心" };

    internal BidFileLabel Label => new("E4404000001001043001001", Bidder.Uscc);

    private static DistinguishedName Name(string name) => DistinguishedName.Create(
        new DistinguishedNameAttribute(DistinguishedName.CountryOid, "CN"),
        new DistinguishedNameAttribute(DistinguishedName.CommonNameOid, name));
}
