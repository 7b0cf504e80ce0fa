using Ledger.Protocol.V1;

namespace Ledger.Audit.Rules;

/// <summary>A section's states follow each other as the table has them.</summary>
public sealed class SectionCourse : SectionRule
{
    // Announced and postponed sections close by themselves, and nothing is written then.
    private static readonly Dictionary<string, (SectionState[] From, SectionState[] To)> Steps = new(StringComparer.Ordinal)
    {
        ["section.announced"] = ([SectionState.Unspecified], [SectionState.Announced]),
        ["section.notice_published"] = (
            [SectionState.Announced, SectionState.Postponed], [SectionState.Announced, SectionState.Postponed]),
        ["section.postponed"] = (
            [SectionState.Announced, SectionState.Postponed, SectionState.Paused], [SectionState.Postponed, SectionState.Paused]),
        ["section.opened"] = ([SectionState.Announced, SectionState.Postponed], [SectionState.Opening]),
        ["section.opening_completed"] = ([SectionState.Opening], [SectionState.Opened]),
        ["section.evaluated"] = ([SectionState.Opened], [SectionState.Evaluated]),
        ["section.publicized"] = ([SectionState.Evaluated], [SectionState.Publicized]),
        ["section.awarded"] = ([SectionState.Publicized, SectionState.Awarded], [SectionState.Awarded]),
        ["section.contracted"] = ([SectionState.Awarded], [SectionState.Contracted]),
        ["section.failed"] = ([SectionState.Announced, SectionState.Postponed, SectionState.Opened], [SectionState.Failed]),
    };

    /// <inheritdoc/>
    public override string Name => "section-course";

    /// <inheritdoc/>
    public override string Source => "docs/spec/tender.md; 招标投标法 §34–46";

    /// <inheritdoc/>
    public override Words Says => new(
        "A section is announced, opened, evaluated, publicized, awarded and contracted in this order, and what has ended stays ended.",
        "标段依次公告、开标、评标、公示、定标、签约；已终结的不再变化。");

    private protected override void Look(SectionChange change, Act act, ExaminedHistory history)
    {
        var from = change.Before?.State ?? SectionState.Unspecified;
        var fits = Steps.TryGetValue(change.Event, out var step)
            ? step.From.Contains(from) && step.To.Contains(change.After.State)
            : from is not (SectionState.Contracted or SectionState.Failed or SectionState.Terminated);
        if (!fits)
        {
            history.Find(
                this, act, change.Code,
                $"{change.Event} made {change.After.State} of a section that was {from}.",
                $"{change.Event} 将处于 {from} 的标段变为 {change.After.State}。");
        }
    }
}
