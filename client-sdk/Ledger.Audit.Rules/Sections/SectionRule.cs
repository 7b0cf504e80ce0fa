using Ledger.Protocol.V1;
using Ledger.Schema.Tender;

namespace Ledger.Audit.Rules;

/// <summary>A rule over what becomes of sections.</summary>
public abstract class SectionRule : HistoryRule
{
    internal sealed override void Look(Act act, ExaminedHistory history)
    {
        foreach (var (name, _, before, after) in act.Of(TenderTables.Sections))
        {
            if (after is { Announced: not null })
            {
                Look(new SectionChange(name, before, after), act, history);
            }
        }
    }

    /// <summary>Looks at one change of a section.</summary>
    private protected abstract void Look(SectionChange change, Act act, ExaminedHistory history);
}

/// <summary>A section as one event tells it.</summary>
/// <param name="Event">The event's type.</param>
/// <param name="Before">Before; null where it was announced.</param>
/// <param name="After">After.</param>
internal sealed record SectionChange(string Event, Section? Before, Section After)
{
    /// <summary>The section's code.</summary>
    internal string Code => After.Announced.SectionCode;
}
