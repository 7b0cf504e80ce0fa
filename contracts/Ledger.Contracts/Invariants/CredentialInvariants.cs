using Ledger.Protocol.V1;
using Ledger.Schema.Credential;

namespace Ledger.Contracts;

/// <summary>
/// What authorities said stays: no record or check is changed or removed, and changes of a record are added at its end alone.
/// </summary>
internal static class CredentialInvariants
{
    internal static bool IsOf(string? table) =>
        table == CredentialTables.Records.Name || table == CredentialTables.Commitments.Name || table == CredentialTables.Checks.Name
        || table == CredentialTables.CertificateNumbers.Name || table == CredentialTables.Performances.Name;

    internal static string? Check(StateTransition change, string? table)
    {
        if (change.After is null)
        {
            return "what an authority said is never removed";
        }

        if (change.Before is null)
        {
            return null;
        }

        return table == CredentialTables.Checks.Name ? "a check never changes"
            : table == CredentialTables.Records.Name
                ? CheckRecord(CredentialRecord.Parser.ParseFrom(change.Before), CredentialRecord.Parser.ParseFrom(change.After))
            : table == CredentialTables.Commitments.Name ? CheckRecord(StandingIn(change.Before), StandingIn(change.After))
            : null;
    }

    private static CredentialRecord StandingIn(byte[] committed) => CommittedCredential.Parser.ParseFrom(committed).Standing;

    private static string? CheckRecord(CredentialRecord was, CredentialRecord now)
    {
        if (!was.Recorded.Equals(now.Recorded) || was.RecordedAt != now.RecordedAt)
        {
            return "a credential never changes";
        }

        if (now.Changes.Count < was.Changes.Count || !now.Changes.Take(was.Changes.Count).SequenceEqual(was.Changes))
        {
            return "a change of a credential is taken back";
        }

        return now.Changes.Zip(now.Changes.Skip(1)).Any(pair => pair.Second.EffectiveFrom < pair.First.EffectiveFrom)
            ? "changes of a credential are out of their order"
            : null;
    }
}
