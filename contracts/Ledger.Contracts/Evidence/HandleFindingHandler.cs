using Google.Protobuf;
using Ledger.Protocol;
using Ledger.Protocol.V1;
using Ledger.Schema;
using Ledger.Schema.Evidence;

namespace Ledger.Contracts.Evidence;

/// <summary>
/// What becomes of a finding: pending, warned, answered, read, closed (DOMAIN §5). The regulator that took it up warns, reads and closes;
/// who was warned answers. A step that comes after its time is taken and marked, for what was done late is better known than refused. The
/// last step again is passed over.
/// </summary>
internal static class HandleFindingHandler
{
    private const int StepsMax = 32;
    private const string Handled = "finding.handled";

    internal static Refused Handle(HandleFinding call, CallContext context)
    {
        if (FieldRules.First(RecordFindingHandler.CheckId(call.FindingId), FieldRules.Listed(call.Step, "The step"), CheckFields(call))
            is { IsRefused: true } refused)
        {
            return refused;
        }

        var key = EvidenceTables.Findings.Key(call.FindingId.ToByteArray());
        if (EvidenceTables.Findings.Read(context.State, key) is not { } finding)
        {
            return new Refused(
                RefusalCode.UnknownFinding, $"There is no finding {Convert.ToHexStringLower(call.FindingId.Span)} on the chain.");
        }

        var hand = call.Step == FindingStep.Answered ? finding.RespondentUscc : finding.RegulatorUscc;
        if (context.Signer.Uscc != hand || (call.Step != FindingStep.Answered && !context.Signer.Has(Role.Regulator)))
        {
            return new Refused(
                RefusalCode.NotTheFindingsHand,
                $"{call.Step} is for {(hand.Length > 0 ? hand : "who was warned")}, and {context.Signer.Uscc} signed.");
        }

        if (finding.Steps.Count > 0 && finding.Steps[^1].Handled.Equals(call))
        {
            context.Announce(new StateFact(key, finding.ToByteArray(), Handled));
            return Refused.No;
        }

        return FieldRules.First(CheckState(finding, call.Step, context.Time), CheckDues(call, context.Time)) is { IsRefused: true } unfit
            ? unfit
            : Take(finding, call, key, context);
    }

    private static Refused Take(SupervisionFinding finding, HandleFinding call, byte[] key, CallContext context)
    {
        var isLate = finding.Due != 0 && context.Time > finding.Due;
        finding.Steps.Add(new HandledStep { Handled = call, ByUscc = context.Signer.Uscc, At = context.Time, Late = isLate });
        finding.RespondentUscc = call.Step == FindingStep.Warned ? call.RespondentUscc : finding.RespondentUscc;
        (finding.State, finding.Due) = call.Step switch
        {
            FindingStep.Warned => (FindingState.Warned, call.AnswerDue),
            FindingStep.Answered => (FindingState.Answered, CloseDue(finding)),
            FindingStep.Read => (FindingState.Read, CloseDue(finding)),
            _ => (FindingState.Closed, 0),
        };
        context.Record(EvidenceTables.Findings, key, finding, Handled);
        return Refused.No;
    }

    private static long CloseDue(SupervisionFinding finding)
    {
        var i = finding.Steps.Count - 1;
        while (finding.Steps[i].Handled.Step != FindingStep.Warned)
        {
            i--;
        }

        return finding.Steps[i].Handled.CloseDue;
    }

    // Each field belongs to one step, so that two ways of saying the same are never two.
    private static Refused CheckFields(HandleFinding call)
    {
        var isWarning = call.Step == FindingStep.Warned;
        if (isWarning != call.RespondentUscc.Length > 0 || isWarning != (call.AnswerDue != 0) || isWarning != (call.CloseDue != 0))
        {
            return new Refused(
                RefusalCode.FindingStepFields, "Respondent, answer_due and close_due are a warning's, all three, and no other step's.");
        }

        if ((call.Step == FindingStep.Closed) != (call.Outcome != FindingOutcome.Unspecified))
        {
            return new Refused(RefusalCode.FindingStepFields, "An outcome is the end's, and no other step's.");
        }

        if (call.Step == FindingStep.Read)
        {
            return call.DocumentDigest.IsEmpty
                ? Refused.No
                : new Refused(RefusalCode.FindingStepFields, "That an answer was read has no document.");
        }

        return FieldRules.First(
            FieldRules.DigestBytes(call.DocumentDigest.Length, "The document's digest"),
            isWarning ? FieldRules.Uscc(call.RespondentUscc, "The respondent's code") : Refused.No,
            call.Step == FindingStep.Closed ? FieldRules.Listed(call.Outcome, "The outcome") : Refused.No);
    }

    private static Refused CheckState(SupervisionFinding finding, FindingStep step, long time)
    {
        var mayFollow = step switch
        {
            FindingStep.Warned => finding.State is FindingState.Pending or FindingState.Read,
            FindingStep.Answered => finding.State == FindingState.Warned,
            FindingStep.Read => finding.State == FindingState.Answered,
            _ => finding.State is FindingState.Pending or FindingState.Read
                || (finding.State == FindingState.Warned && time > finding.Due),
        };
        return !mayFollow
            ? new Refused(RefusalCode.FindingNotInState, $"The finding is {finding.State}, due {finding.Due}; {step} does not follow.")
            : finding.Steps.Count >= StepsMax && step != FindingStep.Closed
                ? new Refused(RefusalCode.FindingNotInState, $"The finding has {finding.Steps.Count} steps; after {StepsMax} it is closed.")
                : Refused.No;
    }

    private static Refused CheckDues(HandleFinding call, long time) =>
        call.Step != FindingStep.Warned || (call.AnswerDue > time && call.CloseDue >= call.AnswerDue)
            ? Refused.No
            : new Refused(
                RefusalCode.FindingDue,
                $"The answer is due at {call.AnswerDue} and the end at {call.CloseDue}; block time is {time}. Each comes after the other.");
}
