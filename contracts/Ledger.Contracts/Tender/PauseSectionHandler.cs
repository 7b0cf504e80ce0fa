using Ledger.Protocol;
using Ledger.Protocol.V1;
using Ledger.Schema;
using Ledger.Schema.Tender;

namespace Ledger.Contracts.Tender;

/// <summary>
/// →PAUSED: by a regulator's order (实施条例 §62), or by tenderer, agent or centre while an objection is answered (实施条例 §22, §44, §54).
/// </summary>
internal static class PauseSectionHandler
{
    internal static Refused Handle(PauseSection call, CallContext context)
    {
        if (FieldRules.Listed(call.Cause, "The cause") is { IsRefused: true } unlisted)
        {
            return unlisted;
        }

        if (FindFor(call.Cause, call.SectionCode, "PauseSection", context, out var key, out var section) is { IsRefused: true } notFound)
        {
            return notFound;
        }

        if (SectionRules.EffectiveState(section, context.Time) is not (>= SectionState.Announced and <= SectionState.Awarded))
        {
            return SectionRules.NotIn(section, context.Time, "PauseSection");
        }

        if (FieldRules.DigestBytes(call.DecisionDigest.Length, "The decision's digest") is { IsRefused: true } badDigest)
        {
            return badDigest;
        }

        section.Pause = new SectionPause { From = section.State, Cause = call.Cause, Since = context.Time };
        section.State = SectionState.Paused;
        context.Record(TenderTables.Sections, key, section, "section.paused");
        return Refused.No;
    }

    /// <summary>Finds the section for one who may pause for this cause, and so end such a pause.</summary>
    internal static Refused FindFor(
        PauseCause cause, string sectionCode, string call, CallContext context, out byte[] key, out Section section)
    {
        if (cause == PauseCause.Objection)
        {
            return SectionAccess.FindAsPublisher(context, sectionCode, out key, out section);
        }

        var found = SectionRules.Find(context.State, sectionCode, out key, out section);
        return found.IsRefused ? found : SignerRules.Require(context.Signer, Role.Regulator, call);
    }
}
