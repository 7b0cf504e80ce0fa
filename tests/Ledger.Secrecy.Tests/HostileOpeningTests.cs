using Google.Protobuf;
using Ledger.Client;
using Ledger.Client.Guarantees;
using Ledger.Crypto;
using Ledger.Crypto.Keys;
using Ledger.Crypto.Sealing;
using Ledger.Host;
using Ledger.Host.Consortium;
using Ledger.Protocol;
using Ledger.Protocol.V1;
using Ledger.Rehearsal;
using Ledger.Seeds;
using Microsoft.Extensions.Logging.Abstractions;

namespace Ledger.Secrecy.Tests;

/// <summary>
/// A section is opened in one call while guarantors try to keep guarantees out by forged ones, to keep them back, or to take them back too
/// late.
/// </summary>
public sealed class HostileOpeningTests : IAsyncLifetime, IDisposable
{
    private const string ProjectCode = "A4404007700000001";
    private const string Section = ProjectCode + "001001";
    private const long Day = 24L * 60 * 60 * 1000;
    private const long BondFen = 100_000_00;

    private readonly string _folder = Directory.CreateTempSubdirectory("ledger-opening").FullName;
    private readonly ConsortiumSeed _seed = ConsortiumSeed.Create();
    private readonly KeyPair _openingKey = KeyPair.Generate(SignatureAlgorithm.Sm2Sm3);
    private readonly DrivenClock _clock;
    private readonly GuaranteeSealer _sealer;
    private LocalConsortium _consortium = null!;

    public HostileOpeningTests()
    {
        _clock = new DrivenClock(_seed.Genesis.Content.Time);
        _sealer = new GuaranteeSealer(_seed.Genesis, SystemRandomSource.Instance);
    }

    private long Opening => _seed.Genesis.Content.Time + (25 * Day);

    private Participant Bank => _seed.Guarantors[0].Participant;

    private Participant Colluder => _seed.Guarantors[1].Participant;

    public async Task InitializeAsync() => _consortium = await LocalConsortium.StartAsync(
        new ConsortiumOptions
        {
            DataDirectory = _folder,
            Genesis = _seed.Genesis,
            Validators =
            [
                .. _seed.Validators.Select(v => new ConsortiumValidator(v.Name, v.KeyPair.CreateSigner(), v.Receipts.CreateSigner())),
            ],
            Clock = _clock,
            Server = new NodeServerOptions(),
        },
        NullLoggerFactory.Instance,
        CancellationToken.None);

