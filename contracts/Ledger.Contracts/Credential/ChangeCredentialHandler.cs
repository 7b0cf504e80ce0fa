using Ledger.Protocol;
using Ledger.Protocol.V1;
using Ledger.Schema;
using Ledger.Schema.Credential;

namespace Ledger.Contracts.Credential;

/// <summary>
/// The issuer of a record says what became of it: suspended, restored, revoked, superseded, repaired. Changes come in the order of their
/// effect, so that what was answered about a time before the newest stays as it was.
/// </summary>
internal static class ChangeCredentialHandler
{
    internal static Refused Handle(ChangeCredential call, CallContext context) =>
        CredentialFacts.Check(call, context.Time) is { IsRefused: true } refused ? refused : Apply(call, context);

    /// <summary>Makes a change whose fields are as they must be.</summary>
    internal static Refused Apply(ChangeCredential call, CallContext context)
    {
        var key = CredentialTables.RecordKey(call.SubjectUscc, call.RecordId.Span);
        if (CredentialTables.Records.Read(context.State, key) is not { } record)
        {
            return CredentialChanges.Unknown(call.SubjectUscc, call.RecordId, "credential");
        }

        if (FieldRules.First(
            CredentialChanges.RequireOwn(record, context.Signer),
            CredentialChanges.RequirePossible(record, call),
            CredentialChanges.RequireInOrder(record, call, context),
            CredentialChanges.RequireSuccessor(record, call, context.State)) is { IsRefused: true } refused)
        {
            return refused;
        }

        record.Changes.Add(new CredentialChange
        {
            Kind = call.Kind,
            EffectiveFrom = call.EffectiveFrom,
            DocumentNo = call.DocumentNo,
            DocumentDigest = call.DocumentDigest,
            Reason = call.Reason,
            SuccessorId = call.SuccessorId,
            RecordedAt = context.Time,
        });
        context.Record(CredentialTables.Records, key, record, "credential.changed");
        CommitFieldsHandler.Follow(record, context);
        return Refused.No;
    }
}
