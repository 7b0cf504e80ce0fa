using System.Security.Cryptography;
using Google.Protobuf;
using Ledger.Client;
using Ledger.Client.Guarantees;
using Ledger.Client.Passports;
using Ledger.Crypto;
using Ledger.Crypto.Keys;
using Ledger.Crypto.Sealing;
using Ledger.Host;
using Ledger.Host.Consortium;
using Ledger.Protocol;
using Ledger.Protocol.V1;
using Ledger.Rehearsal;
using Ledger.Schema.Guarantee;
using Ledger.Seeds;
using Microsoft.Extensions.Logging.Abstractions;

namespace Ledger.Passports.Tests;

/// <summary>A guarantee's life on four real validators, one of which is voted out and in again, and its passport at each step.</summary>
public sealed class RealConsortiumTests : IAsyncLifetime
{
    private const string TenderProject = "A4404000000000001001";
    private const string SectionCode = TenderProject + "001";
    private const long DayMs = 24 * 60 * 60 * 1000;

    private readonly string _folder = Directory.CreateTempSubdirectory("ledger-passport").FullName;
    private readonly ConsortiumSeed _seed = ConsortiumSeed.Create();
    private readonly byte[] _openingPrivateKey = [.. Enumerable.Repeat((byte)0x11, 32)];
    private LocalConsortium _consortium = null!;
    private DrivenClock _clock = null!;
    private LedgerClient _reader = null!;

