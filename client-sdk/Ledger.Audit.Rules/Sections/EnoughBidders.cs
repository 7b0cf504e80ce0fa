using Ledger.Protocol.V1;
using Ledger.Schema.Tender;

namespace Ledger.Audit.Rules;

/// <summary>With too few bidders nothing is opened.</summary>
public sealed class EnoughBidders : SectionRule
{
    /// <inheritdoc/>
    public override string Name => "enough-bidders";

    /// <inheritdoc/>
    public override string Source => "招标投标法 §28; 实施条例 §44";

    /// <inheritdoc/>
    public override Words Says => new(
        "A section is opened with as many bidders as its rules ask for, and fails with fewer.", "投标人达到规则要求的家数方可开标，不足的流标。");

    private protected override void Look(SectionChange change, Act act, ExaminedHistory history)
    {
        if (change.Event == "section.opened"
            && TenderRules.Find(history.State, change.After, TenderRuleKind.BiddersMin) is { } rule && change.After.Bidders < rule.Value)
        {
            history.Find(
                this, act, change.Code,
                $"It was opened with {change.After.Bidders} bidders; it takes {rule.Value} ({rule.Source}).",
                $"以 {change.After.Bidders} 家投标人开标，应不少于 {rule.Value} 家（{rule.Source}）。");
        }
    }
}
