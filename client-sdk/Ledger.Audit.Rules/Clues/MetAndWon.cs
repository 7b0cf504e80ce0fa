using Ledger.Schema.Tender;

namespace Ledger.Audit.Rules;

/// <summary>Nobody bids only so that another wins (陪标): two that meet again and again, and of whom one always gets the contract.</summary>
public sealed class MetAndWon : SectionRule
{
    /// <summary>How often two have met, with a contract each time for the same one, before it is told.</summary>
    public const int TimesMin = 4;

    // How often the two have met in sections that came to a contract, and how often the first of them got it.
    private readonly Dictionary<(string Winner, string Loser), int> _won = [];

    /// <inheritdoc/>
    public override string Name => "met-and-won";

    /// <inheritdoc/>
    public override string Source => "实施条例 §39; 发改法规〔2026〕195号";

    /// <inheritdoc/>
    public override FindingLevel Level => FindingLevel.Clue;

    /// <inheritdoc/>
    public override Words Says => new(
        $"Of two who have met in {TimesMin} sections that came to a contract, it was not the same one each time.",
        $"两家投标人在 {TimesMin} 个已签约标段同场投标时，并非每次都由同一家中标。");

    private protected override void Look(SectionChange change, Act act, ExaminedHistory history)
    {
        if (change.Event != "section.contracted" || SectionRules.LatestAward(change.After) is not { } award)
        {
            return;
        }

        foreach (var other in history.BiddersOf(change.Code).Where(bidder => bidder != award.WinnerUscc).Order(StringComparer.Ordinal))
        {
            var times = _won.GetValueOrDefault((award.WinnerUscc, other)) + 1;
            _won[(award.WinnerUscc, other)] = times;
            if (times == TimesMin && !_won.ContainsKey((other, award.WinnerUscc)))
            {
                history.Find(
                    this, act, change.Code,
                    $"{award.WinnerUscc} and {other} have bid in {times} sections together, and the former got the contract each time.",
                    $"{award.WinnerUscc} 与 {other} 同场投标 {times} 次，每次均由 {award.WinnerUscc} 签约。");
            }
        }
    }
}
