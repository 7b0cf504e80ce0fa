using Ledger.Crypto.Keys;
using Ledger.Protocol;
using Ledger.Protocol.V1;
using Ledger.Schema.Tender;

namespace Ledger.Contracts.Tests;

/// <summary>Calls of the Tender contract with good values, which tests spoil one at a time.</summary>
internal sealed partial class World
{
    internal const string ProjectCode = "A4404000001001043";
    internal const string TenderProjectCode = ProjectCode + "001";
    internal const string SectionCode = TenderProjectCode + "001";
    internal const long BondFen = 80_000_00;
    internal const long OpeningTime = Start + (20 * Day);
    internal static readonly KeyPair OpeningKey = Key(77);

    internal Section Section => TenderTables.Sections.Read(State, TenderTables.Sections.Key(SectionCode))!;

    internal static CreateProject Project() => new()
    {
        ProjectCode = ProjectCode,
        TenderProjectCode = TenderProjectCode,
        Name = "道路工程",
        TendererUscc = Uscc(6),
        Region = "440400",
        TradeClass = "A02",
    };

    internal static AnnounceSection Announcement() => new()
    {
        SectionCode = SectionCode,
        TenderProjectCode = TenderProjectCode,
        Name = "一标段",
        EstimatedPriceFen = 4_000_000_00,
        BondFen = BondFen,
        BidValidityDays = 90,
        OpeningTime = OpeningTime,
        OpeningKey = Google.Protobuf.ByteString.CopyFrom(OpeningKey.PublicKey.Encoded),
        NoticeDigest = Blob(32),
        AcceptsCash = true,
        AcceptedForms = { GuaranteeForm.Bank, GuaranteeForm.Insurance, GuaranteeForm.Surety },
        KeyHolder = KeyHolder.Centre,
    };

    internal static PublishNotice Notice() => new()
    {
        SectionCode = SectionCode,
        NoticeNumber = 2,
        OpeningTime = OpeningTime + Day,
        NoticeDigest = Blob(32),
        Kind = NoticeKind.Postponement,
    };

    /// <summary>The bidders of the section: those with guarantees, and one without.</summary>
    internal static BidderList Bidders(params int[] numbers) =>
        new(Hasher, ChainId, SectionCode, Bytes(32, 0x5A), numbers.Length == 0 ? [Uscc(7), Uscc(8), Uscc(9)] : numbers.Select(Uscc));

    internal static OpenSection Opening() => Bidders().Opening();

    internal static ListBidders Listing() => Bidders().Listing();

    internal static ReleaseOpeningKey ReleasingKey() =>
        new() { SectionCode = SectionCode, OpeningPrivateKey = Google.Protobuf.ByteString.CopyFrom(OpeningKey.PrivateKey) };

    internal static Call Call(CreateProject call) => new() { Tender = new TenderCall { CreateProject = call } };

    internal static Call Call(AnnounceSection call) => new() { Tender = new TenderCall { AnnounceSection = call } };

    internal static Call Call(PublishNotice call) => new() { Tender = new TenderCall { PublishNotice = call } };

    internal static Call Call(OpenSection call) => new() { Tender = new TenderCall { OpenSection = call } };

    internal static Call Call(ListBidders call) => new() { Tender = new TenderCall { ListBidders = call } };

    internal static Call Call(ReleaseOpeningKey call) => new() { Tender = new TenderCall { ReleaseOpeningKey = call } };

    /// <summary>Opens the section, lists its bidders and releases its key.</summary>
    internal void MustOpen()
    {
        MustRun(Centre, Call(Opening()));
        MustRun(Centre, Call(Listing()));
        MustRun(Centre, Call(ReleasingKey()));
    }

    internal World WithProject()
    {
        MustRun(Centre, Call(Project()));
        return this;
    }

    internal World WithSection(SectionState state = SectionState.Announced)
    {
        WithProject().MustRun(Centre, Call(Announcement()));
        Advance(state);
        Assert.Equal(state, SectionRules.EffectiveState(Section, Time));
        return this;
    }

    internal World WithCap(string region, string tradeClass, long from, uint basisPoints, long absoluteFen)
    {
        var cap = new BondCap
        {
            Region = region,
            TradeClass = tradeClass,
            EffectiveFrom = from,
            ShareBasisPoints = basisPoints,
            AbsoluteFen = absoluteFen,
            Source = "实施条例 §26",
            LawVersion = "2019年修订",
        };
        var schedule = BondCaps.WithCap(State, cap, notBefore: 0, out var key);
        TenderTables.BondCaps.Write(State, key, schedule);
        return this;
    }

    internal World WithRule(TenderRuleKind kind, uint value, long from = 0, long until = 0)
    {
        var rule = new TenderRule
        {
            Region = "000000",
            TradeClass = "A",
            Kind = kind,
            Value = value,
            EffectiveFrom = from,
            Source = "实施条例",
            LawVersion = "2019年修订",
            EffectiveUntil = until,
        };
        var schedule = TenderRules.WithRule(State, rule, notBefore: 0, out var key);
        TenderTables.Rules.Write(State, key, schedule);
        return this;
    }
}
