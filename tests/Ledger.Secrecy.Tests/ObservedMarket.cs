using Google.Protobuf;
using Ledger.Client;
using Ledger.Client.Guarantees;
using Ledger.Crypto;
using Ledger.Crypto.Keys;
using Ledger.Crypto.Sealing;
using Ledger.Host;
using Ledger.Host.Consortium;
using Ledger.Protocol;
using Ledger.Protocol.Sessions;
using Ledger.Protocol.V1;
using Ledger.Schema.Guarantee;
using Ledger.Seeds;
using Ledger.Storage;
using Microsoft.Extensions.Logging.Abstractions;

namespace Ledger.Secrecy.Tests;

/// <summary>
/// One centre with 200 concurrent sections before their opening, on a real consortium with real sealing, and everything that an attacker
/// with full read access to one validator's database, network and API has of it. Sections have 0 to 6 bids.
/// </summary>
public sealed class ObservedMarket : IAsyncLifetime
{
    internal const int Sections = 200;
    internal const int BatchSize = 64;
    internal const int Rounds = 5;
    internal const int SessionsOfYesterday = 40;
    private const int BidsMax = 7; // exclusive
    private const int BiddersCount = 160;
    private const int EnrolledMax = 40; // in one transaction
    private const int ProjectsCount = 10;
    private const long Day = 24L * 60 * 60 * 1000;
    private const long BondFen = 200_000_00;

    private readonly string _folder = Directory.CreateTempSubdirectory("ledger-secrecy").FullName;
    private readonly Random _random = new(20261122);

    internal ConsortiumSeed Seed { get; } = ConsortiumSeed.Create(start: DateTimeOffset.UtcNow.AddMinutes(-1));

    internal List<Bid> Bids { get; } = [];

    internal List<Participant> Bidders { get; } = [];

    internal List<string> SectionCodes { get; } = [];

    /// <summary>Another centre, at which nobody scans.</summary>
    internal Participant QuietCentre => Seed.Validators[2].Owner;

    /// <summary>Zhuhai's sessions of the day before, of which the chain has the root.</summary>
    internal SessionBook Book { get; private set; } = new();

    /// <summary>Every entry of the first validator's database.</summary>
    internal IReadOnlyList<Observation> Database { get; private set; } = [];

    /// <summary>The bodies of all final transactions, in order.</summary>
    internal List<TxBody> Transactions { get; } = [];

    /// <summary>
    /// Answers of the public API to "has this bidder a guarantee for this section?", for one who has and one who has not.
    /// </summary>
    internal List<(bool Exists, StateValue Answer, GetStateResponse Response)> Answers { get; } = [];

    internal static string UsccOf(int number)
    {
        var first = $"91440402{number:D9}";
        return first + UnifiedSocialCreditCode.CheckCharacter(first);
    }

    public async Task InitializeAsync()
    {
        var options = new ConsortiumOptions
        {
            DataDirectory = _folder,
            Genesis = Seed.Genesis,
            Validators =
            [
                .. Seed.Validators.Select(v => new ConsortiumValidator(v.Name, v.KeyPair.CreateSigner(), v.Receipts.CreateSigner())),
            ],
            Server = new NodeServerOptions(),
        };
        await using (var consortium = await LocalConsortium.StartAsync(options, NullLoggerFactory.Instance, CancellationToken.None))
        {
            var node = consortium.Nodes[0].Server.GrpcAddress;
            await AnnounceAsync(node);
            await IssueAsync(node);
            await RecordAsync(node);
            await AskAsync(node);
        }

        using var store = RocksStore.Open(Path.Combine(_folder, Seed.Validators[0].Name, "store"), new RocksStoreOptions());
        Database =
        [
            .. Enum.GetValues<StoreTable>()
                .SelectMany(table => store.Scan(table, default, default).Select(entry => new Observation(table, entry.Key, entry.Value))),
        ];
    }

    public Task DisposeAsync()
    {
        Directory.Delete(_folder, recursive: true);
        return Task.CompletedTask;
    }

