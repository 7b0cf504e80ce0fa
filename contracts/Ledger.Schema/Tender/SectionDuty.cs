using Ledger.Protocol.V1;

namespace Ledger.Schema.Tender;

/// <summary>
/// What a section's course owes next and by when, by the dated rules of its announcement (DOMAIN §1). What is late is recorded all the
/// same, and shows as late: a refusal would only put it off further.
/// </summary>
/// <param name="Kind">What is owed.</param>
/// <param name="Due">Its last instant, UTC milliseconds.</param>
/// <param name="Source">The article.</param>
public sealed record SectionDuty(SectionDutyKind Kind, long Due, string Source)
{
    /// <summary>Null where nothing with a date is owed.</summary>
    public static SectionDuty? Of(Section section, IStateReader state)
    {
        ArgumentNullException.ThrowIfNull(section);
        return section.State switch
        {
            SectionState.Evaluated => After(
                section, state, SectionDutyKind.Publicity, TenderRuleKind.PublicityDaysAfterReportMax, section.Evaluation.RecordedAt),
            SectionState.Awarded => After(
                section, state, SectionDutyKind.Contract, TenderRuleKind.ContractDaysMax, SectionRules.LatestAward(section)!.AwardedAt),
            SectionState.Paused when section.Pause.Cause == PauseCause.Objection => After(
                section, state, SectionDutyKind.Answer, TenderRuleKind.ObjectionDaysMax, section.Pause.Since),
            _ => null,
        };
    }

    /// <summary>Whether the last instant has passed: an alert, not a refusal.</summary>
    public bool IsLate(long time) => time > Due;

    // The day of the event is not counted (民法典 §201).
    private static SectionDuty? After(Section section, IStateReader state, SectionDutyKind kind, TenderRuleKind rule, long since) =>
        TenderRules.Find(state, section, rule) is { } found
            ? new SectionDuty(kind, WorkCalendars.EndOfDay(since, found.Value), RuleScopes.Cite(found.Source, found.LawVersion))
            : null;
}

/// <summary>What a section's course may owe.</summary>
public enum SectionDutyKind
{
    /// <summary>The candidates are to be publicized after the committee's report (实施条例 §54).</summary>
    Publicity = 1,

    /// <summary>The contract is to be signed after the award notice (招标投标法 §46).</summary>
    Contract = 2,

    /// <summary>The objection for which the section is paused is to be answered (实施条例 §22, §54).</summary>
    Answer = 3,
}
