using Ledger.Protocol;
using Ledger.Protocol.V1;
using Ledger.Schema;
using Ledger.Schema.Tender;

namespace Ledger.Contracts.Tender;

/// <summary>
/// CLOSED→FAILED: the platform ends a section that had too few bidders at its opening time (招标投标法 §28). Its guarantees stay sealed for
/// ever, since a new tender follows (DOMAIN §2); not even how many bid is told. OPENED→FAILED: the committee rejected all bids (§42), or
/// too few comply where a rule asks for a number (87号令 §43); what was revealed is released.
/// </summary>
internal static class FailSectionHandler
{
    internal static Refused Handle(FailSection call, CallContext context)
    {
        if (SectionAccess.FindOwn(context, call.SectionCode, out var key, out var section) is { IsRefused: true } notFound)
        {
            return notFound;
        }

        if (FieldRules.Listed(call.Cause, "The cause") is { IsRefused: true } unlisted)
        {
            return unlisted;
        }

        var refused = call.Cause == FailureCause.TooFewBidders
            ? CheckBefore(call, section, context.Time)
            : CheckAfter(call, section, context);
        if (refused.IsRefused)
        {
            return refused;
        }

        section.State = SectionState.Failed;
        section.Failure = call.Cause;
        section.EndedAt = context.Time;
        if (call.Cause != FailureCause.TooFewBidders)
        {
            section.Evaluation = new Evaluation { ReportDigest = call.ReportDigest, RecordedAt = context.Time };
        }

        context.Record(TenderTables.Sections, key, section, "section.failed");
        return Refused.No;
    }

    private static Refused CheckBefore(FailSection call, Section section, long time) => SectionRules.EffectiveState(section, time) switch
    {
        SectionState.Announced or SectionState.Postponed => new Refused(
            RefusalCode.BeforeOpening, $"Section {call.SectionCode} takes bids until {section.OpeningTime}; block time is {time}."),
        SectionState.Closed => call.ReportDigest.IsEmpty && call.CommitteeSignature.IsEmpty
            ? Refused.No
            : NotDue(call, "nothing is evaluated before the opening"),
        SectionState.Opened => NotDue(call, $"it was opened for {section.Bidders} bidders"),
        _ => SectionRules.NotIn(section, time, "FailSection"),
    };

    private static Refused CheckAfter(FailSection call, Section section, CallContext context)
    {
        if (SectionRules.EffectiveState(section, context.Time) == SectionState.Closed)
        {
            return NotDue(call, "its bids are not opened");
        }

        if (FieldRules.First(
            SectionRules.RequireState(section, context.Time, "FailSection", SectionState.Opened),
            FieldRules.DigestBytes(call.ReportDigest.Length, "The report's digest")) is { IsRefused: true } refused)
        {
            return refused;
        }

        return call.Cause == FailureCause.TooFewCompliant
            && TenderRules.Find(context.State, section, TenderRuleKind.CompliantMin) is null
            ? NotDue(call, "no rule asks for a number of bids that comply")
            : CommitteeSignatures.Check(
                new RecordEvaluation { SectionCode = call.SectionCode, ReportDigest = call.ReportDigest },
                call.CommitteeSignature,
                section,
                context.Block);
    }

    private static Refused NotDue(FailSection call, string why) =>
        new(RefusalCode.FailureNotDue, $"Section {call.SectionCode} does not fail as {call.Cause}: {why}.");
}
