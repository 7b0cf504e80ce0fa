using Ledger.Protocol;
using Ledger.Protocol.V1;
using Ledger.Schema;
using Ledger.Schema.Guarantee;

namespace Ledger.Contracts.Guarantee;

/// <summary>
/// CLAIMED→PAY_SUSPENDED: the issuer was served a court's stop of payment (独立保函规定 §16). The suit that must follow is added when it is
/// filed. An order that was lifted stops nothing again, so that stop and resumption cannot alternate at will.
/// </summary>
internal static class SuspendPaymentHandler
{
    /// <summary>Stops of payment in a guarantee's life: far more than courts order, far fewer than would fill blocks.</summary>
    internal const int SuspensionsMax = 16;

    internal static Refused Handle(SuspendPayment call, CallContext context)
    {
        if (GuaranteeRules.Find(context.State, call.GuaranteeId.Span, out var key, out var guarantee) is { IsRefused: true } notFound)
        {
            return notFound;
        }

        if (FieldRules.First(
            GuaranteeRules.RequireIssuer(guarantee, context.Signer),
            GuaranteeRules.RequireState(guarantee, context.Time, "SuspendPayment", GuaranteeState.Claimed, GuaranteeState.PaySuspended),
            FieldRules.DigestBytes(call.OrderDigest.Length, "The order's digest"),
            call.SuitDigest.IsEmpty
                ? Refused.No
                : FieldRules.DigestBytes(call.SuitDigest.Length, "The suit's digest")) is { IsRefused: true } refused)
        {
            return refused;
        }

        if (guarantee.State == GuaranteeState.PaySuspended)
        {
            if (!call.OrderDigest.Equals(guarantee.Suspension.OrderDigest) || call.SuitDigest.IsEmpty ||
                !guarantee.Suspension.SuitDigest.IsEmpty)
            {
                return new Refused(
                    RefusalCode.GuaranteeState,
                    $"Payment of guarantee {GuaranteeRules.Name(guarantee.GuaranteeId.Span)} is suspended already; only the suit for " +
                    $"the same order can be added, once.");
            }

            guarantee.Suspension.SuitDigest = call.SuitDigest;
            context.Record(GuaranteeTables.Guarantees, key, guarantee, "guarantee.suit_filed");
            return Refused.No;
        }

        var number = (guarantee.Suspension?.Number ?? 0) + 1;
        if (number > SuspensionsMax || call.OrderDigest.Equals(guarantee.Suspension?.OrderDigest))
        {
            return new Refused(
                RefusalCode.SuspensionSpent,
                $"Payment of guarantee {GuaranteeRules.Name(guarantee.GuaranteeId.Span)} was stopped {number - 1} times, of " +
                $"{SuspensionsMax} at most; the order {(number > SuspensionsMax ? "comes too late" : "was lifted")}.");
        }

        guarantee.State = GuaranteeState.PaySuspended;
        guarantee.Suspension = new Suspension
        {
            OrderDigest = call.OrderDigest,
            SuitDigest = call.SuitDigest,
            Since = context.Time,
            Number = number,
        };
        context.Record(GuaranteeTables.Guarantees, key, guarantee, "guarantee.payment_suspended");
        return Refused.No;
    }
}
