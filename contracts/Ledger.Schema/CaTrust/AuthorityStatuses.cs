using Ledger.Protocol;
using Ledger.Protocol.V1;

namespace Ledger.Schema.CaTrust;

/// <summary>
/// A CA's status: 对接中 → 完成 ⇄ 暂停 → 退出. Only an active CA's certificates count, and what was signed before stands (DOMAIN §3).
/// </summary>
internal static class AuthorityStatuses
{
    internal static Refused Check(SetAuthorityStatus change, IStateReader state)
    {
        if (AuthorityRecords.Find(change.CaId, state) is null)
        {
            return new Refused(RefusalCode.UnknownAuthority, $"There is no CA {FieldRules.Quote(change.CaId)}.");
        }

        var statuses = AuthorityRecords.Standing(change.CaId, state).Statuses;
        var present = statuses[^1].Status;
        if (!MayFollow(present, change.Status))
        {
            return new Refused(RefusalCode.BadProposal, $"CA {change.CaId} is {present}; {change.Status} does not follow.");
        }

        var needsEvidence = change.Status is AuthorityStatus.Suspended or AuthorityStatus.Withdrawn;
        return FieldRules.First(
            change.EvidenceDigest.IsEmpty &&
                !needsEvidence ? Refused.No : FieldRules.DigestBytes(change.EvidenceDigest.Length, "The evidence's digest"),
            FieldRules.Text(change.Reason, "The reason", DatedList.TextCharsMax),
            DatedList.Full(statuses.Count, $"CA {change.CaId}'s status"));
    }

    internal static StateFact Enact(SetAuthorityStatus change, IStateWriter state, long time)
    {
        var key = CaTrustTables.Standings.Key(change.CaId);
        var standing = AuthorityRecords.Standing(change.CaId, state);
        var entry = new AuthorityStatusEntry
        {
            EffectiveFrom = time,
            Status = change.Status,
            EvidenceDigest = change.EvidenceDigest,
            Reason = change.Reason,
        };
        DatedList.Put(standing.Statuses, known => known.EffectiveFrom, entry);
        return new StateFact(key, CaTrustTables.Standings.Write(state, key, standing), "ca.status_changed");
    }

    /// <summary>The status at a time; <see cref="AuthorityStatus.Unspecified"/> before the CA was entered.</summary>
    internal static AuthorityStatus At(AuthorityStanding standing, long time) =>
        DatedList.At(standing.Statuses, entry => entry.EffectiveFrom, time)?.Status ?? AuthorityStatus.Unspecified;

    private static bool MayFollow(AuthorityStatus present, AuthorityStatus next) => (present, next) switch
    {
        (AuthorityStatus.Connecting, AuthorityStatus.Active or AuthorityStatus.Withdrawn) => true,
        (AuthorityStatus.Active, AuthorityStatus.Suspended or AuthorityStatus.Withdrawn) => true,
        (AuthorityStatus.Suspended, AuthorityStatus.Active or AuthorityStatus.Withdrawn) => true,
        _ => false,
    };
}
