using Ledger.Protocol.V1;
using Ledger.Schema.Membership;

namespace Ledger.Audit.Rules;

/// <summary>What changes for all, more than two thirds of the votes have decided.</summary>
public sealed class VotesSufficed : HistoryRule
{
    private static readonly byte[] ValidatorsKey = MembershipTables.Validators.Key(MembershipTables.Current);

    private static readonly HashSet<string> ByVoteAlone = new(StringComparer.Ordinal)
    {
        "member.admitted", "member.changed", "validators.changed", "rules.changed", "bond_cap.put", "tender_rule.put", "work_calendar.put",
        "qualification_type.put", "issuer_competence.put", "ca.entered", "ca.changed", "ca.status_changed", "acceptance.changed",
        "floor.changed", "freshness_policy.changed",
    };

    /// <inheritdoc/>
    public override string Name => "votes-sufficed";

    /// <inheritdoc/>
    public override string Source => "docs/spec/finality.md";

    /// <inheritdoc/>
    public override Words Says => new(
        "Members, validators, authorities and dated rules change only by a proposal that members with more than 2/3 of the votes approved.",
        "成员、验证者、CA 与期限规则的变更，须由持有三分之二以上表决权的成员赞成的提案作出。");

    internal override void Look(Act act, ExaminedHistory history)
    {
        var enacted = act.Of(MembershipTables.Proposals).Where(change => change.Event == "proposal.enacted").ToList();
        foreach (var change in act.Changes.Where(change => enacted.Count == 0 && ByVoteAlone.Contains(change.Event)))
        {
            history.Find(
                this, act, change.Event, $"{change.Event} happened without a proposal that was enacted.", $"{change.Event} 未经通过的提案。");
        }

        // The set before, also where the proposal itself changes it.
        foreach (var (_, _, _, after) in enacted)
        {
            if (after is not null && MembershipTables.Validators.Read(history.State, ValidatorsKey) is { } set)
            {
                Count(act, history, after, new VotingPower(set));
            }
        }
    }

    private void Count(Act act, ExaminedHistory history, Proposal proposal, VotingPower power)
    {
        var approving = power.Sum(proposal.ApprovedBy.Distinct(StringComparer.Ordinal));
        if (approving < power.Needed)
        {
            var id = Convert.ToHexStringLower(proposal.Proposed.ProposalId.Span);
            history.Find(
                this, act, id,
                $"Proposal {id} was enacted with {approving} of {power.Total} votes; it takes {power.Needed}.",
                $"提案 {id} 以 {approving}/{power.Total} 票通过，应不少于 {power.Needed} 票。");
        }
    }
}
