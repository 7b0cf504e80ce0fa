using Ledger.Orders;
using Ledger.Schema.Judgements;

namespace Ledger.Cli.Commands.Orders;

/// <summary>What is doubtful about a step of an order, though no rule forbids it.</summary>
internal static class StepWarnings
{
    /// <summary>What the chain shows: an end that does not cover the bids' validity any more.</summary>
    internal static IEnumerable<CallWarning> Of(OrderOutlook outlook) => outlook.Notices
        .Where(notice => notice.Kind == OrderNoticeKind.EndTooShort)
        .Select(notice => new CallWarning(
            CallWarningKind.EndsTooEarly,
            "valid_until",
            $"The guarantee ends before the bids' validity does; the end that is needed is {InFull(outlook, notice, false)}.",
            $"保函有效期短于投标有效期，至少应至 {InFull(outlook, notice, true)}。"));

    /// <summary>A premium of nothing.</summary>
    internal static CallWarning NoPremium { get; } = new(
        CallWarningKind.NoPremium, "premium_fen", "The premium is 0: the bidder pays nothing.", "保费为 0，投标人无需支付。");

    private static string InFull(OrderOutlook outlook, OrderNotice notice, bool chinese) =>
        Moments.InFull(notice.Until, outlook.Time, chinese);
}
