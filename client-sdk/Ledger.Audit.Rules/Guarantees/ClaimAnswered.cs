using Ledger.Protocol.V1;
using Ledger.Terminal;

namespace Ledger.Audit.Rules;

/// <summary>A claim is paid or refused in the time for its examination.</summary>
public sealed class ClaimAnswered : GuaranteeRule
{
    /// <inheritdoc/>
    public override string Name => "claim-answered";

    /// <inheritdoc/>
    public override string Source => "URDG 758 §20, §24; 独立保函规定 §6";

    /// <inheritdoc/>
    public override Words Says => new(
        "The issuer pays or refuses a claim within the days of the section's rules, and names every discrepancy of one that it refuses.",
        "开立人在标段适用规则的期限内赔付或拒付；拒付须列明全部不符点。");

    private protected override void Look(GuaranteeChange change, Act act, ExaminedHistory history)
    {
        if (change.Event is not ("guarantee.paid" or "guarantee.claim_refused") || change.Before?.Claim is not { } claim)
        {
            return;
        }

        if (claim.AnswerUntil != 0 && act.Time > claim.AnswerUntil && change.Before.Suspension is null)
        {
            history.Find(
                this, act, change.Id,
                $"{change.Event} at {Moments.Show(act.Time)}; the claim was to be answered until {Moments.Show(claim.AnswerUntil)}.",
                $"{change.Event} 于 {Moments.Show(act.Time)}；索赔应于 {Moments.Show(claim.AnswerUntil)} 前答复。");
        }

        if (change.Event == "guarantee.claim_refused" && change.After.Claim.Discrepancies.Count == 0)
        {
            history.Find(this, act, change.Id, "The claim was refused without a discrepancy.", "拒付未列明不符点。");
        }
    }

    internal override void End(ExaminedHistory history)
    {
        foreach (var guarantee in history.Guarantees)
        {
            if (guarantee is { State: GuaranteeState.Claimed, Claim: { AnswerUntil: not 0 } claim } && history.Time > claim.AnswerUntil)
            {
                history.FindUndone(
                    this, Convert.ToHexStringLower(guarantee.GuaranteeId.Span),
                    $"The claim of {Moments.Show(claim.ClaimedAt)} over {Moments.Yuan(claim.AmountFen)} was to be answered until " +
                    $"{Moments.Show(claim.AnswerUntil)}, and is not.",
                    $"{Moments.Show(claim.ClaimedAt)} 索赔 {Moments.Yuan(claim.AmountFen)}，应于 " +
                    $"{Moments.Show(claim.AnswerUntil)} 前答复，至今未答复。");
            }
        }
    }
}
