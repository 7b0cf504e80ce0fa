using Ledger.Schema.Tender;

namespace Ledger.Audit.Rules;

/// <summary>Whoever wins had a bond that complied when bids were opened.</summary>
public sealed class WinnersBond : SectionRule
{
    /// <inheritdoc/>
    public override string Name => "winners-bond";

    /// <inheritdoc/>
    public override string Source => "实施条例 §26; 评标委员会和评标方法暂行规定 §25";

    /// <inheritdoc/>
    public override Words Says => new(
        "The winner's guarantee, as of the opening, is what the section asked for. One that has none may have paid in another form.",
        "中标人的保函在开标时符合标段要求；没有保函的，可能以其他形式缴纳。");

    private protected override void Look(SectionChange change, Act act, ExaminedHistory history)
    {
        var section = change.After;
        if (change.Event != "section.awarded" || section.Announced.BondFen == 0
            || history.BondsAtOpening(section, [SectionRules.LatestAward(section)!.WinnerUscc]) is not { } bonds)
        {
            return;
        }

        var bond = bonds[0];
        if (!bond.Complies && bond.Guarantee is not null)
        {
            var defects = string.Join(" ", bond.Defects.Select(defect => defect.Detail));
            history.Find(
                this, act, change.Code,
                $"{bond.BidderUscc} won, and its bond did not comply: {defects}",
                $"{bond.BidderUscc} 中标，而其保证金不符合要求：{string.Join("、", bond.Defects.Select(defect => defect.Code))}。");
        }
    }
}
