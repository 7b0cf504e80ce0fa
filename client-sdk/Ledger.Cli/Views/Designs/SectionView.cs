using System.Globalization;
using Ledger.Schema.Tender;
using Ledger.GuaranteePdf.Text;
using Ledger.Protocol.V1;

namespace Ledger.Cli.Views.Designs;

/// <summary>A section as it stands, with its notices.</summary>
/// <param name="Section">The section.</param>
/// <param name="Notices">All of them, in their order.</param>
/// <param name="Height">The height of the state.</param>
/// <param name="Time">That block's time.</param>
internal sealed record SectionView(Section Section, IReadOnlyList<Notice> Notices, ulong Height, long Time)
{
    /// <summary>What its course owes next; null where nothing with a date is owed.</summary>
    internal SectionDuty? Duty { get; init; }

    private AnnounceSection Announced => Section.Announced;

    internal Document Document => new()
    {
        ["section_code"] = Announced.SectionCode,
        ["state"] = Datum.Word(SectionRules.EffectiveState(Section, Time)),
        ["opening_time"] = Datum.Time(Section.OpeningTime),
        ["bid_valid_until"] = Datum.Time(SectionRules.BidValidUntil(Section)),
        ["bond_fen"] = Datum.Money(Announced.BondFen),
        ["owed"] = Datum.Word(Duty?.Kind),
        ["due"] = Datum.Time(Duty?.Due ?? 0),
        ["late"] = Duty?.IsLate(Time),
        ["rule"] = Duty?.Source,
        ["section"] = MessageDocuments.Of(Section),
        ["notices"] = Datum.List(Notices.Select(MessageDocuments.Of)),
        ["height"] = Height,
    };

    internal void Write(Screen screen)
    {
        screen.Heading(Announced.Name, TextView.ValueOf(screen, Datum.Word(SectionRules.EffectiveState(Section, Time))));
        screen.Line(Announced.SectionCode);
        screen.Line();
        screen.Pairs(Rows(screen).Where(row => row.Value.Length > 0));
        screen.Line();
        screen.Pairs(Notices.Select(notice => (
            string.Create(CultureInfo.InvariantCulture, $"{screen.Say("notice", "公告")} {notice.Published.NoticeNumber}"),
            $"{TextView.ValueOf(screen, Datum.Word(notice.Published.Kind))}, {Moments.Show(notice.PublishedAt)}; "
                + $"{screen.Say("opening", "开标")} {Moments.Show(notice.Published.OpeningTime)}")));
        Footer.Proven(screen, Height, Time);
    }

    private IEnumerable<(string Label, string Value)> Rows(Screen screen)
    {
        var zh = screen.IsChinese;
        yield return (screen.Say("opening", "开标"), $"{Moments.Show(Section.OpeningTime)}, {Moments.Weekday(Section.OpeningTime, zh)}");
        yield return (screen.Say("bond", "投标保证金"), Bond(screen));
        yield return (screen.Say("bond taken as", "保证金形式"), Forms(screen));
        yield return (screen.Say("bids valid", "投标有效期"), string.Create(
            CultureInfo.InvariantCulture,
            $"{Announced.BidValidityDays} {screen.Say("days, until", "天，至")} {Moments.Show(SectionRules.BidValidUntil(Section))}"));
        yield return (screen.Say("tenderer", "招标人"), Section.TendererUscc);
        yield return (screen.Say("agent", "招标代理"), Section.AgentUscc);
        yield return (screen.Say("trading centre", "交易中心"), Section.CentreUscc);
        yield return (screen.Say("region, class", "区域、类别"), $"{Section.Region}, {Section.TradeClass}");
        yield return (screen.Say("announced", "公告"), Moments.Show(Section.AnnouncedAt));
        yield return (screen.Say("opened", "已开标"), Section.OpenedAt == 0 ? "" : Opened(screen));
        yield return (screen.Say("candidates", "中标候选人"), string.Join(", ", Section.Evaluation?.Candidates ?? []));
        yield return (
            screen.Say("publicity", "公示"),
            Section.Publicity is { } publicity ? $"{Moments.Show(publicity.PublishedAt)} – {Moments.Show(publicity.Until)}" : "");
        foreach (var award in Section.Awards)
        {
            yield return (
                screen.Say("award", "中标"), $"{award.WinnerUscc}, {Moments.Yuan(award.AwardFen)}, {Moments.Show(award.AwardedAt)}");
        }

        yield return (screen.Say("contract", "合同"), Section.Contract is { } contract ? Contract(screen, contract) : "");
        yield return (screen.Say("paused", "已暂停"), Section.Pause is { } pause
            ? $"{TextView.ValueOf(screen, Datum.Word(pause.Cause))}, {screen.Say("since", "自")} {Moments.Show(pause.Since)}" : "");
        yield return (screen.Say("owed next", "待办"), Duty is { } duty
            ? $"{(duty.IsLate(Time) ? screen.Say("LATE: ", "逾期：") : "")}{TextView.ValueOf(screen, Datum.Word(duty.Kind))}, "
                + $"{screen.Say("by", "期限")} {Moments.Show(duty.Due)} ({duty.Source})"
            : "");
        yield return (screen.Say("ended", "终结"), Section.EndedAt == 0 ? "" : Moments.Show(Section.EndedAt));
        yield return (
            screen.Say("failed for", "流标原因"),
            Section.Failure == FailureCause.Unspecified ? "" : TextView.ValueOf(screen, Datum.Word(Section.Failure)));
    }

    private string Bond(Screen screen)
    {
        if (Announced.BondFen is < 1 or > AmountInCapitals.FenMax)
        {
            return screen.Say("none", "无");
        }

        var amount = $"{Moments.Yuan(Announced.BondFen)} {AmountInCapitals.Of(Announced.BondFen)}";
        if (Announced.EstimatedPriceFen <= 0)
        {
            return amount;
        }

        var (share, price) = ((decimal)Announced.BondFen * 100 / Announced.EstimatedPriceFen, Moments.Yuan(Announced.EstimatedPriceFen));
        return amount + screen.Say(
            string.Create(CultureInfo.InvariantCulture, $" ({share:0.##} % of {price})"),
            string.Create(CultureInfo.InvariantCulture, $"（估算价 {price} 的 {share:0.##} %）"));
    }

    private string Forms(Screen screen)
    {
        var forms = Announced.AcceptedForms.Select(form => TextView.ValueOf(screen, Datum.Word(form)));
        return string.Join(", ", Announced.AcceptsCash ? forms.Append(screen.Say("cash", "现金")) : forms);
    }

    private string After(Screen screen) => (Section.BiddersListedAt, Section.KeyReleasedAt) switch
    {
        (0, _) => screen.Say("; not listed yet", "；名单尚未公布"),
        (_, 0) => screen.Say("; listed, the key is not released yet", "；名单已公布，开标密钥尚未公布"),
        _ => string.Empty,
    };

    private string Opened(Screen screen) => string.Create(
        CultureInfo.InvariantCulture,
        $"{Moments.Show(Section.OpenedAt)}, {Section.Bidders} {screen.Say("bidders", "家投标人")}{After(screen)}");

    private static string Contract(Screen screen, Contract contract)
    {
        var signed = $"{Moments.Yuan(contract.ContractFen)}, {Moments.Show(contract.SignedAt)}";
        return contract.PerformanceBondFen == 0
            ? signed
            : $"{signed}, {screen.Say("performance bond", "履约保证金")} {Moments.Yuan(contract.PerformanceBondFen)}";
    }
}
