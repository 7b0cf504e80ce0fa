using Ledger.Protocol.V1;
using Ledger.Schema.Tender;
using Ledger.Terminal;

namespace Ledger.Audit.Rules;

/// <summary>The contract is for what was awarded.</summary>
public sealed class ContractAsAwarded : SectionRule
{
    private const int BasisPoints = 10_000;

    /// <inheritdoc/>
    public override string Name => "contract-as-awarded";

    /// <inheritdoc/>
    public override string Source => "招标投标法 §46; 实施条例 §57–58";

    /// <inheritdoc/>
    public override Words Says => new(
        "The contract's amount is the award's, and the performance bond is within its share.", "合同金额与中标金额一致，履约保证金不超过规定比例。");

    private protected override void Look(SectionChange change, Act act, ExaminedHistory history)
    {
        if (change.Event != "section.contracted" || change.After.Awards.LastOrDefault() is not { } award)
        {
            return;
        }

        var contract = change.After.Contract;
        if (contract.ContractFen != award.AwardFen)
        {
            history.Find(
                this, act, change.Code,
                $"The contract is for {Moments.Yuan(contract.ContractFen)}; awarded were {Moments.Yuan(award.AwardFen)}.",
                $"合同金额 {Moments.Yuan(contract.ContractFen)}，中标金额 {Moments.Yuan(award.AwardFen)}。");
        }

        if (TenderRules.Find(history.State, change.After, TenderRuleKind.PerformanceBondMax) is { } rule
            && (Int128)contract.PerformanceBondFen * BasisPoints > (Int128)contract.ContractFen * rule.Value)
        {
            history.Find(
                this, act, change.Code,
                $"The performance bond is {Moments.Yuan(contract.PerformanceBondFen)} of a contract of " +
                $"{Moments.Yuan(contract.ContractFen)} ({rule.Source}).",
                $"履约保证金 {Moments.Yuan(contract.PerformanceBondFen)}，合同金额 {Moments.Yuan(contract.ContractFen)}（{rule.Source}）。");
        }
    }
}
