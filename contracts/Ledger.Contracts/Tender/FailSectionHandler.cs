using Ledger.Protocol;
using Ledger.Protocol.V1;
using Ledger.Schema.Tender;

namespace Ledger.Contracts.Tender;

/// <summary>
/// CLOSED→FAILED: the platform ends a section that had too few bidders at its opening time (招标投标法 §28). Its guarantees stay sealed for
/// ever, since a new tender follows (DOMAIN §2); not even how many bid is told.
/// </summary>
internal static class FailSectionHandler
{
    internal static Refused Handle(FailSection call, CallContext context)
    {
        if (SectionAccess.FindOwn(context, call.SectionCode, out var key, out var section) is { IsRefused: true } notFound)
        {
            return notFound;
        }

        var state = SectionRules.EffectiveState(section, context.Time);
        if (state is SectionState.Announced or SectionState.Postponed)
        {
            return new Refused(
                RefusalCode.BeforeOpening,
                $"Section {call.SectionCode} takes bids until {section.OpeningTime}; block time is {context.Time}.");
        }

        if (state != SectionState.Closed)
        {
            return SectionRules.NotIn(section, context.Time, "FailSection");
        }

        section.State = SectionState.Failed;
        section.EndedAt = context.Time;
        context.Record(TenderTables.Sections, key, section, "section.failed");
        return Refused.No;
    }
}
