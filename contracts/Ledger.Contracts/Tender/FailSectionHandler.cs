using Ledger.Protocol;
using Ledger.Protocol.V1;

namespace Ledger.Contracts.Tender;

/// <summary>
/// Ends a section: after its opening time for fewer than three bidders, at any time before its contract by termination. The guarantees
/// that are still sealed stay so for ever, since a new tender follows (DOMAIN §2).
/// </summary>
internal static class FailSectionHandler
{
    internal static Refused Handle(FailSection call, CallContext context)
    {
        if (SectionRules.FindOwn(context, call.SectionCode, out var key, out var section) is { IsRefused: true } notFound)
        {
            return notFound;
        }

        if (FieldRules.Listed(call.Reason, "The reason") is { IsRefused: true } badReason)
        {
            return badReason;
        }

        var state = SectionRules.EffectiveState(section, context.Time);
        return call.Reason == FailureReason.Terminated
            ? Terminate(state, key, section, context)
            : FailForBidders(state, key, section, context);
    }

    private static Refused FailForBidders(SectionState state, byte[] key, Section section, CallContext context)
    {
        if (state is SectionState.Announced or SectionState.Postponed)
        {
            return new Refused(
                RefusalCode.BeforeOpening,
                $"Section {section.Announced.SectionCode} takes bids until {section.OpeningTime}; block time is {context.Time}.");
        }

        if (state != SectionState.Closed)
        {
            return SectionRules.NotIn(section, context.Time, "FailSection");
        }

        section.State = SectionState.Failed;
        context.Record(TenderTables.Sections, key, section, "section.failed");
        return Refused.No;
    }

    private static Refused Terminate(SectionState state, byte[] key, Section section, CallContext context)
    {
        if (state is < SectionState.Announced or > SectionState.Awarded)
        {
            return SectionRules.NotIn(section, context.Time, "FailSection");
        }

        section.State = SectionState.Terminated;
        context.Record(TenderTables.Sections, key, section, "section.terminated");
        return Refused.No;
    }
}
