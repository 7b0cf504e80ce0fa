using Ledger.Protocol.V1;
using Ledger.Schema.Tender;

namespace Ledger.Audit.Rules;

/// <summary>The shortest periods: for the tender document, after a clarification, of the publicity.</summary>
public sealed class PeriodsWereKept : SectionRule
{
    /// <inheritdoc/>
    public override string Name => "periods-kept";

    /// <inheritdoc/>
    public override string Source => "招标投标法 §23–24; 实施条例 §21, §54";

    /// <inheritdoc/>
    public override Words Says => new(
        "From announcement and clarification to opening, and of the publicity, as many days as the section's rules ask for.",
        "公告、澄清至开标以及公示的天数不少于标段适用规则的要求。");

    private protected override void Look(SectionChange change, Act act, ExaminedHistory history)
    {
        var section = change.After;
        switch (change.Event)
        {
            case "section.announced":
                Check(TenderRuleKind.DocumentDaysMin, section.AnnouncedAt, section.OpeningTime, "document", "招标文件");
                break;
            case "section.notice_published" or "section.postponed" when act
                .Done(call => call.Tender?.PublishNotice).Any(notice =>
                    notice.SectionCode == change.Code && notice.Kind == NoticeKind.Clarification):
                Check(TenderRuleKind.ClarificationDaysMin, act.Time, section.OpeningTime, "clarification", "澄清");
                break;
            case "section.publicized":
                Check(TenderRuleKind.PublicityDaysMin, section.Publicity.PublishedAt, section.Publicity.Until, "publicity", "公示");
                break;
        }

        void Check(TenderRuleKind kind, long from, long to, string english, string chinese)
        {
            if (TenderRules.Find(history.State, section, kind) is { } rule && to - from < rule.Value * SectionRules.DayMs)
            {
                var days = (to - from) / (double)SectionRules.DayMs;
                history.Find(
                    this, act, change.Code,
                    FormattableString.Invariant($"The {english} period has {days:0.#} days; it must have {rule.Value} ({rule.Source})."),
                    FormattableString.Invariant($"{chinese}期为 {days:0.#} 天，应不少于 {rule.Value} 天（{rule.Source}）。"));
            }
        }
    }
}
