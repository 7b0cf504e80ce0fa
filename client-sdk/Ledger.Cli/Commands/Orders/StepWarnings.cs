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
        .Select(notice => CallWarning.EndsTooEarly(notice.Until));

    /// <summary>
    /// What is doubtful about an application before it is made: a code, and an end that does not cover the bids' validity.
    /// </summary>
    internal static IEnumerable<CallWarning> Of(OrderDraft draft)
    {
        if (CallWarning.OfCode("applicant_uscc", draft.Application.Applicant.Uscc) is { } code)
        {
            yield return code;
        }

        var needed = SectionRules.BidValidUntil(draft.Section);
        if (draft.Application.ValidUntil < needed)
        {
            yield return CallWarning.EndsTooEarly(needed);
        }
    }
}
