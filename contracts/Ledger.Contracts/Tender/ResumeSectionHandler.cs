using Ledger.Protocol;
using Ledger.Protocol.V1;
using Ledger.Schema;
using Ledger.Schema.Tender;

namespace Ledger.Contracts.Tender;

/// <summary>
/// PAUSED→ the state before, by one who may pause for the same cause. A section that was paused before its opening time, which has come
/// since, is postponed first: nobody could bid in between.
/// </summary>
internal static class ResumeSectionHandler
{
    internal static Refused Handle(ResumeSection call, CallContext context)
    {
        if (SectionRules.Find(context.State, call.SectionCode, out _, out var found) is { IsRefused: true } notFound)
        {
            return notFound;
        }

        if (SectionRules.RequireState(found, context.Time, "ResumeSection", SectionState.Paused) is { IsRefused: true } wrongState)
        {
            return wrongState;
        }

        if (PauseSectionHandler.FindFor(
            found.Pause.Cause, call.SectionCode, "ResumeSection", context, out var key,
            out var section) is { IsRefused: true } notPermitted)
        {
            return notPermitted;
        }

        if (FieldRules.DigestBytes(call.DecisionDigest.Length, "The decision's digest") is { IsRefused: true } badDigest)
        {
            return badDigest;
        }

        var pause = section.Pause;
        if (pause.From is SectionState.Announced or SectionState.Postponed && pause.Since < section.OpeningTime &&
            context.Time >= section.OpeningTime)
        {
            return new Refused(
                RefusalCode.OpeningTooSoon,
                $"Section {call.SectionCode} was paused before its opening time {section.OpeningTime}, which has come; postpone it " +
                $"before it resumes.");
        }

        section.State = pause.From;
        section.Pause = null;
        context.Record(TenderTables.Sections, key, section, "section.resumed");
        return Refused.No;
    }
}
