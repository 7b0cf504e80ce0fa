using Ledger.Protocol;
using Ledger.Protocol.V1;
using Ledger.Schema;
using Ledger.Schema.Tender;

namespace Ledger.Contracts.Tender;

/// <summary>
/// The tenderer or its agent ends the tender before its contract (终止招标, 实施条例 §31). Guarantees that are still sealed stay so; revealed ones
/// are released.
/// </summary>
internal static class TerminateSectionHandler
{
    internal static Refused Handle(TerminateSection call, CallContext context)
    {
        if (SectionAccess.FindAsTenderer(context, call.SectionCode, out var key, out var section) is { IsRefused: true } notFound)
        {
            return notFound;
        }

        if (SectionRules.EffectiveState(section, context.Time) is not (
            (>= SectionState.Announced and <= SectionState.Awarded) or SectionState.Paused))
        {
            return SectionRules.NotIn(section, context.Time, "TerminateSection");
        }

        if (FieldRules.DigestBytes(call.NoticeDigest.Length, "The notice's digest") is { IsRefused: true } badDigest)
        {
            return badDigest;
        }

        section.State = SectionState.Terminated;
        section.Pause = null;
        section.EndedAt = context.Time;
        context.Record(TenderTables.Sections, key, section, "section.terminated");
        return Refused.No;
    }
}
