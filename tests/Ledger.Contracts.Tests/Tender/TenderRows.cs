using System.Buffers.Binary;
using Ledger.Crypto.Keys;
using Ledger.Protocol;
using Ledger.Protocol.V1;

namespace Ledger.Contracts.Tests;

/// <summary>The Tender contract: one row for each transition allowed and each refusal.</summary>
internal static class TenderRows
{
    internal static IEnumerable<Row> All => [.. Projects, .. Announcements, .. Law, .. Notices, .. Openings, .. Lists, .. Releases];

    private static IEnumerable<Row> Projects =>
    [
        new("project: created", "DOMAIN §6", RefusalCode.None, w => w.Run(w.Centre, World.Call(World.Project())), "project.created"),
        new("project: by no centre", "DESIGN §6", RefusalCode.NotPermitted, w => w.Run(w.Guarantor, World.Call(World.Project()))),
        new("project: twice", "DOMAIN §6", RefusalCode.ProjectExists, w => w.WithProject().Run(w.Centre, World.Call(World.Project()))),
        Project("code of 16", RefusalCode.BadCode, p => p.ProjectCode = p.ProjectCode[..16]),
        Project("code in small letters", RefusalCode.BadCode, p => p.ProjectCode = p.ProjectCode.ToLowerInvariant()),
        Project("code without region", RefusalCode.BadCode, p => p.ProjectCode = "AX404000001001043"),
        Project("tender code of another project", RefusalCode.BadCode, p => p.TenderProjectCode = "B4404000001001043001"),
        Project("region of five", RefusalCode.BadCode, p => p.Region = "44040"),
        Project("class E", RefusalCode.BadCode, p => p.TradeClass = "E"),
        Project("class A1", RefusalCode.BadCode, p => p.TradeClass = "A1"),
        Project("no name", RefusalCode.BadText, p => p.Name = ""),
        Project("blank name", RefusalCode.BadText, p => p.Name = " \u3000\u00A0"),
        Project("agent without shape", RefusalCode.BadUscc, p => p.AgentUscc = "1"),
        Project("investment code of 24", RefusalCode.None, p => p.InvestmentProjectCode = "2020-440402-48-03-012345"),
        Project("investment code of 23", RefusalCode.BadCode, p => p.InvestmentProjectCode = "2020-440402-48-03-01234"),
        Project("investment code without hyphens", RefusalCode.BadCode, p => p.InvestmentProjectCode = "202044040248030123450000"),
        Project("tenderer without shape", RefusalCode.BadUscc, p => p.TendererUscc = "9144040000000000O1"),
    ];

