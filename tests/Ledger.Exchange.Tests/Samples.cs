using Google.Protobuf;
using Ledger.Protocol.V1;

namespace Ledger.Exchange.Tests;

/// <summary>One good document of each kind.</summary>
internal static class Samples
{
    internal const string TenderProject = "E4404000001001043001";
    internal const string SectionCode = "E4404000001001043001001";
    internal const string Tenderer = "12350100MB02709751";
    internal const string Bidder = "91440400MA4UWX0R6U";
    internal const string Guarantor = "91350100M000100Y43";
    internal const long Opening = 1_799_110_800_000; // 2027-01-05T09:00:00+08:00
    internal const long Now = Opening - 86_400_000;

    /// <summary>A point of SM2's curve: its generator.</summary>
    internal static readonly Google.Protobuf.ByteString Point = Google.Protobuf.ByteString.CopyFrom(Convert.FromHexString(
        "0432C4AE2C1F1981195F9904466A39C9948FE30BBFF2660BE1715A4589334C74C7BC3736A2F4F6779C59BDCEE36B692153D0A9877CC62A474002DF32E52139F0A0"));

    internal static CreateProject Project => new()
    {
        ProjectCode = TenderProject[..17],
        TenderProjectCode = TenderProject,
        Name = "珠海大桥",
        TendererUscc = Tenderer,
        Region = "440400",
        TradeClass = "A03",
        AgentUscc = Guarantor,
        InvestmentProjectCode = "2020-440402-48-03-012345",
    };

    internal static AnnounceSection Section => new()
    {
        SectionCode = SectionCode,
        TenderProjectCode = TenderProject,
        Name = "施工总承包一标段",
        EstimatedPriceFen = 4_000_000_005,
        BondFen = 80_000_000,
        BidValidityDays = 90,
        OpeningTime = Opening,
        OpeningKey = Point,
        KeyHolder = KeyHolder.Centre,
        NoticeDigest = Bytes(32, 1),
        AcceptsCash = true,
        AcceptedForms = { GuaranteeForm.Bank, GuaranteeForm.Surety },
        DesignatedGuarantors = { Guarantor, Tenderer },
        Stage = TenderStage.SecondOfTwo,
        ForfeitureTermsDigest = Bytes(32, 2),
        UnifiedDealCode = "B01-12350100MB02709751-20161231-211018-2",
    };

    internal static PublishNotice Postponement =>
        new()
        {
            SectionCode = SectionCode,
            NoticeNumber = 2,
            OpeningTime = Opening + 86_400_000,
            NoticeDigest = Bytes(32, 3),
            Kind = NoticeKind.Postponement,
        };

    internal static Guarantee Sealed => new()
    {
        GuaranteeId = Bytes(16, 7),
        IssuerUscc = Guarantor,
        State = GuaranteeState.IssuedSealed,
        Version = 1,
        IssuedAt = Now,
        Commitment = Bytes(32, 8),
        Sealed = Bytes(100, 9),
    };

    internal static Guarantee Revealed => new(Sealed)
    {
        State = GuaranteeState.Revealed,
        Sealed = ByteString.Empty,
        RevealedAt = Opening + 1000,
        EndorsedDigest = Bytes(32, 15),
        Terms = new GuaranteeTerms
        {
            GuaranteeNo = "BH-2026-0001",
            SectionCode = SectionCode,
            BeneficiaryUscc = Tenderer,
            ApplicantUscc = Bidder,
            ApplicantName = "珠海建设有限公司",
            GuarantorUscc = Guarantor,
            Form = GuaranteeForm.Bank,
            LegalNature = LegalNature.Independent,
            AmountFen = 80_000_000,
            ValidFrom = Now,
            ValidUntil = Opening + (100L * 86_400_000) - 1,
            PremiumFen = 40_001,
            DocumentDigest = Bytes(32, 10),
            Version = 1,
            ConsortiumUsccs = { Tenderer, Guarantor },
            ApplicationDigest = Bytes(32, 11),
            Wording = new Wording { Name = "independent.v1", Digest = Bytes(32, 12) },
        },
        Versions =
        {
            new GuaranteeVersion
            {
                Version = 1,
                AmountFen = 80_000_000,
                ValidUntil = Opening + (100L * 86_400_000) - 1,
                DocumentDigest = Bytes(32, 10),
                At = Now,
                RecordId = Bytes(16, 7),
            },
        },
    };

    internal static Guarantee Claimed => new(Revealed)
    {
        State = GuaranteeState.Refused,
        Claim = new Claim
        {
            AmountFen = 80_000_000,
            Reason = ClaimReason.NoContract,
            EvidenceDigest = Bytes(32, 12),
            StatementDigest = Bytes(32, 13),
            ClaimedAt = Opening + 5000,
            AnswerUntil = Opening + 500_000,
            Discrepancies = { "签章不符", "金额有误" },
        },
    };

    internal static Section Record => new()
    {
        Announced = Section,
        CentreUscc = Tenderer,
        TendererUscc = Tenderer,
        AgentUscc = Guarantor,
        AnnouncedAt = Now,
        Notices = 2,
        OpeningTime = Opening + 86_400_000,
        State = SectionState.Postponed,
        Region = "440400",
        TradeClass = "A03",
        OpeningPrivateKey = Bytes(32, 14),
    };

    internal static Project ProjectRecord => new() { Created = Project, CentreUscc = Tenderer, CreatedAt = Now };

    internal static IReadOnlyDictionary<DocumentKind, ExchangeDocument> All => new Dictionary<DocumentKind, ExchangeDocument>
    {
        [DocumentKind.TenderProject] = ExchangeRecords.Of(ProjectRecord) with { AsOfHeight = 42, AsOfTime = Now },
        [DocumentKind.Section] = ExchangeRecords.Of(Record, Notices, Now),
        [DocumentKind.Notice] = new NoticeDocument(Postponement),
        [DocumentKind.Guarantee] = ExchangeRecords.Of(Claimed, Record, ProjectRecord, Opening + 10_000),
        [DocumentKind.Claim] = new ClaimDocument(
            new ClaimGuarantee
            {
                GuaranteeId = Bytes(16, 7),
                AmountFen = 1,
                Reason = ClaimReason.Revoked,
                EvidenceDigest = Bytes(32, 1),
                StatementDigest = Bytes(32, 2),
                ExtendUntil = Opening + 1,
            }),
        [DocumentKind.ClaimReply] = new ClaimReplyDocument(Bytes(16, 7), ClaimReplyStatus.Paid) { PaidFen = 80_000_000 },
        [DocumentKind.Release] = new ReleaseDocument(
            new ReleaseGuarantee { GuaranteeId = Bytes(16, 7), Reason = ReleaseReason.NotAwarded }),
        [DocumentKind.DecryptionNotice] = ExchangeRecords.Of(Record, ProjectRecord, [Revealed]),
    };

    private static IReadOnlyList<Notice> Notices =>
    [
        new()
        {
            Published = new PublishNotice
            {
                SectionCode = SectionCode,
                NoticeNumber = 1,
                OpeningTime = Opening,
                NoticeDigest = Bytes(32, 1),
                Kind = NoticeKind.Announcement,
            },
            PublishedAt = Now,
        },
        new() { Published = Postponement, PublishedAt = Now + 1 },
    ];

    internal static ByteString Bytes(int count, byte value) => ByteString.CopyFrom([.. Enumerable.Repeat(value, count)]);
}