    public async Task DisposeAsync()
    {
        await _consortium.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    public void Dispose() => _openingKey.Dispose();

    [Fact]
    public async Task Every_bond_is_seen_whatever_one_guarantor_does()
    {
        using var centre = ClientOf(_seed.Zhuhai);
        using var bank = ClientOf(Bank);
        using var colluder = ClientOf(Colluder);
        await DoneAsync(
            centre,
            [.. Enumerable.Range(1, 3).SelectMany(number => BidderOf(number).EnrolmentCalls(_seed.Genesis)), Project(), Announcement()]);
        var good = Applied(Terms(1, Bank));
        var first = _sealer.Seal(good, _openingKey.PublicKey.Encoded);
        var longer = good.Clone();
        (longer.Version, longer.Amends, longer.ValidUntil, longer.ApplicantSignature) = (2, first.GuaranteeId, good.ValidUntil + Day, null);
        var second = _sealer.Seal(longer, _openingKey.PublicKey.Encoded);
        var takenBack = _sealer.Seal(Applied(Terms(2, Bank)), _openingKey.PublicKey.Encoded);
        var small = Terms(3, Bank);
        small.AmountFen = BondFen - 1;
        await DoneAsync(bank, Issue(second, first, takenBack, _sealer.Seal(Applied(small), _openingKey.PublicKey.Encoded)));

        // In bidder 1's name, which never asked for it: unsigned, signed by another bidder, and with the signature that it gave for the
        // bank's terms.
        var stolen = Terms(1, Colluder);
        stolen.ApplicantSignature = good.ApplicantSignature;
        GuaranteeTerms[] forged = [Terms(1, Colluder), BidderOf(2).SignAsApplicant(_seed.Genesis, Terms(1, Colluder)), stolen];

        // And one that names a consortium out of order.
        var malformed = Terms(4, Colluder);
        malformed.ConsortiumUsccs.AddRange([ObservedMarket.UsccOf(9), ObservedMarket.UsccOf(8)]);
        var attack = forged.Append(malformed).Select(terms => (Terms: terms, Record: _sealer.Seal(terms, _openingKey.PublicKey.Encoded)))
            .ToList();
        await DoneAsync(colluder, Issue([.. attack.Select(one => one.Record)]));

        _clock.AdvanceTo(Opening + 1_000);
        await ReachAsync(centre, Opening);
        await ReachAsync(bank, Opening);
        await DoneAsync(bank, new Call
        {
            Guarantee = new GuaranteeCall
            {
                Surrender = new SurrenderGuarantee { GuaranteeId = takenBack.GuaranteeId, AttestationDigest = Blob(32) },
            },
        });
        var bidders = Enumerable.Range(1, 4).Select(ObservedMarket.UsccOf).ToList();
        var report = await new SectionOpener(centre, new HeldKey(_openingKey)).OpenAsync(Section, bidders);

        var bonds = report.Bonds.ToDictionary(bond => bond.BidderUscc);
        Assert.Equal(4, bonds.Count);
        Assert.Equal([RefusalCode.BondMissing], bonds[bidders[3]].Defects.Select(defect => defect.Code));
        Assert.Equal([RefusalCode.AmountBelowBond], bonds[bidders[2]].Defects.Select(defect => defect.Code));
        Assert.True(bonds[bidders[1]].Complies, "a surrender after the opening time is void");

        // Bidder 1's own stands, with its second version, though the forged ones were there to be opened as well.
        var stands = bonds[bidders[0]].Guarantee!;
        Assert.Equal((Bank.Uscc, 2u), (stands.IssuerUscc, stands.Version));
        Assert.Equal(attack.Select(one => one.Record.GuaranteeId).ToHashSet(), report.Rejected.Select(one => one.GuaranteeId).ToHashSet());

        // Again: what is done stays done.
        var again = await new SectionOpener(centre, new HeldKey(_openingKey)).OpenAsync(Section, bidders);
        Assert.Equal(report.Bonds.Select(bond => bond.Defects.Count), again.Bonds.Select(bond => bond.Defects.Count));
    }

    private static ByteString Blob(int length) => ByteString.CopyFrom(new byte[length]);

    private static Call Project() => new()
    {
        Tender = new TenderCall
        {
            CreateProject = new CreateProject
            {
                ProjectCode = ProjectCode,
                TenderProjectCode = ProjectCode + "001",
                Name = "桥梁工程",
                TendererUscc = ObservedMarket.UsccOf(100),
                Region = "440400",
                TradeClass = "A",
            },
        },
    };

    private Call Announcement() => new()
    {
        Tender = new TenderCall
        {
            AnnounceSection = new AnnounceSection
            {
                SectionCode = Section,
                TenderProjectCode = Section[..20],
                Name = "标段",
                EstimatedPriceFen = BondFen * 50,
                BondFen = BondFen,
                BidValidityDays = 90,
                OpeningTime = Opening,
                OpeningKey = ByteString.CopyFrom(_openingKey.PublicKey.Encoded),
                NoticeDigest = Blob(32),
                AcceptsCash = true,
                AcceptedForms = { GuaranteeForm.Bank },
                KeyHolder = KeyHolder.Centre,
            },
        },
    };

    private Participant BidderOf(int number) => _seed.Authorities[1].Certify(ObservedMarket.UsccOf(number), "投标人");

    private GuaranteeTerms Applied(GuaranteeTerms terms) =>
        _seed.Authorities[1].Certify(terms.ApplicantUscc, terms.ApplicantName).SignAsApplicant(_seed.Genesis, terms);

    private GuaranteeTerms Terms(int bidder, Participant guarantor) => new()
    {
        GuaranteeNo = $"BH{bidder}",
        SectionCode = Section,
        BeneficiaryUscc = ObservedMarket.UsccOf(100),
        ApplicantUscc = ObservedMarket.UsccOf(bidder),
        ApplicantName = "投标人",
        GuarantorUscc = guarantor.Uscc,
        Form = GuaranteeForm.Bank,
        LegalNature = LegalNature.Independent,
        AmountFen = BondFen,
        ValidFrom = _seed.Genesis.Content.Time,
        ValidUntil = Opening + (90 * Day),
        DocumentDigest = Blob(32),
        Version = 1,
        ApplicationDigest = Blob(32),
        Wording = new Wording { Name = "independent.v1", Digest = Blob(32) },
    };

    private static Call Issue(params SealedGuarantee[] records) =>
        new() { Guarantee = new GuaranteeCall { Issue = new IssueGuarantees { Guarantees = { records } } } };

    private static async Task DoneAsync(LedgerClient client, params Call[] calls) => (await client.SubmitAsync(calls)).EnsureDone();

    private static async Task ReachAsync(LedgerClient client, long time)
    {
        for (var tries = 0; (await client.GetStatusAsync()).BlockTime < time; tries++)
        {
            Assert.True(tries < 600, "block time does not follow the clock");
            await Task.Delay(100);
        }
    }

    private LedgerClient ClientOf(Participant participant) => LedgerClient.Open(new LedgerClientOptions
    {
        Genesis = _seed.Genesis,
        Node = _consortium.Nodes[0].Server.GrpcAddress,
        Signer = new ClientSigner(participant.CertificateId, participant.KeyPair.CreateSigner()),
    });

    private sealed class HeldKey(KeyPair pair) : IOpeningKeyRelease
    {
        public Task<KeyPair?> ReleaseAsync(string sectionCode, CancellationToken cancellationToken = default) =>
            Task.FromResult<KeyPair?>(KeyPair.FromPrivateKey(pair.PublicKey.Algorithm, pair.PrivateKey));
    }
}
