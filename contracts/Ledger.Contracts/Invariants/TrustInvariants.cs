using System.Diagnostics.CodeAnalysis;
using Ledger.Protocol.V1;
using Ledger.Schema.CaTrust;
using Ledger.Schema.Evidence;

namespace Ledger.Contracts;

/// <summary>
/// What is evidence stays: no revocation is taken back or dated later, no status of the past is changed, no session record and no
/// cosignature is.
/// </summary>
internal static class TrustInvariants
{
    internal static bool IsOf([NotNullWhen(true)] string? table) =>
        table == CaTrustTables.Revocations.Name || table == CaTrustTables.Standings.Name
        || table == EvidenceTables.Sessions.Name || table == EvidenceTables.Cosignatures.Name
        || table == EvidenceTables.Findings.Name;

    internal static string? Check(StateTransition change, string table)
    {
        if (change.After is null)
        {
            return "evidence is never removed";
        }

        if (change.Before is null)
        {
            return null;
        }

        return table == EvidenceTables.Sessions.Name ? "a record of sessions never changes"
            : table == EvidenceTables.Cosignatures.Name ? "a cosignature never changes"
            : table == EvidenceTables.Findings.Name ? CheckFinding(change)
            : table == CaTrustTables.Revocations.Name ? CheckRevocation(change)
            : CheckStanding(change);
    }

    /// <summary>What was found stays, and each step that was taken.</summary>
    private static string? CheckFinding(StateTransition change)
    {
        var before = SupervisionFinding.Parser.ParseFrom(change.Before);
        var after = SupervisionFinding.Parser.ParseFrom(change.After);
        return !after.Recorded.Equals(before.Recorded) || after.RegulatorUscc != before.RegulatorUscc
            || after.RecordedAt != before.RecordedAt || !after.Steps.Take(before.Steps.Count).SequenceEqual(before.Steps)
            ? "a finding is changed other than by steps at its end"
            : null;
    }

    private static string? CheckRevocation(StateTransition change) =>
        Revocation.Parser.ParseFrom(change.After).Since > Revocation.Parser.ParseFrom(change.Before).Since
            ? "a revocation is dated later than before"
            : null;

    /// <summary>All but the last status stand as they were; the last may give way to another of the same block time.</summary>
    private static string? CheckStanding(StateTransition change)
    {
        var before = AuthorityStanding.Parser.ParseFrom(change.Before).Statuses;
        var after = AuthorityStanding.Parser.ParseFrom(change.After).Statuses;
        for (var i = 0; i < before.Count; i++)
        {
            var isLast = i == before.Count - 1;
            if (i >= after.Count || !(after[i].Equals(before[i]) || (isLast && after[i].EffectiveFrom == before[i].EffectiveFrom)))
            {
                return "a CA's status of the past is changed";
            }
        }

        return null;
    }
}
