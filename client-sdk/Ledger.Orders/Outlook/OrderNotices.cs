using Ledger.Protocol.V1;
using Ledger.Schema.Guarantee;
using Ledger.Schema.Tender;

namespace Ledger.Orders;

/// <summary>What each side is told without watching the chain (docs/spec/orders.md, Notices).</summary>
internal static class OrderNotices
{
    /// <param name="view">The order.</param>
    /// <param name="section">The section, where this side knows it.</param>
    /// <param name="record">The guarantee on the chain; null before it is issued.</param>
    /// <param name="tiers">The guarantor's tiers, for a blind order.</param>
    /// <param name="planned">The bidder's planned return; null where there is none.</param>
    /// <param name="time">The chain's time.</param>
    internal static IReadOnlyList<OrderNotice> Of(
        OrderView view, Section? section, Guarantee? record, CoverTiers? tiers, PlannedReturn? planned, long time) =>
        [.. OfSection(view, section, record, tiers, planned, time), .. OfGuarantee(view, record, time)];

    private static IEnumerable<OrderNotice> OfSection(
        OrderView view, Section? section, Guarantee? record, CoverTiers? tiers, PlannedReturn? planned, long time)
    {
        if (section is null || OrderStates.IsEnd(view.State))
        {
            yield break;
        }

        var needed = SectionRules.BidValidUntil(section);
        needed = tiers?.EndFor(needed) ?? needed;
        var end = view.Terms?.ValidUntil ?? view.Application?.ValidUntil ?? 0;
        var state = SectionRules.EffectiveState(section, time);
        if (state is SectionState.Failed or SectionState.Terminated)
        {
            var isSealed = view.State == OrderState.IssuedSealed && record?.State == GuaranteeState.IssuedSealed
                && view.PendingSurrender is null;
            var isPlanned = planned is { Refused.Length: 0 };
            yield return new OrderNotice(OrderNoticeKind.SectionEnded, isSealed && !isPlanned ? OrderSide.Bidder : null);
            if (isSealed && isPlanned)
            {
                // What leaves, and what was answered, goes with the bidder's next `order receive`.
                yield return new OrderNotice(OrderNoticeKind.ReturnPlanned, OrderSide.Bidder, planned!.LeavesAt);
            }
        }
        else if (Math.Max(end, view.PendingChange?.ValidUntil ?? 0) < needed)
        {
            yield return new OrderNotice(OrderNoticeKind.EndTooShort, OrderSide.Bidder, needed);
        }

        if (SectionRules.IsOpen(section))
        {
            yield return new OrderNotice(OrderNoticeKind.Opened, null, section.OpeningTime);
        }
    }

    private static IEnumerable<OrderNotice> OfGuarantee(OrderView view, Guarantee? record, long time)
    {
        if (record is null)
        {
            yield break;
        }

        var state = GuaranteeRules.EffectiveState(record, time);
        if (state == GuaranteeState.Revealed && view.IsBlind && record.EndorsedDigest.IsEmpty)
        {
            yield return new OrderNotice(OrderNoticeKind.NeedsEndorsement, OrderSide.Guarantor);
        }

        if (KindOf(state) is { } kind)
        {
            var isClaim = kind is OrderNoticeKind.Claimed or OrderNoticeKind.ClaimRefused or OrderNoticeKind.PaymentSuspended;
            yield return new OrderNotice(
                kind,
                kind == OrderNoticeKind.Claimed ? OrderSide.Guarantor : null,
                isClaim ? record.Claim?.AnswerUntil ?? 0 : record.EndedAt,
                kind == OrderNoticeKind.Paid ? record.PaidFen : isClaim ? record.Claim?.AmountFen ?? 0 : 0);
        }
    }

    private static OrderNoticeKind? KindOf(GuaranteeState state) => state switch
    {
        GuaranteeState.Claimed => OrderNoticeKind.Claimed,
        GuaranteeState.Refused => OrderNoticeKind.ClaimRefused,
        GuaranteeState.PaySuspended => OrderNoticeKind.PaymentSuspended,
        GuaranteeState.Paid => OrderNoticeKind.Paid,
        GuaranteeState.Released => OrderNoticeKind.Released,
        GuaranteeState.Expired => OrderNoticeKind.Expired,
        _ => null,
    };
}

/// <summary>Something on the chain that concerns an order.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="ActsNext">Who has to do something about it; null where nobody has.</param>
/// <param name="Until">Until when, or the end that is needed, UTC milliseconds; 0 for none.</param>
/// <param name="AmountFen">The amount that it is about, in fen; 0 for none.</param>
public sealed record OrderNotice(OrderNoticeKind Kind, OrderSide? ActsNext = null, long Until = 0, long AmountFen = 0);