    private static IEnumerable<Row> Announcements =>
    [
        new(
            "section: announced",
            "DOMAIN §1",
            RefusalCode.None,
            w => w.WithProject().Run(w.Centre, World.Call(World.Announcement())),
            "section.announced"),
        new("section: of no project", "DOMAIN §6", RefusalCode.UnknownProject, w => w.Run(w.Centre, World.Call(World.Announcement()))),
        new(
            "section: by another centre",
            "DOMAIN §1",
            RefusalCode.OtherCentre,
            w => w.WithProject().Run(w.OtherCentre, World.Call(World.Announcement()))),
        new(
            "section: by the tenderer",
            "DOMAIN §1: tenderer/agent announces",
            RefusalCode.None,
            w => w.WithProject().Run(w.Tenderer, World.Call(World.Announcement()))),
        new(
            "section: by a stranger",
            "DOMAIN §1",
            RefusalCode.OtherCentre,
            w => w.WithProject().Run(w.Bidder, World.Call(World.Announcement()))),
        new("section: twice", "DOMAIN §1", RefusalCode.SectionExists, w => w.WithSection().Run(w.Centre, World.Call(World.Announcement()))),
        Announce("code of 22", RefusalCode.BadCode, a => a.SectionCode = a.SectionCode[..22]),
        Announce("opening now", RefusalCode.OpeningTooSoon, a => a.OpeningTime = World.Start),
        Announce("opening in ten years", RefusalCode.BadCount, a => a.OpeningTime = World.Start + (3660 * World.Day)),
        Announce("validity of no day", RefusalCode.BadCount, a => a.BidValidityDays = 0),
        Announce("negative price", RefusalCode.BadAmount, a => a.EstimatedPriceFen = -1),
        Announce("negative bond", RefusalCode.BadAmount, a => a.BondFen = -1),
        Announce("digest of 31", RefusalCode.BadDigest, a => a.NoticeDigest = World.Blob(31)),
        Announce("no holder of the opening key", RefusalCode.BadEnumeration, a => a.KeyHolder = KeyHolder.Unspecified),
        Announce("keepers, who are not there yet", RefusalCode.BadEnumeration, a => a.KeyHolder = (KeyHolder)2),
        Announce("opening key off the curve", RefusalCode.WrongOpeningKey, a => a.OpeningKey = World.Blob(65, 4)),
        OpeningKey("of a section before", w => w.MustRun(w.Centre, World.Call(World.Announcement())), World.OpeningKey),
        OpeningKey("of a section that failed", w =>
        {
            w.MustRun(w.Centre, World.Call(World.Announcement()));
            w.Time = World.OpeningTime;
            w.MustRun(w.Centre, World.Call(World.Failing()));
        }, World.OpeningKey),
        OpeningKey(
            "that a committee has",
            w =>
            {
                w.MustRun(w.Centre, World.Call(World.Announcement()));
                w.Advance(SectionState.Closed);
                w.MustRun(w.Centre, World.Call(World.Appointing()));
            },
            World.CommitteeKey),
        OpeningKey(
            "of a registered certificate",
            w => Assert.False(AccountRows.Register(AccountRows.WithAnchor(w), w.Centre, Certificates.Leaf(World.Uscc(7))).IsRefused),
            Certificates.LeafKey),
        OpeningKey("of an authority", w => AccountRows.WithAnchor(w), World.Key(50)),
        OpeningKey("of a validator", w => Enact(w, MembershipRows.Validator(101, 1)), World.Key(101)),
        OpeningKey("of a node's receipts", w => Enact(w, MembershipRows.Validator(101, 1)), World.Key(101 ^ 0xFF)),
        Announce("no name", RefusalCode.BadText, a => a.Name = ""),
        Announce("deal code of 40", RefusalCode.None, a => a.UnifiedDealCode = "B01-12350100MB02709751-20161231-211018-2"),
        Announce("deal code of 39", RefusalCode.BadCode, a => a.UnifiedDealCode = "B01-12350100MB02709751-20161231-21101-2"),
        Announce("deal code without USCC", RefusalCode.BadCode, a => a.UnifiedDealCode = "B01-1235010OMB02709751-20161231-211018-2"),
        Announce("bond in the first of two stages", RefusalCode.BondInFirstStage, a => a.Stage = TenderStage.FirstOfTwo),
        Announce("no bond in the first of two stages", RefusalCode.None, a => (a.Stage, a.BondFen) = (TenderStage.FirstOfTwo, 0)),
        Announce("bond in the second of two stages", RefusalCode.None, a => a.Stage = TenderStage.SecondOfTwo),
        Announce("unknown stage", RefusalCode.BadEnumeration, a => a.Stage = (TenderStage)3),
        Announce("unknown form", RefusalCode.BadEnumeration, a => a.AcceptedForms.Add((GuaranteeForm)4)),
        Announce("a form twice", RefusalCode.BadCount, a => a.AcceptedForms.Add(GuaranteeForm.Surety)),
        Announce("forfeiture digest of 31", RefusalCode.BadDigest, a => a.ForfeitureTermsDigest = World.Blob(31)),
        Announce(
            "17 designated guarantors", RefusalCode.BadCount, a => a.DesignatedGuarantors.AddRange(Enumerable.Repeat(World.Uscc(3), 17))),
        Announce("designated guarantor without shape", RefusalCode.BadUscc, a => a.DesignatedGuarantors.Add("1")),
        Announce("no form where no rule asks", RefusalCode.None, a => a.AcceptedForms.Clear()),
        Cap("at 2%", RefusalCode.None, w => w.WithCap("000000", "A", 0, 200, 800_000_00), World.BondFen, 4_000_000_00),
        Cap("one fen above 2%", RefusalCode.BadAmount, w => w.WithCap("000000", "A", 0, 200, 800_000_00), World.BondFen + 1, 4_000_000_00),
        Cap("at ¥800,000", RefusalCode.None, w => w.WithCap("000000", "A", 0, 200, 800_000_00), 800_000_00, 100_000_000_00),
        Cap("one fen above ¥800,000", RefusalCode.BadAmount, w => w.WithCap("000000", "A", 0, 200, 800_000_00), 800_000_01, 100_000_000_00),
        Cap("of a later date", RefusalCode.None, w => w.WithCap("000000", "A", World.Start + 1, 100, 0), World.BondFen, 4_000_000_00),
        Cap(
            "of today",
            RefusalCode.BadAmount,
            w => w.WithCap("000000", "A", 0, 200, 0).WithCap("000000", "A", World.Start, 100, 0),
            World.BondFen,
            4_000_000_00),
        Cap(
            "of the province",
            RefusalCode.BadAmount,
            w => w.WithCap("000000", "A", 0, 200, 0).WithCap("440000", "A", 0, 100, 0),
            World.BondFen,
            4_000_000_00),
        Cap(
            "of the subtype",
            RefusalCode.None,
            w => w.WithCap("000000", "A", 0, 100, 0).WithCap("000000", "A02", 0, 200, 0),
            World.BondFen,
            4_000_000_00),
        Cap("of another class", RefusalCode.None, w => w.WithCap("000000", "D", 0, 1, 1), World.BondFen, 4_000_000_00),
    ];

