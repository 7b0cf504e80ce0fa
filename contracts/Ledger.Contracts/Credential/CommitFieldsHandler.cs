using Google.Protobuf;
using Ledger.Protocol;
using Ledger.Protocol.V1;
using Ledger.Schema;
using Ledger.Schema.Credential;

namespace Ledger.Contracts.Credential;

/// <summary>
/// The issuer of a record binds itself to each of its fields. What stands beside the record from then on shows whether it is in force, and
/// no field: so a passport proves the one without the other. The same again is passed over; other commitments take the place of those
/// before, so that a file of salts that got lost or about is worth nothing.
/// </summary>
internal static class CommitFieldsHandler
{
    private const string Committed = "credential.committed";

    internal static Refused Handle(CommitFields call, CallContext context)
    {
        if (FieldRules.First(
            FieldRules.Uscc(call.SubjectUscc, "The subject's code"),
            CredentialFacts.Id(call.RecordId, "The record's id"),
            FieldRules.DigestBytes(call.CommitmentsDigest.Length, "The commitments' digest")) is { IsRefused: true } refused)
        {
            return refused;
        }

        var recordKey = CredentialTables.RecordKey(call.SubjectUscc, call.RecordId.Span);
        if (CredentialTables.Records.Read(context.State, recordKey) is not { } record)
        {
            return CredentialChanges.Unknown(call.SubjectUscc, call.RecordId, "credential");
        }

        if (CredentialChanges.RequireOwn(record, context.Signer) is { IsRefused: true } other)
        {
            return other;
        }

        var key = CredentialTables.CommitmentKey(call.SubjectUscc, call.RecordId.Span);
        var known = CredentialTables.Commitments.Read(context.State, key);
        if (known is not null && known.CommitmentsDigest.Equals(call.CommitmentsDigest))
        {
            context.Announce(new StateFact(key, known.ToByteArray(), Committed));
            return Refused.No;
        }

        var committed = new CommittedCredential
        {
            CommitmentsDigest = call.CommitmentsDigest,
            CommittedAt = context.Time,
            Kind = CredentialRules.KindOf(record.Recorded),
            Standing = CredentialRules.StandingOf(record),
        };
        context.Record(CredentialTables.Commitments, key, committed, Committed);
        return Refused.No;
    }

    /// <summary>Lets what stands beside a record follow its changes; of a record without commitments nothing stands there.</summary>
    internal static void Follow(CredentialRecord record, CallContext context)
    {
        var key = CredentialTables.CommitmentKey(record.Recorded.SubjectUscc, record.Recorded.RecordId.Span);
        if (CredentialTables.Commitments.Read(context.State, key) is { } committed)
        {
            committed.Standing = CredentialRules.StandingOf(record);
            CredentialTables.Commitments.Write(context.State, key, committed);
        }
    }
}