    private async Task AnnounceAsync(Uri node)
    {
        using var centre = ClientOf(Seed.Zhuhai, node);
        for (var i = 0; i < BiddersCount; i++)
        {
            Bidders.Add(Seed.Authorities[1].Certify(UsccOf(10_000 + i), $"珠海投标企业{i:D3}有限公司"));
        }

        foreach (var some in Bidders.Chunk(EnrolledMax))
        {
            await SubmitAsync(centre, some.SelectMany(bidder => bidder.EnrolmentCalls(Seed.Genesis)));
        }

        var opening = DateTimeOffset.UtcNow.ToUnixTimeMilliseconds() + (30 * Day);
        for (var project = 0; project < ProjectsCount; project++)
        {
            var code = $"A440400{7_000_000_000 + project:D10}";
            var sections = Enumerable.Range(1, Sections / ProjectsCount).Select(number => $"{code}001{number:D3}").ToList();
            SectionCodes.AddRange(sections);
            await SubmitAsync(centre, [Create(code), .. sections.Select(section => Announce(section, opening))]);
        }
    }

    private static Call Create(string projectCode) => new()
    {
        Tender = new TenderCall
        {
            CreateProject = new CreateProject
            {
                ProjectCode = projectCode,
                TenderProjectCode = projectCode + "001",
                Name = "市政道路工程",
                TendererUscc = UsccOf(9_001),
                Region = "440400",
                TradeClass = "A02",
            },
        },
    };

    private Call Announce(string section, long opening)
    {
        using var key = OpeningKeyOf(section);
        return new Call
        {
            Tender = new TenderCall
            {
                AnnounceSection = new AnnounceSection
                {
                    SectionCode = section,
                    TenderProjectCode = section[..20],
                    Name = "标段",
                    EstimatedPriceFen = BondFen * 50,
                    BondFen = BondFen,
                    BidValidityDays = 90,
                    OpeningTime = opening,
                    OpeningKey = ByteString.CopyFrom(key.PublicKey.Encoded),
                    NoticeDigest = ByteString.CopyFrom(new byte[Digest.Bytes]),
                    AcceptsCash = true,
                    AcceptedForms = { GuaranteeForm.Bank, GuaranteeForm.Insurance, GuaranteeForm.Surety },
                    KeyHolder = KeyHolder.Centre,
                },
            },
        };
    }

    private KeyPair OpeningKeyOf(string section) =>
        KeyPair.FromSeed(SignatureAlgorithm.Sm2Sm3, Seed.Genesis.Hasher.Suite == CryptoSuite.Guomi
            ? TaggedHash.Compute(Seed.Genesis.Hasher, "secrecy test key"u8, System.Text.Encoding.ASCII.GetBytes(section)).ToArray()
            : throw new InvalidOperationException("The test's consortium is of the GUOMI suite."));

    // Every guarantor sends a batch of one size in every round, whether it has bids or not: so does the product's desk.
    private async Task IssueAsync(Uri node)
    {
        var sealer = new GuaranteeSealer(Seed.Genesis, SystemRandomSource.Instance);
        var guarantors = Seed.Guarantors.Take(4).Select(guarantor => guarantor.Participant).ToList();
        var waiting = guarantors.ToDictionary(guarantor => guarantor.Uscc, _ => new Queue<(string Section, Participant Bidder)>());
        foreach (var (index, section) in SectionCodes.Index())
        {
            var start = _random.Next(BiddersCount);
            for (var bid = 0; bid < index % BidsMax; bid++)
            {
                var bidder = Bidders[(start + bid) % BiddersCount];
                waiting[guarantors[_random.Next(guarantors.Count)].Uscc].Enqueue((section, bidder));
            }
        }

        for (var round = 0; round < Rounds; round++)
        {
            foreach (var guarantor in guarantors)
            {
                using var client = ClientOf(guarantor, node);
                var queue = waiting[guarantor.Uscc];
                var records = new List<SealedGuarantee>();
                while (records.Count < BatchSize && queue.TryDequeue(out var bid))
                {
                    records.Add(Seal(sealer, guarantor, bid));
                }

                while (records.Count < BatchSize)
                {
                    records.Add(sealer.Decoy());
                }

                await SubmitAsync(client, [new Call { Guarantee = new GuaranteeCall { Issue = sealer.Pad(records, BatchSize) } }]);
            }
        }

        Assert.All(waiting.Values, Assert.Empty);
    }

