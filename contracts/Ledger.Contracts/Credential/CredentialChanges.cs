using Google.Protobuf;
using Ledger.Protocol;
using Ledger.Protocol.V1;
using Ledger.Schema;
using Ledger.Schema.Credential;

namespace Ledger.Contracts.Credential;

/// <summary>Whether a record may become what a change says.</summary>
internal static class CredentialChanges
{
    private const int SuccessionStepsMax = 64;

    internal static Refused Unknown(string subjectUscc, ByteString id, string what) => new(
        RefusalCode.UnknownCredential, $"{subjectUscc} has no {what} {Convert.ToHexStringLower(id.Span)}.");

    internal static Refused RequireOwn(CredentialRecord record, Signer signer) =>
        record.Recorded.IssuerUscc == signer.Uscc && signer.Member is not null
            ? Refused.No
            : new Refused(
                RefusalCode.NotTheRecordsIssuer, $"The record is {record.Recorded.IssuerUscc}'s; {signer.Uscc} changes nothing of it.");

    internal static Refused RequirePossible(CredentialRecord record, ChangeCredential call)
    {
        var last = record.Changes.Count == 0 ? CredentialChangeKind.Unspecified : record.Changes[^1].Kind;
        if (CredentialRules.IsEnd(last)
            || (call.Kind == CredentialChangeKind.Suspended && last == CredentialChangeKind.Suspended)
            || (call.Kind == CredentialChangeKind.Restored && last != CredentialChangeKind.Suspended)
            || (call.Kind == CredentialChangeKind.Repaired
                && record.Recorded.Credit is not { Kind: CreditKind.Penalty or CreditKind.Blacklist }))
        {
            return new Refused(
                RefusalCode.CredentialState,
                $"A record of {CredentialRules.KindOf(record.Recorded)} whose last change is {last} cannot be {call.Kind}.");
        }

        return record.Changes.Count < CredentialRules.ChangesMax
            ? Refused.No
            : new Refused(RefusalCode.HistoryFull, $"The record has {record.Changes.Count} changes already.");
    }

    internal static Refused RequireInOrder(CredentialRecord record, ChangeCredential call, CallContext context)
    {
        var last = record.Changes.Count == 0 ? record.Recorded.EffectiveFrom : record.Changes[^1].EffectiveFrom;
        if (call.EffectiveFrom < last)
        {
            return new Refused(
                RefusalCode.BackDated,
                $"The change is of {call.EffectiveFrom}, before {last}, from which the record holds as it now stands.");
        }

        // Of a section of the chain its centre alone speaks, whose competence is no entry.
        return IssuerCompetences.Require(context.State, record.Recorded, context.Time, out var competence).IsRefused
            ? Refused.No
            : IssuerCompetences.RequireInTime(competence, call.EffectiveFrom, context.Time);
    }

    internal static Refused RequireSuccessor(CredentialRecord record, ChangeCredential call, IStateReader state)
    {
        if (call.Kind != CredentialChangeKind.Superseded)
        {
            return Refused.No;
        }

        var successor = Read(state, call.SubjectUscc, call.SuccessorId);
        if (successor is null)
        {
            return Unknown(call.SubjectUscc, call.SuccessorId, "successor");
        }

        if (CredentialRules.KindOf(successor.Recorded) != CredentialRules.KindOf(record.Recorded)
            || successor.Recorded.IssuerUscc != record.Recorded.IssuerUscc)
        {
            return new Refused(
                RefusalCode.SupersessionMismatch,
                $"A record of {CredentialRules.KindOf(record.Recorded)} by {record.Recorded.IssuerUscc} cannot give way to one of " +
                $"{CredentialRules.KindOf(successor.Recorded)} by {successor.Recorded.IssuerUscc}.");
        }

        return LeadsBack(call, successor, state)
            ? new Refused(
                RefusalCode.CyclicSupersession,
                $"The successor {Convert.ToHexStringLower(call.SuccessorId.Span)} gives way to the record itself, or only after " +
                $"{SuccessionStepsMax} others.")
            : Refused.No;
    }

    private static bool LeadsBack(ChangeCredential call, CredentialRecord successor, IStateReader state)
    {
        var id = call.SuccessorId;
        CredentialRecord? at = successor;
        for (var step = 0; step < SuccessionStepsMax; step++)
        {
            if (id.Equals(call.RecordId))
            {
                return true;
            }

            if (at is null || at.Changes.Count == 0 || at.Changes[^1].Kind != CredentialChangeKind.Superseded)
            {
                return false;
            }

            id = at.Changes[^1].SuccessorId;
            at = Read(state, call.SubjectUscc, id);
        }

        return true;
    }

    private static CredentialRecord? Read(IStateReader state, string subjectUscc, ByteString id) =>
        CredentialTables.Records.Read(state, CredentialTables.RecordKey(subjectUscc, id.Span));
}
