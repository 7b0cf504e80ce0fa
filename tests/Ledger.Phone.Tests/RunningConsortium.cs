using Ledger.BidFiles;
using Ledger.Client;
using Ledger.Client.Sessions;
using Ledger.Crypto;
using Ledger.Host;
using Ledger.Host.Consortium;
using Ledger.Seeds;
using Microsoft.Extensions.Logging.Abstractions;

namespace Ledger.Phone.Tests;

/// <summary>Four validators over real gRPC, a centre's page on one of them, and a bidder whose phone goes through the same node.</summary>
public sealed class RunningConsortium : IAsyncLifetime
{
    internal const string Origin = "https://ggzy.zhuhai.gov.cn";
    internal const string Pin = "628153";
    private readonly string _folder = Directory.CreateTempSubdirectory("ledger-phone").FullName;
    private readonly ConsortiumSeed _seed = ConsortiumSeed.Create(start: DateTimeOffset.UtcNow.AddMinutes(-1));
    private readonly CertificateIssuer _encryptionAuthority;
    private LocalConsortium _consortium = null!;
    private int _folders;

    public RunningConsortium()
    {
        using var pair = KeyPair.Generate(SignatureAlgorithm.Sm2Sm3);
        _encryptionAuthority = new CertificateIssuer(Name("加密测试CA"), pair.CreateSigner());
    }

    internal Participant Centre => _seed.Zhuhai;

    /// <summary>Somebody with a registered certificate who is no trading centre.</summary>
    internal Participant Bidder => _seed.Guarantors[0].Participant;

    internal LedgerClient Page { get; private set; } = null!;

    internal LedgerClient PhoneSide { get; private set; } = null!;

    public async Task InitializeAsync()
    {
        var options = new ConsortiumOptions
        {
            DataDirectory = Path.Combine(_folder, "nodes"),
            Genesis = _seed.Genesis,
            Validators = [.. _seed.Validators.Select(validator => new ConsortiumValidator(validator.Name, validator.KeyPair.CreateSigner()))],
            Server = new NodeServerOptions(),
        };
        _consortium = await LocalConsortium.StartAsync(options, NullLoggerFactory.Instance, CancellationToken.None);
        Page = ClientOf(Centre);
        PhoneSide = Reader(new SocketsHttpHandler());
    }

    public async Task DisposeAsync()
    {
        Page.Dispose();
        PhoneSide.Dispose();
        await _consortium.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    internal Uri Node => _consortium.Nodes[0].Server.GrpcAddress;

    internal LedgerClient Reader(HttpMessageHandler handler) => LedgerClient.Open(new LedgerClientOptions { Genesis = _seed.Genesis, Node = Node, HttpHandler = handler });

    internal LedgerClient ClientOf(Participant participant, HttpMessageHandler? handler = null) => LedgerClient.Open(new LedgerClientOptions
    {
        Genesis = _seed.Genesis,
        Node = Node,
        HttpHandler = handler,
        Signer = new ClientSigner(participant.CertificateId, participant.KeyPair.CreateSigner()),
        Retry = new RetryOptions { AttemptsMax = 8 },
    });

    internal string NewPath(string name) => Path.Combine(_folder, $"{Interlocked.Increment(ref _folders)}-{name}");

    internal (KeyPair Key, Certificate Certificate) NewEncryptionPair(string uscc) => Certify(KeyPair.Generate(SignatureAlgorithm.Sm2Sm3), uscc, KeyUsages.Encryption);

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

    internal PhoneVault NewVault(string? folder = null, bool withEncryption = false, TrustedOrigin? origin = null, Participant? owner = null)
    {
        var subject = owner ?? Bidder;
        return PhoneVault.Create(
            folder ?? NewPath("vault"),
            (subject.KeyPair, subject.Certificate),
            withEncryption ? NewEncryptionPair(subject.Uscc) : null,
            [origin ?? new TrustedOrigin(Origin, Centre.Uscc)],
            Pin);
    }

    internal static ScanRequest Login => new() { Act = Protocol.V1.ScanAct.Login, Origin = Origin, Title = "登录珠海市公共资源交易中心" };

    internal BidFileLabel Label => new("E4404000001001043001001", Bidder.Uscc);

    private static DistinguishedName Name(string name) => DistinguishedName.Create(
        new DistinguishedNameAttribute(DistinguishedName.CountryOid, "CN"), new DistinguishedNameAttribute(DistinguishedName.CommonNameOid, name));
}