    private SealedGuarantee Seal(GuaranteeSealer sealer, Participant guarantor, (string Section, Participant Bidder) bid)
    {
        using var key = OpeningKeyOf(bid.Section);
        var now = DateTimeOffset.UtcNow.ToUnixTimeMilliseconds();
        var terms = new GuaranteeTerms
        {
            GuaranteeNo = $"BH{Bids.Count:D6}",
            SectionCode = bid.Section,
            BeneficiaryUscc = UsccOf(9_001),
            ApplicantUscc = bid.Bidder.Uscc,
            ApplicantName = bid.Bidder.Name,
            GuarantorUscc = guarantor.Uscc,
            Form = GuaranteeForm.Bank,
            LegalNature = LegalNature.Independent,
            AmountFen = BondFen + Bids.Count,
            ValidFrom = now,
            ValidUntil = now + (150 * Day) + Bids.Count,
            DocumentDigest = ByteString.CopyFrom(new byte[Digest.Bytes]),
            Version = 1,
            ApplicationDigest = ByteString.CopyFrom(new byte[Digest.Bytes]),
            Wording = new Wording { Name = "independent.v1", Digest = ByteString.CopyFrom(new byte[Digest.Bytes]) },
        };
        var record = sealer.Seal(bid.Bidder.SignAsApplicant(Seed.Genesis, terms), key.PublicKey.Encoded);
        Bids.Add(new Bid(bid.Section, bid.Bidder.Uscc, bid.Bidder.Name, guarantor, record.GuaranteeId));
        return record;
    }

    // Two centres record the same day, one with sessions and one without.
    private async Task RecordAsync(Uri node)
    {
        var yesterday = SessionBooks.DayOf(DateTimeOffset.UtcNow.ToUnixTimeMilliseconds()) - 1;
        Book = new SessionBook { Day = yesterday, Secret = RandomDigest(), Depth = SessionBooks.DepthMin };
        Book.Sessions.AddRange(Enumerable.Range(0, SessionsOfYesterday).Select(_ => new FinishedSession
        {
            Act = ScanAct.Seal,
            Commitment = RandomDigest(),
            PayloadDigest = RandomDigest(),
            ConfirmationDigest = RandomDigest(),
            OpenedAt = SessionBooks.EndOf(yesterday) - 60_000,
            FinishedAt = SessionBooks.EndOf(yesterday) - 1,
            Result = SessionResult.Confirmed,
        }));
        var empty = new SessionBook { Day = yesterday, Secret = RandomDigest(), Depth = SessionBooks.DepthMin };
        foreach (var (centre, book) in new[] { (Seed.Zhuhai, Book), (QuietCentre, empty) })
        {
            using var client = ClientOf(centre, node);
            (await client.RecordSessionsAsync(book)).EnsureDone();
        }
    }

    private ByteString RandomDigest()
    {
        var bytes = new byte[Digest.Bytes];
        _random.NextBytes(bytes);
        return UnsafeByteOperations.UnsafeWrap(bytes);
    }

    private async Task AskAsync(Uri node)
    {
        using var anyone = LedgerClient.Open(new LedgerClientOptions { Genesis = Seed.Genesis, Node = node });
        foreach (var bid in Bids.Take(20))
        {
            var stranger = Bidders.First(
                one => !Bids.Any(other => other.SectionCode == bid.SectionCode && other.BidderUscc == one.Uscc)).Uscc;
            foreach (var (exists, uscc) in new[] { (true, bid.BidderUscc), (false, stranger) })
            {
                var (answer, response) = await anyone.GetProvenAsync(GuaranteeTables.BidderKey(bid.SectionCode, uscc));
                Answers.Add((exists, answer, response));
            }
        }

        var height = (await anyone.GetStatusAsync()).Height;
        for (ulong at = 1; at <= height; at++)
        {
            var block = await anyone.GetBlockAsync(at);
            Transactions.AddRange(
                (block.Batch?.Transactions ?? []).Select(bytes => TxBody.Parser.ParseFrom(Transaction.Parser.ParseFrom(bytes).Body)));
        }
    }

    private LedgerClient ClientOf(Participant participant, Uri node) => LedgerClient.Open(new LedgerClientOptions
    {
        Genesis = Seed.Genesis,
        Node = node,
        Signer = new ClientSigner(participant.CertificateId, participant.KeyPair.CreateSigner()),
    });

    private static async Task SubmitAsync(LedgerClient client, IEnumerable<Call> calls) =>
        (await client.SubmitAsync([.. calls])).EnsureDone();
}
