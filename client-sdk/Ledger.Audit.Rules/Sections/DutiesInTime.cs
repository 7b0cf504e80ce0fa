using Ledger.Schema.Tender;
using Ledger.Terminal;

namespace Ledger.Audit.Rules;

/// <summary>What a section owes is done by its last instant: publicity, the answer to an objection, the contract.</summary>
public sealed class DutiesInTime : SectionRule
{
    /// <inheritdoc/>
    public override string Name => "duties-in-time";

    /// <inheritdoc/>
    public override string Source => "实施条例 §22, §54; 招标投标法 §46";

    /// <inheritdoc/>
    public override Words Says => new(
        "Candidates are publicized, objections answered and contracts signed within the days of the section's rules.",
        "候选人公示、异议答复与合同签订在标段适用规则的期限内完成。");

    private protected override void Look(SectionChange change, Act act, ExaminedHistory history)
    {
        if (change.Before is { } before && SectionDuty.Of(before, history.State) is { } duty
            && before.State != change.After.State && duty.IsLate(act.Time))
        {
            history.Find(this, act, change.Code, English(duty, act.Time), Chinese(duty, act.Time));
        }
    }

    internal override void End(ExaminedHistory history)
    {
        foreach (var code in history.Sections)
        {
            if (history.Section(code) is { } section && SectionDuty.Of(section, history.State) is { } duty && duty.IsLate(history.Time))
            {
                history.FindUndone(
                    this, code,
                    $"{English(duty, history.Time)} It is still owed.", $"{Chinese(duty, history.Time)}尚未履行。");
            }
        }
    }

    private static string English(SectionDuty duty, long time) =>
        $"{duty.Kind} was due until {Moments.Show(duty.Due)} ({duty.Source}); it is {Moments.Show(time)}.";

    private static string Chinese(SectionDuty duty, long time) =>
        $"{Named(duty.Kind)}应于 {Moments.Show(duty.Due)} 前完成（{duty.Source}），此时为 {Moments.Show(time)}。";

    private static string Named(SectionDutyKind kind) => kind switch
    {
        SectionDutyKind.Publicity => "候选人公示",
        SectionDutyKind.Contract => "合同签订",
        _ => "异议答复",
    };
}
