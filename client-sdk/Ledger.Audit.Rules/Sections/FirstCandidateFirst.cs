namespace Ledger.Audit.Rules;

/// <summary>The candidates are awarded in their order.</summary>
public sealed class FirstCandidateFirst : SectionRule
{
    /// <inheritdoc/>
    public override string Name => "first-candidate-first";

    /// <inheritdoc/>
    public override string Source => "实施条例 §55";

    /// <inheritdoc/>
    public override Words Says => new(
        "A candidate is awarded after those ranked before it were; where not, somebody should know why they were passed over.",
        "按候选人排序定标；越过排名在前者的，应说明理由。");

    /// <inheritdoc/>
    public override FindingLevel Level => FindingLevel.Clue;

    private protected override void Look(SectionChange change, Act act, ExaminedHistory history)
    {
        if (change.Event != "section.awarded" || change.After.Evaluation is not { } evaluation)
        {
            return;
        }

        var winner = change.After.Awards[^1].WinnerUscc;
        var passedOver = evaluation.Candidates.TakeWhile(candidate => candidate != winner)
            .Where(candidate => change.After.Awards.All(award => award.WinnerUscc != candidate)).ToList();
        if (passedOver.Count > 0)
        {
            history.Find(
                this, act, change.Code,
                $"It was awarded to {winner}; ranked before it and never awarded: {string.Join(", ", passedOver)}.",
                $"授予 {winner}；排名在前而未获授予：{string.Join("、", passedOver)}。");
        }
    }
}
