using Ledger.Protocol.V1;
using Ledger.Terminal;

namespace Ledger.Audit.Rules;

/// <summary>After the deadline nobody takes a bond back that stood behind a bid.</summary>
public sealed class NotTakenBackAfterOpening : GuaranteeRule
{
    /// <inheritdoc/>
    public override string Name => "not-taken-back-after-opening";

    /// <inheritdoc/>
    public override string Source => "实施条例 §35; docs/spec/guarantee.md";

    /// <inheritdoc/>
    public override Words Says => new(
        "An issuer takes back no guarantee of an opened section at or after its opening time.",
        "开标时间之后，开立人不得收回已开标标段的保函。");

    private protected override void Look(GuaranteeChange change, Act act, ExaminedHistory history)
    {
        if (change.Event == "guarantee.revealed" && change.Before is { State: GuaranteeState.Surrendered } before
            && history.Section(change.After.Terms.SectionCode) is { } section && before.EndedAt >= section.OpeningTime)
        {
            history.Find(
                this, act, change.Id,
                $"{before.IssuerUscc} took it back at {Moments.Show(before.EndedAt)}; section {section.Announced.SectionCode} opened at " +
                $"{Moments.Show(section.OpeningTime)}. It was revealed all the same.",
                $"{before.IssuerUscc} 于 {Moments.Show(before.EndedAt)} 收回；标段 {section.Announced.SectionCode} 于 " +
                $"{Moments.Show(section.OpeningTime)} 开标。该保函仍被揭示。");
        }
    }
}
