using Ledger.Terminal;

namespace Ledger.Audit.Rules;

/// <summary>The bond of a winner who did not sign is not simply given back.</summary>
public sealed class ReturnedThoughForfeit : GuaranteeRule
{
    /// <inheritdoc/>
    public override string Name => "returned-though-forfeit";

    /// <inheritdoc/>
    public override string Source => "实施条例 §55, §74";

    /// <inheritdoc/>
    public override FindingLevel Level => FindingLevel.Clue;

    /// <inheritdoc/>
    public override Words Says => new(
        "Where the award passed from a winner to another, the first one's bond is forfeit unless it had good reason, to be named by " +
        "whoever releases it.",
        "中标人放弃后改授他人的，除有正当理由外其保证金不予退还；释放者应说明理由。");

    private protected override void Look(GuaranteeChange change, Act act, ExaminedHistory history)
    {
        if (change.Event != "guarantee.released" || change.After.Terms is not { } terms
            || history.Section(terms.SectionCode) is not { } section)
        {
            return;
        }

        if (section.Awards.SkipLast(1).Any(award => award.WinnerUscc == terms.ApplicantUscc)
            && section.Awards[^1].WinnerUscc != terms.ApplicantUscc)
        {
            history.Find(
                this, act, change.Id,
                $"{terms.ApplicantUscc} had won section {terms.SectionCode} and did not sign; its bond of " +
                $"{Moments.Yuan(terms.AmountFen)} was released as {change.After.ReleaseReason}.",
                $"{terms.ApplicantUscc} 曾中标标段 {terms.SectionCode} 而未签约；其保证金 {Moments.Yuan(terms.AmountFen)} 以 " +
                $"{change.After.ReleaseReason} 释放。");
        }
    }
}
