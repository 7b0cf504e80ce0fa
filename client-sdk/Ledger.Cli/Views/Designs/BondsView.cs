using System.Globalization;
using Ledger.Client.Guarantees;
using Ledger.Protocol;
using Ledger.Protocol.V1;
using Ledger.Schema.Guarantee;
using Ledger.Schema.Judgements;

namespace Ledger.Cli.Views.Designs;

/// <summary>Every bidder's bond in a section: whether it complied at the opening, and what has become of it since.</summary>
/// <param name="Report">What the chain proves.</param>
/// <param name="At">As of which moment they are judged.</param>
internal sealed record BondsView(SectionBondReport Report, BondsAt At = BondsAt.Opening)
{
    private const string RelatedRule = "实施条例第三十四条";

    /// <summary>What the registry says of companies, where somebody brought it.</summary>
    internal IReadOnlyList<PartyRelation> Relations { get; init; } = [];

    private IReadOnlyList<BidderBond>? AtOpening => At == BondsAt.Opening ? Report.AtOpening : null;

    private long JudgedAt => AtOpening is null ? Report.Time : Report.Section.OpenedAt;

    private IReadOnlyList<BidderBond> Judged => AtOpening ?? Report.Bonds;

    internal Document Document => new()
    {
        ["section_code"] = Report.Section.Announced.SectionCode,
        ["state"] = Datum.Word(Report.Section.State),
        ["opened_at"] = Datum.Time(Report.Section.OpenedAt),
        ["bidders_listed_at"] = Datum.Time(Report.Section.BiddersListedAt),
        ["judged_at"] = Datum.Time(JudgedAt),
        ["unnamed"] = Report.Unnamed,
        ["height"] = Report.Height,
        ["time"] = Datum.Time(Report.Time),
        ["bonds"] = Datum.List(Judged.Select(Of)),
        ["rejected"] = Documents.Of(Report.Rejected),
        ["related"] = Datum.List(RelatedBids.Among(Judged, Relations).Select(one => new Document
        {
            ["bidder_uscc"] = one.BidderUscc,
            ["other_bidder_uscc"] = one.OtherBidderUscc,
            ["relation"] = Datum.Word(one.Relation.Kind),
            ["rule"] = RelatedRule,
        })),
    };

    internal void Write(Screen screen)
    {
        var complying = Judged.Count(bond => bond.Complies);
        screen.Heading(Summary(screen, complying), Report.Section.Announced.SectionCode);
        screen.Line();
        foreach (var bond in Judged.OrderByDescending(bond => !bond.Complies))
        {
            WriteOne(screen, bond);
        }

        if (Report.Unnamed > 0)
        {
            screen.Line(
                screen.Say(
                    $"– {Report.Unnamed} bidders without a code: the chain says nothing of their bonds",
                    $"– {Report.Unnamed} 家投标人无统一社会信用代码，链上不体现其保证金"),
                2);
        }

        foreach (var rejected in Report.Rejected)
        {
            var reason = Moments.InProse(screen.Say(rejected.Reason, rejected.ReasonZh));
            screen.Line($"✗ {Convert.ToHexStringLower(rejected.GuaranteeId.Span)}: {reason}", 2);
        }

        foreach (var related in RelatedBids.Among(Judged, Relations))
        {
            var kind = TextView.ValueOf(screen, Datum.Word(related.Relation.Kind));
            screen.Line(
                screen.Say(
                    $"! {related.BidderUscc} and {related.OtherBidderUscc} are related, {kind}: all their bids are void ({RelatedRule}). " +
                    "The evaluation committee decides.",
                    $"! {related.BidderUscc} 与 {related.OtherBidderUscc} 存在关联（{kind}），相关投标均无效（{RelatedRule}）；由评标委员会认定。"),
                2);
        }

        if (AtOpening is not null && Judged.Any(bond => bond.Guarantee is not null))
        {
            screen.Line();
            screen.Line($"{screen.Say("Since the opening", "开标以后")}: {Fates(screen)}");
        }

        Footer.Proven(screen, Report.Height, Report.Time);
    }

    private string Summary(Screen screen, int complying)
    {
        var asOf = AtOpening is null ? "" : $"{screen.Say(", as of the opening", "，截至开标")} {Moments.Show(Report.Section.OpenedAt)}";
        return screen.Say($"{complying} of {Judged.Count} bonds comply", $"{Judged.Count} 笔保证金，{complying} 笔合格") + asOf;
    }

