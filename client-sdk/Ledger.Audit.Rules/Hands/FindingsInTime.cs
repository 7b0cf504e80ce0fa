using Ledger.Protocol.V1;
using Ledger.Schema.Evidence;
using Ledger.Terminal;

namespace Ledger.Audit.Rules;

/// <summary>What a regulator took up is handled by when it said, and answered by when it asked.</summary>
public sealed class FindingsInTime : HistoryRule
{
    private readonly SortedDictionary<string, SupervisionFinding> _open = new(StringComparer.Ordinal);

    /// <inheritdoc/>
    public override string Name => "findings-in-time";

    /// <inheritdoc/>
    public override string Source => "docs/adr/0046";

    /// <inheritdoc/>
    public override Words Says => new(
        "Each step of a supervisory finding comes by when it is due, and a finding does not stay open beyond it.",
        "监管发现的每一步在期限内完成，逾期不得搁置。");

    internal override void Look(Act act, ExaminedHistory history)
    {
        foreach (var (_, key, _, after) in act.Of(EvidenceTables.Findings))
        {
            var id = Convert.ToHexStringLower(key.AsSpan(EvidenceTables.Findings.Prefix.Length));
            if (after is null || after.State == FindingState.Closed)
            {
                _open.Remove(id);
            }
            else
            {
                _open[id] = after;
            }

            if (after is { Steps.Count: > 0 } && after.Steps[^1] is { Late: true } step && step.At == act.Time)
            {
                history.Find(
                    this, act, id, $"{act.SignedBy} took the step {step.Handled?.Step} at {Moments.Show(step.At)}, after it was due.",
                    $"{act.SignedBy} 于 {Moments.Show(step.At)} 才完成步骤 {step.Handled?.Step}，已逾期。");
            }
        }
    }

    internal override void End(ExaminedHistory history)
    {
        foreach (var (id, finding) in _open.Where(one => one.Value.Due != 0 && history.Time > one.Value.Due))
        {
            var from = finding.State == FindingState.Warned ? finding.RespondentUscc : finding.RegulatorUscc;
            history.FindUndone(
                this, id, $"It is {finding.State} and was due at {Moments.Show(finding.Due)} from {from}.",
                $"状态为 {finding.State}，{from} 应于 {Moments.Show(finding.Due)} 前办理。");
        }
    }
}