    private static IEnumerable<Row> Law =>
    [
        Lawful("20 days of documents", TenderRuleKind.DocumentDaysMin, 20, RefusalCode.None, _ => { }),
        Lawful("one ms short of 20 days", TenderRuleKind.DocumentDaysMin, 20, RefusalCode.PeriodTooShort, a => a.OpeningTime--),
        Lawful("no cash", TenderRuleKind.CashAndGuarantees, 1, RefusalCode.FormsUnlawful, a => a.AcceptsCash = false),
        Lawful("only cash", TenderRuleKind.CashAndGuarantees, 1, RefusalCode.FormsUnlawful, a => a.AcceptedForms.Clear()),
        Lawful(
            "only cash, and no bond", TenderRuleKind.CashAndGuarantees, 1, RefusalCode.None, a => (a.BondFen, a.AcceptsCash) = (0, false)),
        Lawful("cash where it may not be", TenderRuleKind.NonCashOnly, 1, RefusalCode.FormsUnlawful, _ => { }),
        Lawful("no cash where it may not be", TenderRuleKind.NonCashOnly, 1, RefusalCode.None, a => a.AcceptsCash = false),
        Lawful(
            "cash where it may not be, and no bond", TenderRuleKind.NonCashOnly, 1, RefusalCode.None, a => a.BondFen = 0),
        Lawful("cash and one form", TenderRuleKind.CashAndGuarantees, 1, RefusalCode.None, a => a.AcceptedForms.RemoveAt(0)),
        Lawful(
            "designated guarantor",
            TenderRuleKind.NoDesignatedGuarantor,
            1,
            RefusalCode.GuarantorDesignated,
            a => a.DesignatedGuarantors.Add(World.Uscc(3))),
        Lawful(
            "rule taken back", TenderRuleKind.NoDesignatedGuarantor, 0, RefusalCode.None, a => a.DesignatedGuarantors.Add(World.Uscc(3))),
    ];

    private static IEnumerable<Row> Notices =>
    [
        Notice("later opening postpones", RefusalCode.None, n => n.OpeningTime++, "section.postponed"),
        Notice(
            "correction keeps",
            RefusalCode.None,
            n => (n.Kind, n.OpeningTime) = (NoticeKind.Correction, World.OpeningTime),
            "section.notice_published"),
        Notice("correction moves", RefusalCode.NoticeKind, n => n.Kind = NoticeKind.Correction),
        Notice("postponement keeps", RefusalCode.NoticeKind, n => n.OpeningTime = World.OpeningTime),
        Notice("clarification moves", RefusalCode.None, n => n.Kind = NoticeKind.Clarification, "section.postponed"),
        Notice("announcement again", RefusalCode.NoticeKind, n => n.Kind = NoticeKind.Announcement),
        Notice("no kind", RefusalCode.BadEnumeration, n => n.Kind = NoticeKind.Unspecified),
        new(
            "notice: by the tenderer",
            "DOMAIN §1: tenderer/agent postpones",
            RefusalCode.None,
            w => w.WithSection().Run(w.Tenderer, World.Call(World.Notice()))),
        Clarified("15 days before", RefusalCode.None, World.OpeningTime - (15 * World.Day)),
        Clarified("one ms less than 15 days before", RefusalCode.PeriodTooShort, World.OpeningTime - (15 * World.Day) + 1),
        new("notice: brought forward into the documents' days", "招标投标法 §24", RefusalCode.PeriodTooShort, w => w.WithRule(
            TenderRuleKind.DocumentDaysMin, 20).WithSection().Run(
            w.Centre, World.Call(Spoil(World.Notice(), n => (n.Kind, n.OpeningTime) = (NoticeKind.Clarification, World.OpeningTime - 1))))),
        Notice("opening in the past", RefusalCode.OpeningTooSoon, n => n.OpeningTime = World.Start),
        Notice("number 1 again", RefusalCode.NoticeNumber, n => n.NoticeNumber = 1),
        Notice("number 3", RefusalCode.NoticeNumber, n => n.NoticeNumber = 3),
        Notice("digest of 33", RefusalCode.BadDigest, n => n.NoticeDigest = World.Blob(33)),
        Notice("no such section", RefusalCode.UnknownSection, n => n.SectionCode = World.TenderProjectCode + "002"),
        Notice("no section code", RefusalCode.BadCode, n => n.SectionCode = ""),
        new(
            "notice: by another centre",
            "DOMAIN §1",
            RefusalCode.OtherCentre,
            w => w.WithSection().Run(w.OtherCentre, World.Call(World.Notice()))),
        new("notice: latest counts", "DOMAIN §1", RefusalCode.BeforeOpening, w =>
        {
            w.WithSection(SectionState.Postponed).Time = World.OpeningTime;
            return w.Run(w.Centre, World.Call(World.Opening()));
        }),
    ];