    private void WriteOne(Screen screen, BidderBond bond)
    {
        var mark = bond.Complies ? "✓" : bond.Guarantee is null ? "–" : "✗";
        if (bond.Guarantee is not { } guarantee)
        {
            screen.Line($"{mark} {bond.BidderUscc}  {screen.Say("no guarantee on the chain", "链上无保函")}", 2);
            return;
        }

        var terms = guarantee.Terms;
        screen.Line($"{mark} {bond.BidderUscc}  {terms.ApplicantName}", 2);
        screen.Line(
            $"{terms.GuaranteeNo}  {Moments.Yuan(terms.AmountFen)}  {screen.Say("to", "至")} {Moments.Day(terms.ValidUntil)}  " +
            $"{StandingOf(screen, bond)}",
            4);
        foreach (var defect in bond.Defects)
        {
            screen.Line(Words(screen, defect, guarantee), 4);
        }

        if (DueOf(bond) is { } due)
        {
            var late = due.IsLate ? screen.Say("LATE: ", "逾期：") : "";
            screen.Line($"{late}{screen.Say("to be returned by", "应退还于")} {Moments.Show(due.Return.Due)} ({due.Return.Source})", 4);
        }
    }

    private string StandingOf(Screen screen, BidderBond bond)
    {
        var now = NowOf(bond)!;
        var ended = now.EndedAt == 0 ? "" : $" {Moments.Day(now.EndedAt)}";
        return TextView.ValueOf(screen, Datum.Word(GuaranteeRules.EffectiveState(now, Report.Time))) + ended;
    }

    private string Fates(Screen screen) => string.Join(", ", Judged.Select(NowOf).OfType<Guarantee>()
        .GroupBy(guarantee => GuaranteeRules.EffectiveState(guarantee, Report.Time)).OrderBy(group => group.Key)
        .Select(
            group => string.Create(CultureInfo.InvariantCulture, $"{group.Count()} {TextView.ValueOf(screen, Datum.Word(group.Key))}")));

    private Guarantee? NowOf(BidderBond bond) => bond.Guarantee is { } judged
        ? Report.Bonds.Select(one => one.Guarantee).FirstOrDefault(one => one is not null && one.GuaranteeId.Equals(judged.GuaranteeId))
            ?? judged
        : null;

    private DueReturn? DueOf(BidderBond bond) =>
        Report.Returns.FirstOrDefault(one => bond.Guarantee is { } own && one.Guarantee.GuaranteeId.Equals(own.GuaranteeId));

    private Document Of(BidderBond bond)
    {
        var (now, due) = (NowOf(bond), DueOf(bond));
        return new Document
        {
            ["bidder_uscc"] = bond.BidderUscc,
            ["complies"] = bond.Complies,
            ["defects"] = Datum.List(bond.Defects.Select(Text)),
            ["codes_to_confirm"] = now is null ? null : Datum.List(BondCompliance.CodesToConfirm(now.Terms)),
            ["id"] = now is null ? null : Datum.Id(now.GuaranteeId),
            ["guarantee_no"] = now?.Terms.GuaranteeNo,
            ["amount_fen"] = Datum.Money(now?.Terms.AmountFen),
            ["valid_until"] = Datum.Time(now?.Terms.ValidUntil ?? 0),
            ["state"] = now is null ? null : Datum.Word(GuaranteeRules.EffectiveState(now, Report.Time)),
            ["ended_at"] = Datum.Time(now?.EndedAt ?? 0),
            ["return_due"] = due is null ? null : Datum.Time(due.Return.Due),
            ["return_rule"] = due?.Return.Source,
            ["late"] = due?.IsLate,
        };
    }

    private string Words(Screen screen, Refused defect, Guarantee judged)
    {
        var words = RefusalCatalog.Find(defect.Code);
        var chinese = screen.IsChinese ? BondDefectWords.InChinese(defect.Code, judged, Report.Section, JudgedAt) : null;
        return $"{chinese ?? Moments.InProse(defect.Detail)} {screen.Say(words?.Rule ?? "", words?.Chinese.Rule ?? "")} " +
            $"({words?.Name ?? defect.Code.ToString()})";
    }

    private static string Text(Refused defect)
    {
        var words = RefusalCatalog.Find(defect.Code);
        return $"{words?.Name ?? defect.Code.ToString()}: {defect.Detail} {words?.Rule}".TrimEnd();
    }
}

/// <summary>As of which moment a section's bonds are judged.</summary>
internal enum BondsAt
{
    /// <summary>The opening, where there was one.</summary>
    Opening,

    /// <summary>The newest final block.</summary>
    Now,
}
