namespace Ledger.Audit.Rules;

/// <summary>Bidders choose their guarantors themselves: not all of a section's come to the same one.</summary>
public sealed class OneGuarantor : SectionRule
{
    /// <summary>From how many guarantees on it is told.</summary>
    public const int GuaranteesMin = 6;

    /// <inheritdoc/>
    public override string Name => "one-guarantor";

    /// <inheritdoc/>
    public override string Source => "发改法规〔2023〕27号";

    /// <inheritdoc/>
    public override FindingLevel Level => FindingLevel.Clue;

    /// <inheritdoc/>
    public override Words Says => new(
        $"The guarantees of a section with {GuaranteesMin} or more are not all of one guarantor.",
        $"一个标段有 {GuaranteesMin} 份以上保函时，不全由同一家机构出具。");

    private protected override void Look(SectionChange change, Act act, ExaminedHistory history)
    {
        if (change.Event != "section.evaluated")
        {
            return;
        }

        var issuers = history.GuaranteesOf(change.Code).Select(guarantee => guarantee.IssuerUscc).ToList();
        if (issuers.Count >= GuaranteesMin && issuers.Distinct(StringComparer.Ordinal).Take(2).Count() == 1)
        {
            history.Find(
                this, act, change.Code,
                $"All {issuers.Count} guarantees are of {issuers[0]}: was a guarantor designated?",
                $"{issuers.Count} 份保函均由 {issuers[0]} 出具：是否指定了出具机构？");
        }
    }
}
