using Ledger.Protocol.V1;
using Ledger.Schema.Tender;

namespace Ledger.Audit.Rules;

/// <summary>The bidder chooses form and guarantor.</summary>
public sealed class BondFormsOpen : SectionRule
{
    /// <inheritdoc/>
    public override string Name => "bond-forms-open";

    /// <inheritdoc/>
    public override string Source => "发改法规〔2023〕27号; 政府采购法实施条例 §33";

    /// <inheritdoc/>
    public override Words Says => new(
        "Cash and guarantees are accepted, no guarantor is designated, and where the rules ask for it no cash.",
        "接受现金与保函，不指定出函机构；规则要求非现金的不收现金。");

    private protected override void Look(SectionChange change, Act act, ExaminedHistory history)
    {
        if (change.Event != "section.announced" || change.After.Announced.BondFen == 0)
        {
            return;
        }

        var announced = change.After.Announced;
        Check(
            TenderRuleKind.NoDesignatedGuarantor, announced.DesignatedGuarantors.Count == 0,
            $"It designates {announced.DesignatedGuarantors.Count} guarantors", $"指定了 {announced.DesignatedGuarantors.Count} 家出函机构");
        Check(
            TenderRuleKind.CashAndGuarantees, announced.AcceptsCash && announced.AcceptedForms.Count > 0,
            "It does not accept both cash and a guarantee", "未同时接受现金与保函");
        Check(TenderRuleKind.NonCashOnly, !announced.AcceptsCash, "It accepts cash", "接受现金");

        void Check(TenderRuleKind kind, bool holds, string english, string chinese)
        {
            if (!holds && TenderRules.Find(history.State, change.After, kind) is { } rule)
            {
                history.Find(this, act, change.Code, $"{english} ({rule.Source}).", $"{chinese}（{rule.Source}）。");
            }
        }
    }
}
