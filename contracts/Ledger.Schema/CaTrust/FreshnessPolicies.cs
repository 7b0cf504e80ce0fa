using Ledger.Protocol;
using Ledger.Protocol.V1;

namespace Ledger.Schema.CaTrust;

/// <summary>What a stale revocation list means, by date and CA. Without a policy, age is not asked for.</summary>
internal static class FreshnessPolicies
{
    private const long HourMs = 60L * 60 * 1000;
    private const long AgeMsMax = 400 * 24 * HourMs;

    internal static Refused Check(FreshnessPolicy policy, IStateReader state)
    {
        if (policy.Scope != CaTrustTables.AllAuthorities && AuthorityRecords.Find(policy.Scope, state) is null)
        {
            return new Refused(RefusalCode.UnknownAuthority, $"There is no CA {FieldRules.Quote(policy.Scope)}, and it is not 'all'.");
        }

        if (policy.EffectiveFrom < 0 || policy.MaxAgeMs is < HourMs or > AgeMsMax)
        {
            return new Refused(
                RefusalCode.BadCount,
                $"The policy allows an age of {policy.MaxAgeMs} ms from {policy.EffectiveFrom} on; it must be {HourMs} to {AgeMsMax}, " +
                $"after 1970.");
        }

        return FieldRules.First(
            FieldRules.Listed(policy.OnStale, "What a stale list means"),
            FieldRules.Text(policy.Source, "The policy's source", DatedList.TextCharsMax),
            DatedList.Full(Read(policy.Scope, state).Policies.Count, $"the freshness policy of {policy.Scope}"));
    }

    internal static StateFact Enact(FreshnessPolicy policy, IStateWriter state, long time)
    {
        var history = Read(policy.Scope, state);
        var dated = policy.Clone();
        dated.EffectiveFrom = DatedList.Effective(policy.EffectiveFrom, time);
        DatedList.Put(history.Policies, known => known.EffectiveFrom, dated);
        var key = CaTrustTables.Freshness.Key(policy.Scope);
        return new StateFact(key, CaTrustTables.Freshness.Write(state, key, history), "freshness_policy.changed");
    }

    /// <summary>The CA's own policy at a time, otherwise that of all; null where there is none.</summary>
    internal static FreshnessPolicy? At(string caId, long time, IStateReader state) =>
        DatedList.At(Read(caId, state).Policies, policy => policy.EffectiveFrom, time)
        ?? DatedList.At(Read(CaTrustTables.AllAuthorities, state).Policies, policy => policy.EffectiveFrom, time);

    private static FreshnessHistory Read(string scope, IStateReader state) =>
        CaTrustTables.Freshness.Read(state, CaTrustTables.Freshness.Key(scope)) ?? new FreshnessHistory();
}