    public async Task InitializeAsync()
    {
        _clock = new DrivenClock(_seed.Genesis.Content.Time);
        _consortium = await LocalConsortium.StartAsync(
            new ConsortiumOptions
            {
                DataDirectory = Path.Combine(_folder, "nodes"),
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
        _reader = Open(null);
    }

    public async Task DisposeAsync()
    {
        _reader.Dispose();
        await _consortium.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    private GuarantorSeed Guarantor => _seed.Guarantors[0];

    [Fact]
    public async Task A_guarantees_passport_is_valid_at_every_step_of_its_life()
    {
        await VoteAsync(power: 0);
        using var opening = KeyPair.FromPrivateKey(SignatureAlgorithm.Sm2Sm3, _openingPrivateKey);
        var openingTime = _seed.Genesis.Content.Time + (21 * DayMs);
        await AnnounceAsync(opening, openingTime);

        var sealer = new GuaranteeSealer(_seed.Genesis, SystemRandomSource.Instance);
        var record = sealer.Seal(Terms(openingTime), opening.PublicKey.Encoded);
        await SubmitAsync(Guarantor.Participant, new Call { Guarantee = new GuaranteeCall { Issue = sealer.Pad([record], 4) } });
        var sealedView = await VerifiedAsync(record.GuaranteeId, validators: 3);
        Assert.Equal(GuaranteeState.IssuedSealed, sealedView.State);
        Assert.Null(sealedView.Terms);

        await VoteAsync(power: 1);
        _clock.AdvanceTo(openingTime + 1000);
        await RevealAsync(opening);
        var revealed = await VerifiedAsync(record.GuaranteeId, validators: 4);
        Assert.Equal((GuaranteeState.Revealed, Terms(openingTime), true), (revealed.State, revealed.Terms, revealed.TermsAreSigned));

        await SubmitAsync(Guarantor.Participant, new Call
        {
            Account = new AccountCall
            {
                RevokeCertificate = new RevokeCertificate
                {
                    CertificateId = ByteString.CopyFrom(Guarantor.Participant.CertificateId.ToArray()),
                    Reason = "遗失",
                },
            },
        });
        await SubmitAsync(_seed.Zhuhai, new Call
        {
            Guarantee = new GuaranteeCall
            {
                Release = new ReleaseGuarantee { GuaranteeId = record.GuaranteeId, Reason = ReleaseReason.ExtensionRefused },
            },
        });
        Assert.Equal(GuaranteeState.Released, (await VerifiedAsync(record.GuaranteeId, validators: 4)).State);
    }

    private async Task<GuaranteeView> VerifiedAsync(ByteString id, int validators)
    {
        var passport = await new PassportBuilder(_reader).BuildGuaranteeAsync(id.Memory);
        var file = PassportFile.Encode(passport!);
        Assert.InRange(file.Length, 1, 16 * 1024);
        var report = new PassportVerifier(PassportTrust.Of(_seed.Genesis)).Verify(file);
        Assert.True(report.IsValid, report.Failure?.ToString());
        Assert.Equal(validators, report.Checkpoint!.Validators);
        return report.Guarantee!;
    }

    private Participant Bidder => _seed.Authorities[1].Certify("91350100M000100Y43", "福建建设有限公司");

    private GuaranteeTerms Terms(long openingTime) => Bidder.SignAsApplicant(_seed.Genesis, new()
    {
        GuaranteeNo = "ZH-2019-000001",
        SectionCode = SectionCode,
        BeneficiaryUscc = _seed.Zhuhai.Uscc,
        ApplicantUscc = Bidder.Uscc,
        ApplicantName = Bidder.Name,
        GuarantorUscc = Guarantor.Participant.Uscc,
        Form = Guarantor.Form,
        LegalNature = Guarantor.LegalNature,
        AmountFen = 50_000_000,
        ValidFrom = openingTime - DayMs,
        ValidUntil = openingTime + (120 * DayMs),
        PremiumFen = 50_000,
        DocumentDigest = ByteString.CopyFrom(new byte[32]),
        Version = 1,
        ApplicationDigest = ByteString.CopyFrom(new byte[32]),
        Wording = GuaranteeWording.For(Guarantor.Form, Guarantor.LegalNature)!.Reference,
    });

    private async Task VoteAsync(ulong power)
    {
        var validator = _seed.Validators[3];
        var id = ByteString.CopyFrom(RandomNumberGenerator.GetBytes(16));
        var change = new PutValidator
        {
            Algorithm = (uint)validator.KeyPair.Algorithm,
            PublicKey = ByteString.CopyFrom(validator.KeyPair.PublicKey.Encoded),
            Power = power,
            Name = validator.Name,
            MemberUscc = validator.Owner.Uscc,
            ReceiptKey = power == 0
                ? null
                : new ReceiptKey
                {
                    Algorithm = (uint)validator.Receipts.Algorithm,
                    PublicKey = ByteString.CopyFrom(validator.Receipts.PublicKey.Encoded),
                },
        };
        var proposal = new ProposeChange
        {
            ProposalId = id,
            ClosesAt = _clock.GetUtcNow().ToUnixTimeMilliseconds() + DayMs,
            PutValidator = change,
        };
        await SubmitAsync(_seed.Zhuhai, new Call { Membership = new MembershipCall { Propose = proposal } });
        foreach (var voter in _seed.Validators.Take(3))
        {
            await SubmitAsync(
                voter.Owner,
                new Call { Membership = new MembershipCall { Vote = new VoteOnProposal { ProposalId = id, Approve = true } } });
        }
    }

    private Task AnnounceAsync(KeyPair opening, long openingTime) => SubmitAsync(
        _seed.Zhuhai,
        [.. Bidder.EnrolmentCalls(_seed.Genesis), new Call
        {
            Tender = new TenderCall
            {
                CreateProject = new CreateProject
                {
                    ProjectCode = TenderProject[..17],
                    TenderProjectCode = TenderProject,
                    Name = "珠海大桥",
                    TendererUscc = _seed.Zhuhai.Uscc,
                    Region = "440400",
                    TradeClass = "A",
                },
            },
        },
        new Call
        {
            Tender = new TenderCall
            {
                AnnounceSection = new AnnounceSection
                {
                    SectionCode = SectionCode,
                    TenderProjectCode = TenderProject,
                    Name = "施工总承包一标段",
                    EstimatedPriceFen = 5_000_000_000,
                    BondFen = 50_000_000,
                    BidValidityDays = 90,
                    OpeningTime = openingTime,
                    OpeningKey = ByteString.CopyFrom(opening.PublicKey.Encoded),
                    NoticeDigest = ByteString.CopyFrom(new byte[32]),
                    KeyHolder = KeyHolder.Centre,
                },
            },
        }]);

    private async Task RevealAsync(KeyPair opening)
    {
        // Block time follows the validators' clocks by a block or two.
        while ((await _reader.GetStatusAsync()).BlockTime < _clock.GetUtcNow().ToUnixTimeMilliseconds() - 5000)
        {
            await Task.Delay(50);
        }

        var bidders = new[] { _seed.Zhuhai.Uscc, _seed.Guarantors[0].Participant.Uscc, "91350100M000100Y43" };
        var open = new BidderList(_seed.Genesis, SectionCode, new byte[32], bidders).Opening();
        await SubmitAsync(_seed.Zhuhai, new Call { Tender = new TenderCall { OpenSection = open } });
        using var key = new OpeningKey(opening);
        var found = await new GuaranteeOpener(_seed.Genesis, SectionCode, key).OpenAsync(_reader);
        await SubmitAsync(_seed.Zhuhai, new Call
        {
            Guarantee = new GuaranteeCall
            {
                Open = new OpenGuarantees { SectionCode = SectionCode, Guarantees = { Assert.Single(found.Opened) } },
            },
        });
    }

    private async Task SubmitAsync(Participant participant, params Call[] calls)
    {
        using var client = Open(participant);
        (await client.SubmitAsync(calls)).EnsureDone();
    }

    private LedgerClient Open(Participant? participant) => LedgerClient.Open(new LedgerClientOptions
    {
        Genesis = _seed.Genesis,
        Node = _consortium.Nodes[0].Server.GrpcAddress,
        Signer = participant is null ? null : new ClientSigner(participant.CertificateId, participant.KeyPair.CreateSigner()),
    });
}
