using Ledger.Terminal;

namespace Ledger.Audit.Rules;

/// <summary>A bond is there when bids are opened, and not made afterwards with an earlier date.</summary>
public sealed class IssuedBeforeOpening : GuaranteeRule
{
    /// <inheritdoc/>
    public override string Name => "issued-before-opening";

    /// <inheritdoc/>
    public override string Source => "实施条例 §26; docs/spec/guarantee.md";

    /// <inheritdoc/>
    public override Words Says => new(
        "A guarantee was put on the chain before its section's opening time, and its record says when that was.",
        "保函在标段开标时间前上链，记录的出具时间即上链时间。");

    private protected override void Look(GuaranteeChange change, Act act, ExaminedHistory history)
    {
        var issued = change.After.IssuedAt;
        if (change.Event == "guarantee.issued" ? issued != act.Time : change.Before is { } before && before.IssuedAt != issued)
        {
            history.Find(
                this, act, change.Id,
                $"Its record says that it was issued at {Moments.Show(issued)}; the block that says so is of {Moments.Show(act.Time)}.",
                $"记录称出具于 {Moments.Show(issued)}，而该区块时间为 {Moments.Show(act.Time)}。");
        }

        if (change.Event == "guarantee.revealed" && history.Section(change.After.Terms.SectionCode) is { } section
            && issued >= section.OpeningTime)
        {
            history.Find(
                this, act, change.Id,
                $"It came onto the chain at {Moments.Show(issued)}; bids were opened from {Moments.Show(section.OpeningTime)}.",
                $"保函上链于 {Moments.Show(issued)}，开标时间为 {Moments.Show(section.OpeningTime)}。");
        }
    }
}
