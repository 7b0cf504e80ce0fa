using Google.Protobuf;
using Ledger.Client.Guarantees;
using Ledger.Client.Tenders;
using Ledger.Schema.Guarantee;
using Ledger.Schema.Tender;
using Ledger.Protocol.V1;

namespace Ledger.Cli.Tests.Views;

/// <summary>Records of an invented section: every state and field that a view shows, the same at every run.</summary>
internal static class ViewSamples
{
    internal const long OpeningTime = 1_577_151_000_000; // 2019-12-24 09:30 +08:00
    internal const long DayMs = 24L * 60 * 60 * 1000;
    internal const string SectionCode = "E4404002019000012001001";
    private const string Tenderer = "91440400MA4UWX0R6X";

    internal static ByteString Blob(int bytes, byte first) =>
        ByteString.CopyFrom([.. Enumerable.Range(first, bytes).Select(one => (byte)one)]);

    internal static Section Section() => new()
    {
        Announced = new AnnounceSection
        {
            SectionCode = SectionCode,
            TenderProjectCode = "E4404002019000012001",
            Name = "横琴新区环岛北路市政工程（第1标段）",
            EstimatedPriceFen = 4_210_000_000,
            BondFen = 80_000_000,
            BidValidityDays = 90,
            OpeningTime = OpeningTime,
            OpeningKey = Blob(65, 4),
            NoticeDigest = Blob(32, 100),
            AcceptsCash = true,
            AcceptedForms = { GuaranteeForm.Bank, GuaranteeForm.Insurance },
            KeyHolder = KeyHolder.Centre,
        },
        CentreUscc = "12440400XYKE27AY53",
        TendererUscc = Tenderer,
        AnnouncedAt = OpeningTime - (30 * DayMs),
        Notices = 2,
        OpeningTime = OpeningTime,
        State = SectionState.Contracted,
        Bidders = 4,
        OpenedAt = OpeningTime + 12_000,
        BiddersListedAt = OpeningTime + 13_000,
        KeyReleasedAt = OpeningTime + 14_000,
        Region = "440400",
        TradeClass = "A02",
        Evaluation = new Evaluation
        {
            ReportDigest = Blob(32, 7),
            Candidates = { "91440400XY03Q9B035", "91440402XYN8WT4101" },
            RecordedAt = OpeningTime + DayMs,
        },
        Publicity = new Publicity { PublishedAt = OpeningTime + DayMs, Until = OpeningTime + (5 * DayMs) },
        Awards = { new Award { WinnerUscc = "91440400XY03Q9B035", AwardFen = 4_098_000_001, AwardedAt = OpeningTime + (25 * DayMs) } },
        Contract = new Contract { ContractFen = 4_098_000_001, PerformanceBondFen = 409_800_000, SignedAt = OpeningTime + (26 * DayMs) },
    };

    internal static IReadOnlyList<Notice> Notices() =>
    [
        new()
        {
            Published = new PublishNotice { NoticeNumber = 1, Kind = NoticeKind.Announcement, OpeningTime = OpeningTime - (4 * DayMs) },
            PublishedAt = OpeningTime - (30 * DayMs),
        },
        new()
        {
            Published = new PublishNotice { NoticeNumber = 2, Kind = NoticeKind.Postponement, OpeningTime = OpeningTime },
            PublishedAt = OpeningTime - (10 * DayMs),
        },
    ];

    internal static Guarantee Guarantee(byte number, string applicant, string name, GuaranteeState state = GuaranteeState.Revealed) => new()
    {
        GuaranteeId = Blob(16, number),
        IssuerUscc = "91440400XYHFNNFP7N",
        State = state,
        Version = 1,
        IssuedAt = OpeningTime - (5 * DayMs),
        Commitment = Blob(32, number),
        RevealedAt = OpeningTime + 60_000,
        EndedAt = state is GuaranteeState.Released or GuaranteeState.Paid ? OpeningTime + (27 * DayMs) : 0,
        ReleaseReason = state == GuaranteeState.Released ? ReleaseReason.NotAwarded : ReleaseReason.Unspecified,
        Terms = new GuaranteeTerms
        {
            GuaranteeNo = $"B2019{number:D4}",
            SectionCode = SectionCode,
            BeneficiaryUscc = Tenderer,
            ApplicantUscc = applicant,
            ApplicantName = name,
            GuarantorUscc = "91440400XYHFNNFP7N",
            Form = GuaranteeForm.Bank,
            LegalNature = LegalNature.Independent,
            AmountFen = 80_000_000,
            ValidFrom = OpeningTime - (5 * DayMs),
            ValidUntil = OpeningTime + (120 * DayMs),
            PremiumFen = 592_000,
            DocumentDigest = Blob(32, 9),
            Version = 1,
            ApplicantSignature = new ApplicantSignature { CertificateId = Blob(32, 1), Value = Blob(70, 2) },
        },
    };