    private static IEnumerable<Row> Openings =>
    [
        Open("three bidders", RefusalCode.None, _ => { }, "section.opened"),
        Open("two bidders where no rule asks for more", RefusalCode.None, o => o.BidderCommitments.RemoveAt(0)),
        Open("nobody", RefusalCode.TooFewBidders, o => o.BidderCommitments.Clear()),
        Open("a bidder twice", RefusalCode.BidderTwice, o => o.BidderCommitments[1] = o.BidderCommitments[0]),
        Open("out of order", RefusalCode.BidderTwice, o => o.BidderCommitments.Add(o.BidderCommitments[0])),
        Open("commitment of 31", RefusalCode.BadDigest, o => o.BidderCommitments[2] = World.Blob(31)),
        Open("2,000 bidders", RefusalCode.None, o => Fill(o, 2_000)),
        Open("2,001 bidders", RefusalCode.BadCount, o => Fill(o, 2_001)),
        Ruled("three where the rule asks for three", 3, 0, RefusalCode.None, 7, 8, 9),
        Ruled("two where the rule asks for three", 3, 0, RefusalCode.TooFewBidders, 7, 8),
        Ruled("two bidders, under a rule that came after the announcement", 3, World.OpeningTime, RefusalCode.None, 7, 8),
        Ruled("two bidders where two are enough", 2, 0, RefusalCode.None, 7, 8),
        new("open: by another centre", "DOMAIN §1", RefusalCode.OtherCentre,
            w => w.WithSection(SectionState.Closed).Run(w.OtherCentre, World.Call(World.Opening()))),
        new("open: one ms early", "招标投标法 §34", RefusalCode.BeforeOpening, w =>
        {
            w.WithSection().Time = World.OpeningTime - 1;
            return w.Run(w.Centre, World.Call(World.Opening()));
        }),
    ];

