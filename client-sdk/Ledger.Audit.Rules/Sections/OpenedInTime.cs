using Ledger.Terminal;

namespace Ledger.Audit.Rules;

/// <summary>No bid is opened before the time of the latest notice.</summary>
public sealed class OpenedInTime : SectionRule
{
    /// <inheritdoc/>
    public override string Name => "opened-in-time";

    /// <inheritdoc/>
    public override string Source => "招标投标法 §34";

    /// <inheritdoc/>
    public override Words Says => new(
        "A section is opened, or fails for want of bidders, at or after the opening time of its latest notice.",
        "开标（或因投标人不足流标）不早于最新公告的开标时间。");

    private protected override void Look(SectionChange change, Act act, ExaminedHistory history)
    {
        if (change.Before is { } before && change.Event is ("section.opened" or "section.failed") && act.Time < before.OpeningTime)
        {
            history.Find(
                this, act, change.Code,
                $"{change.Event} at {Moments.Show(act.Time)}; the opening time is {Moments.Show(before.OpeningTime)}.",
                $"{change.Event} 于 {Moments.Show(act.Time)}；开标时间为 {Moments.Show(before.OpeningTime)}。");
        }
    }
}