    internal static Guarantee Claimed()
    {
        var guarantee = Guarantee(9, "91440402XYBWY5T66W", "北方示例工程集团有限公司", GuaranteeState.Claimed);
        guarantee.Claim = new Claim
        {
            AmountFen = 80_000_000,
            Reason = ClaimReason.NoContract,
            EvidenceDigest = Blob(32, 3),
            ClaimedAt = OpeningTime + (20 * DayMs),
        };
        return guarantee;
    }

    /// <summary>
    /// A project with a section that opens today, one that is over with a late bond and one with nothing left to do, and a project without.
    /// </summary>
    internal static TenderRegister Register()
    {
        var now = OpeningTime + (40 * DayMs);
        var (today, done) = (Section(), Section());
        today.Announced.SectionCode = "E4404002019000012001002";
        today.Announced.Name = "横琴新区环岛北路市政工程（第2标段）";
        (today.State, today.OpeningTime) = (SectionState.Postponed, now + (2L * 60 * 60 * 1000));
        done.Announced.SectionCode = "E4404002019000012001003";
        (done.State, done.Failure) = (SectionState.Failed, FailureCause.TooFewBidders);
        var late = new OutstandingReturn(
            Guarantee(3, "91440400XY03Q9B035", "南粤示例建设有限公司"), Section(), new BondReturn(OpeningTime + (31 * DayMs), "实施条例第五十七条"));
        return new TenderRegister(
            [
                new ProjectSections(Project("E4404002019000012001", "横琴新区环岛北路市政工程"), [Section(), today, done]),
                new ProjectSections(Project("E4404002019000013001", "港湾大道监理"), []),
                new ProjectSections(Project("E4404002019000014001", "重复录入的项目", withdrawnAt: OpeningTime - DayMs), []),
            ],
            [late],
            new Dictionary<string, SectionDuty>
            {
                [SectionCode] = new(SectionDutyKind.Contract, OpeningTime + (30 * DayMs), "招标投标法第四十六条（2017年修正）"),
            },
            4_816,
            now);
    }

    private static Project Project(string code, string name, long withdrawnAt = 0) => new()
    {
        Created = new CreateProject
        {
            TenderProjectCode = code,
            ProjectCode = code[..17],
            Name = name,
            TendererUscc = Tenderer,
            Region = "440400",
            TradeClass = "A02",
        },
        CentreUscc = "12440400XYKE27AY53",
        CreatedAt = OpeningTime - (40 * DayMs),
        WithdrawnAt = withdrawnAt,
    };

    /// <summary>A released bond, one that was too small and was released, one that is late, and a bidder without one.</summary>
    internal static SectionBondReport Bonds()
    {
        var section = Section();
        var small = Guarantee(2, "91440400XY32D4PL4P", "海粤示例市政有限公司", GuaranteeState.Released);
        small.Terms.AmountFen = 79_999_999;
        var late = Guarantee(3, "91440400XY03Q9B035", "南粤示例建设有限公司");
        var guarantees = new[] { Guarantee(1, "91440402XYN8WT4101", "珠海示例建设有限公司", GuaranteeState.Released), small, late };
        string[] bidders = ["91440402XYN8WT4101", "91440400XY32D4PL4P", "91440400XY03Q9B035", "91440400XY7AKMG07B"];
        var now = OpeningTime + (40 * DayMs);
        var due = new DueReturn(late, new BondReturn(OpeningTime + (31 * DayMs), "实施条例第五十七条"), IsLate: true);
        return new SectionBondReport(
            section,
            SectionBonds.Of(section, bidders, guarantees, now),
            [due],
            4_816,
            now)
        { AtOpening = SectionBonds.AtOpening(section, bidders, guarantees) };
    }
}