    private static IEnumerable<Row> Lists =>
    [
        List("those of the opening", RefusalCode.None, _ => { }, "section.bidders_listed"),
        List("one left out", RefusalCode.BidderListMismatch, l => l.BidderUsccs.RemoveAt(0)),
        List("another instead", RefusalCode.BidderListMismatch, l => l.BidderUsccs[2] = World.Uscc(10)),
        List("a bidder twice", RefusalCode.BidderTwice, l => l.BidderUsccs[1] = l.BidderUsccs[0]),
        List("out of order", RefusalCode.BidderTwice, l => l.BidderUsccs.Add(l.BidderUsccs[0])),
        List("a code without shape", RefusalCode.BadUscc, l => l.BidderUsccs[0] = "1"),
        List("another salt", RefusalCode.BidderListMismatch, l => l.Salt = World.Blob(32, 3)),
        List("salt of 31", RefusalCode.BadDigest, l => l.Salt = World.Blob(31)),
        List("commitment of 31", RefusalCode.BadDigest, l => l.Unnamed.Add(World.Blob(31))),
        List("a bidder by its commitment alone, though it has a code", RefusalCode.None, l =>
        {
            l.BidderUsccs.RemoveAt(0);
            l.Unnamed.Add(World.Opening().BidderCommitments.Single(one => !World.Bidders(8, 9).Opening().BidderCommitments.Contains(one)));
        }),
        List("an unnamed one that the opening does not know", RefusalCode.BidderListMismatch, l =>
        {
            l.BidderUsccs.RemoveAt(0);
            l.Unnamed.Add(World.Blob(32));
        }),
        List("an unnamed one twice", RefusalCode.BidderTwice, l => l.Unnamed.AddRange([World.Blob(32), World.Blob(32)])),
        new("list: by another centre", "DOMAIN §1", RefusalCode.OtherCentre,
            w => w.WithSection(SectionState.Opening).Run(w.OtherCentre, World.Call(World.Listing()))),
        new("list: again", "招标投标法 §28", RefusalCode.BiddersListed, w =>
        {
            w.WithSection(SectionState.Opening).MustRun(w.Centre, World.Call(World.Listing()));
            return w.Run(w.Centre, World.Call(World.Listing()));
        }),
        new("list: in the block of the opening", "招标投标法 §22", RefusalCode.OpeningNotFinal, w =>
        {
            w.WithSection(SectionState.Closed).MustRun(w.Centre, World.Call(World.Opening()));
            return w.RunInSameBlock(w.Centre, World.Call(World.Listing()));
        }),
        new("list: of a section that was paused since", "招标投标法 §36", RefusalCode.None, w =>
        {
            w.WithSection(SectionState.Opening).MustRun(w.Centre, World.Call(World.Pausing()));
            return w.Run(w.Centre, World.Call(World.Listing()));
        }, "section.bidders_listed"),
        new("list: of a section that was paused before its opening", "招标投标法 §36", RefusalCode.SectionState, w =>
        {
            w.WithSection(SectionState.Closed).MustRun(w.Centre, World.Call(World.Pausing()));
            return w.Run(w.Centre, World.Call(World.Listing()));
        }),
    ];

    private static IEnumerable<Row> Releases =>
    [
        Release("the announced key", RefusalCode.None, _ => { }, "section.key_released"),
        Release(
            "another key",
            RefusalCode.WrongOpeningKey,
            r => r.OpeningPrivateKey = Google.Protobuf.ByteString.CopyFrom(World.Key(78).PrivateKey)),
        Release("key of zeros", RefusalCode.WrongOpeningKey, r => r.OpeningPrivateKey = World.Blob(32, 0)),
        Release("key of 31", RefusalCode.WrongOpeningKey, r => r.OpeningPrivateKey = World.Blob(31)),
        new("release: before the list", "招标投标法 §28", RefusalCode.BiddersNotListed,
            w => w.WithSection(SectionState.Opening).Run(w.Centre, World.Call(World.ReleasingKey()))),
        new("release: by another centre", "DOMAIN §1", RefusalCode.OtherCentre, w =>
        {
            w.WithSection(SectionState.Opening).MustRun(w.Centre, World.Call(World.Listing()));
            return w.Run(w.OtherCentre, World.Call(World.ReleasingKey()));
        }),
        new("release: again", "DESIGN §8", RefusalCode.OpeningKeyReleased, w =>
        {
            w.WithSection(SectionState.Closed).MustOpen();
            return w.Run(w.Centre, World.Call(World.ReleasingKey()));
        }),
        new("release: in a pause", "招标投标法 §36", RefusalCode.None, w =>
        {
            w.WithSection(SectionState.Opening).MustRun(w.Centre, World.Call(World.Listing()));
            w.MustRun(w.Centre, World.Call(World.Pausing()));
            return w.Run(w.Centre, World.Call(World.ReleasingKey()));
        }, "section.key_released"),
        new("release: of a section that was terminated", "DESIGN §8", RefusalCode.SectionState, w =>
        {
            w.WithSection(SectionState.Opening).MustRun(w.Centre, World.Call(World.Listing()));
            w.MustRun(w.Tenderer, World.Call(World.Terminating()));
            return w.Run(w.Centre, World.Call(World.ReleasingKey()));
        }),
        new("complete: before the key is released", "电子招标投标办法 §30", RefusalCode.OpeningKeyNotReleased, w =>
        {
            w.WithSection(SectionState.Opening).MustRun(w.Centre, World.Call(World.Listing()));
            return w.Run(w.Centre, World.Call(World.Completing()));
        }),
    ];

    private static void Fill(OpenSection opening, int count)
    {
        opening.BidderCommitments.Clear();
        for (var i = 0; i < count; i++)
        {
            var commitment = World.Bytes(32, 0);
            BinaryPrimitives.WriteInt32BigEndian(commitment, i);
            opening.BidderCommitments.Add(Google.Protobuf.ByteString.CopyFrom(commitment));
        }
    }

