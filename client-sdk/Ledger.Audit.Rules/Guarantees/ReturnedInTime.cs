using Ledger.Schema.Guarantee;
using Ledger.Terminal;

namespace Ledger.Audit.Rules;

/// <summary>Bonds go back in time.</summary>
public sealed class ReturnedInTime : GuaranteeRule
{
    /// <inheritdoc/>
    public override string Name => "returned-in-time";

    /// <inheritdoc/>
    public override string Source => "实施条例 §57; 政府采购法实施条例 §33";

    /// <inheritdoc/>
    public override Words Says => new(
        "A bond is released within the days that the section's rules count from award or contract.", "投标保证金在定标或签约后的规定期限内退还。");

    private protected override void Look(GuaranteeChange change, Act act, ExaminedHistory history)
    {
        if (change.Event == "guarantee.released" && change.Before is { Terms: not null } before
            && OutstandingReturn.Of(before, history.State, act.Time) is { } due && due.IsLate(act.Time))
        {
            history.Find(
                this, act, change.Id,
                $"It was released at {Moments.Show(act.Time)}; it was due until {Moments.Show(due.Return.Due)} ({due.Return.Source}).",
                $"于 {Moments.Show(act.Time)} 释放；应于 {Moments.Show(due.Return.Due)} 前退还（{due.Return.Source}）。");
        }
    }

    internal override void End(ExaminedHistory history)
    {
        foreach (var guarantee in history.Guarantees)
        {
            if (OutstandingReturn.Of(guarantee, history.State, history.Time) is { } due && due.IsLate(history.Time))
            {
                history.FindUndone(
                    this, Convert.ToHexStringLower(guarantee.GuaranteeId.Span),
                    $"Section {guarantee.Terms.SectionCode}: it was due back until {Moments.Show(due.Return.Due)} ({due.Return.Source}), " +
                    $"and {due.Section.TendererUscc} still holds it.",
                    $"标段 {guarantee.Terms.SectionCode}：应于 {Moments.Show(due.Return.Due)} 前退还（{due.Return.Source}），" +
                    $"{due.Section.TendererUscc} 至今未退。");
            }
        }
    }
}
