using Ledger.Protocol.V1;
using Ledger.Schema.Tender;
using GuaranteeRecord = Ledger.Protocol.V1.Guarantee;

namespace Ledger.Schema.Guarantee;

/// <summary>By when a bond must have been released (实施条例 §57, 财政部87号令 §38 and local rules, as configured).</summary>
/// <param name="Due">Last instant, UTC milliseconds.</param>
/// <param name="Source">The article.</param>
public sealed record BondReturn(long Due, string Source)
{
    /// <summary>
    /// The earliest return that the section's course has made due for a guarantee that is still live; null where none is yet. Later than
    /// <see cref="Due"/> is an alert, not a refusal.
    /// </summary>
    public static BondReturn? Of(GuaranteeRecord guarantee, Section section, IStateReader state)
    {
        ArgumentNullException.ThrowIfNull(guarantee);
        ArgumentNullException.ThrowIfNull(section);
        if (guarantee.State is not (GuaranteeState.Revealed or GuaranteeState.Refused))
        {
            return null;
        }

        var award = SectionRules.LatestAward(section);
        var lost = award is not null && award.WinnerUscc != guarantee.Terms.ApplicantUscc ? award.AwardedAt : (long?)null;
        var signed = section.Contract?.SignedAt;
        return new[]
        {
            Days(section, state, TenderRuleKind.ReturnDaysAfterAward, lost),
            Workdays(section, state, TenderRuleKind.ReturnWorkdaysAfterAward, lost),
            Days(section, state, TenderRuleKind.ReturnDaysAfterContract, signed),
            Workdays(section, state, TenderRuleKind.ReturnWorkdaysAfterContract, signed),
        }.Where(due => due is not null).MinBy(due => due!.Due);
    }

    private static BondReturn? Days(Section section, IStateReader state, TenderRuleKind kind, long? since) =>
        since is { } from && TenderRules.Find(state, section, kind) is { } rule
            ? new BondReturn(WorkCalendars.EndOfDay(from, rule.Value), rule.Source)
            : null;

    private static BondReturn? Workdays(Section section, IStateReader state, TenderRuleKind kind, long? since) =>
        since is { } from && TenderRules.Find(state, section, kind) is { } rule
            ? new BondReturn(WorkCalendars.EndOfWorkday(state, from, rule.Value), rule.Source)
            : null;
}
