namespace Ledger.Audit.Rules;

/// <summary>Section after section is not bid for by exactly the same circle.</summary>
public sealed class SameCircle : SectionRule
{
    /// <summary>How often the same circle has bid before it is told.</summary>
    public const int TimesMin = 3;

    /// <summary>The least of a circle.</summary>
    public const int BiddersMin = 3;

    private readonly Dictionary<string, int> _circles = new(StringComparer.Ordinal);

    /// <inheritdoc/>
    public override string Name => "same-circle";

    /// <inheritdoc/>
    public override string Source => "实施条例 §39, §40; 发改法规〔2026〕195号";

    /// <inheritdoc/>
    public override FindingLevel Level => FindingLevel.Clue;

    /// <inheritdoc/>
    public override Words Says => new(
        $"No circle of {BiddersMin} or more bids, by itself and whole, in {TimesMin} sections.",
        $"没有 {BiddersMin} 家以上的同一组投标人在 {TimesMin} 个标段中完全相同地出现。");

    private protected override void Look(SectionChange change, Act act, ExaminedHistory history)
    {
        if (change.Event != "section.opening_completed" || history.BiddersOf(change.Code) is not { Count: >= BiddersMin } bidders)
        {
            return;
        }

        var circle = string.Join(", ", bidders.Order(StringComparer.Ordinal));
        var times = _circles.GetValueOrDefault(circle) + 1;
        _circles[circle] = times;
        if (times >= TimesMin)
        {
            history.Find(
                this, act, change.Code,
                $"The same {bidders.Count} bidders, and no others, for the {times}th time: {circle}.",
                $"同一组 {bidders.Count} 家投标人第 {times} 次同场投标，且无他人：{circle}。");
        }
    }
}
