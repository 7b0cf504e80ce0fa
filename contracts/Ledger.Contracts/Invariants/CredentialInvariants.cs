using Ledger.Protocol.V1;
using Ledger.Schema.Credential;

namespace Ledger.Contracts;

/// <summary>
/// What authorities said stays: no record or check is changed or removed, and changes of a record are added at its end alone.
/// </summary>
internal static class CredentialInvariants
{
    internal static bool IsOf(string? table) =>
        table == CredentialTables.Records.Name || table == CredentialTables.Checks.Name
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
            : table == CredentialTables.Records.Name ? CheckRecord(change.Before, change.After)
            : null;
    }

    private static string? CheckRecord(byte[] before, byte[] after)
    {
        var was = CredentialRecord.Parser.ParseFrom(before);
        var now = CredentialRecord.Parser.ParseFrom(after);
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
