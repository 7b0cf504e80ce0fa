namespace Ledger.Audit.Rules;

/// <summary>Who is ranked and who wins had bid.</summary>
public sealed class CandidatesHadBid : SectionRule
{
    /// <inheritdoc/>
    public override string Name => "candidates-had-bid";

    /// <inheritdoc/>
    public override string Source => "招标投标法 §40–41; 实施条例 §53";

    /// <inheritdoc/>
    public override Words Says => new(
        "Candidates are among the bidders that the opening listed, and the winner is among the candidates.",
        "中标候选人须在唱标的投标人之中，中标人须在候选人之中。");

    private protected override void Look(SectionChange change, Act act, ExaminedHistory history)
    {
        var candidates = change.After.Evaluation?.Candidates;
        if (change.Event == "section.evaluated" && candidates is not null)
        {
            var bidders = history.BiddersOf(change.Code);
            foreach (var candidate in candidates.Where(candidate => !bidders.Contains(candidate)))
            {
                history.Find(
                    this, act, change.Code,
                    $"Candidate {candidate} is not among the {bidders.Count} bidders that were listed.",
                    $"候选人 {candidate} 不在所列 {bidders.Count} 家投标人之中。");
            }
        }

        if (change.Event == "section.awarded" && change.After.Awards.LastOrDefault() is { } award
            && candidates?.Contains(award.WinnerUscc) is not true)
        {
            history.Find(
                this, act, change.Code, $"Winner {award.WinnerUscc} is no candidate.", $"中标人 {award.WinnerUscc} 不是候选人。");
        }
    }
}
