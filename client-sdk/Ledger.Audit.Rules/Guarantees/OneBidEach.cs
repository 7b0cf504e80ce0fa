using Ledger.Protocol;

namespace Ledger.Audit.Rules;

/// <summary>Nobody stands behind two bids of one section.</summary>
public sealed class OneBidEach : SectionRule
{
    /// <inheritdoc/>
    public override string Name => "one-bid-each";

    /// <inheritdoc/>
    public override string Source => "实施条例 §37; 30号令 §45";

    /// <inheritdoc/>
    public override Words Says => new(
        "A member of a consortium does not also bid by itself or in another consortium.", "联合体成员不得另行单独或参加其他联合体投标。");

    private protected override void Look(SectionChange change, Act act, ExaminedHistory history)
    {
        if (change.Event != "section.evaluated"
            || history.BondsAtOpening(change.After, [.. history.BiddersOf(change.Code)]) is not { } bonds)
        {
            return;
        }

        foreach (var bond in bonds)
        {
            foreach (var conflict in bond.Defects.Where(defect => defect.Code == RefusalCode.ConsortiumConflict))
            {
                history.Find(
                    this, act, change.Code, $"{bond.BidderUscc}: {conflict.Detail}", $"{bond.BidderUscc} 的投标与另一份投标有同一当事方。");
            }
        }
    }
}