    private static Row Ruled(string name, uint least, long from, RefusalCode expected, params int[] bidders) => new(
        $"open: {name}", "招标投标法 §28", expected,
        w => w.WithRule(TenderRuleKind.BiddersMin, least, from).WithSection(SectionState.Closed)
            .Run(w.Centre, World.Call(World.Bidders(bidders).Opening())));

    private static Row List(string name, RefusalCode expected, Action<ListBidders> spoil, string? @event = null) => new(
        $"list: {name}", "招标投标法 §28, §36", expected,
        w => w.WithSection(SectionState.Opening).Run(w.Centre, World.Call(Spoil(World.Listing(), spoil))), @event);

    private static Row Release(string name, RefusalCode expected, Action<ReleaseOpeningKey> spoil, string? @event = null) => new(
        $"release: {name}", "DESIGN §8; 招标投标法 §28", expected, w =>
        {
            w.WithSection(SectionState.Opening).MustRun(w.Centre, World.Call(World.Listing()));
            return w.Run(w.Centre, World.Call(Spoil(World.ReleasingKey(), spoil)));
        }, @event);

    private static Row Project(string name, RefusalCode expected, Action<CreateProject> spoil) =>
        new($"project: {name}", "DOMAIN §6", expected, w => w.Run(w.Centre, World.Call(Spoil(World.Project(), spoil))));

    private static Row Announce(string name, RefusalCode expected, Action<AnnounceSection> spoil) =>
        new($"section: {name}", "DOMAIN §1", expected, w => w.WithProject().Run(w.Centre, World.Call(Spoil(World.Announcement(), spoil))));

    private static void Enact(World w, PutValidator change)
    {
        MembershipRows.Approved(w, 2, p => p.PutValidator = change);
        w.MustRun(w.Regulator, MembershipRows.Vote(true));
    }

    // A second section of the project, with a key that the chain knows already.
    private static Row OpeningKey(string name, Action<World> prepare, KeyPair key) => new(
        $"section: opening key {name}", "DESIGN §8", RefusalCode.OpeningKeyUsed, w =>
        {
            prepare(w.WithProject());
            return w.Run(w.Centre, World.Call(Spoil(World.Announcement(), a =>
            {
                a.SectionCode = World.TenderProjectCode + "002";
                a.OpeningTime = w.Time + (20 * World.Day);
                a.OpeningKey = Google.Protobuf.ByteString.CopyFrom(key.PublicKey.Encoded);
            })));
        });

    private static Row Notice(string name, RefusalCode expected, Action<PublishNotice> spoil, string? @event = null) =>
        new($"notice: {name}", "DOMAIN §1", expected, w => w.WithSection().Run(w.Centre, World.Call(Spoil(World.Notice(), spoil))), @event);

    private static Row Open(string name, RefusalCode expected, Action<OpenSection> spoil, string? @event = null) => new(
        $"open: {name}", "招标投标法 §28, §34", expected,
        w => w.WithSection(SectionState.Closed).Run(w.Centre, World.Call(Spoil(World.Opening(), spoil))), @event);

    private static Row Cap(string name, RefusalCode expected, Action<World> prepare, long bondFen, long priceFen) => new(
        $"cap: {name}", "实施条例 §26; 30号令 §37", expected, w =>
        {
            prepare(w.WithProject());
            return w.Run(w.Centre, World.Call(Spoil(World.Announcement(), a => (a.BondFen, a.EstimatedPriceFen) = (bondFen, priceFen))));
        });

    private static Row Lawful(string name, TenderRuleKind kind, uint value, RefusalCode expected, Action<AnnounceSection> spoil) => new(
        $"law: {name}", "DOMAIN §1", expected,
        w => w.WithRule(kind, value).WithProject().Run(w.Centre, World.Call(Spoil(World.Announcement(), spoil))));

    private static Row Clarified(string name, RefusalCode expected, long at) => new(
        $"notice: clarification {name}", "实施条例 §21", expected, w =>
        {
            w.WithRule(TenderRuleKind.ClarificationDaysMin, 15).WithSection().Time = at;
            return w.Run(
                w.Centre, World.Call(Spoil(World.Notice(), n => (n.Kind, n.OpeningTime) = (NoticeKind.Clarification, World.OpeningTime))));
        });

    internal static T Spoil<T>(T call, Action<T> spoil)
    {
        spoil(call);
        return call;
    }
}
