using Ledger.Orders;
using Ledger.Schema.Judgements;
using Ledger.Schema.Tender;

namespace Ledger.Cli.Commands.Orders;

/// <summary>What is doubtful about a step of an order, though no rule forbids it.</summary>
internal static class StepWarnings
{
    /// <summary>What the chain shows: an end that does not cover the bids' validity any more.</summary>
    internal static IEnumerable<CallWarning> Of(OrderOutlook outlook) => outlook.Notices
        .Where(notice => notice.Kind == OrderNoticeKind.EndTooShort)
        .Select(notice => TooEarly(notice.Until, outlook.Time));

    /// <summary>
    /// What is doubtful about an application before it is made: a code, and an end that does not cover the bids' validity.
    /// </summary>
    internal static IEnumerable<CallWarning> Of(OrderDraft draft, long time)
    {
        if (CallWarning.OfCode("applicant_uscc", draft.Application.Applicant.Uscc) is { } code)
        {
            yield return code;
        }

        var needed = SectionRules.BidValidUntil(draft.Section);
        if (draft.Application.ValidUntil < needed)
        {
            yield return TooEarly(needed, time);
        }
    }

    /// <summary>A premium of nothing.</summary>
    internal static CallWarning NoPremium { get; } = new(
        CallWarningKind.NoPremium, "premium_fen", "The premium is 0: the bidder pays nothing.", "保费为 0，投标人无需支付。");

    private static CallWarning TooEarly(long needed, long time) => new(
        CallWarningKind.EndsTooEarly,
        "valid_until",
        $"The guarantee ends before the bids' validity does; the end that is needed is {Moments.InFull(needed, time, chinese: false)}.",
        $"保函有效期短于投标有效期，至少应至 {Moments.InFull(needed, time, chinese: true)}。");
}
