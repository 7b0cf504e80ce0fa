using Ledger.Protocol;
using Ledger.Protocol.V1;
using Ledger.Schema;
using Ledger.Schema.Guarantee;
using Ledger.Schema.Tender;
using GuaranteeRecord = Ledger.Protocol.V1.Guarantee;

namespace Ledger.Contracts.Guarantee;

/// <summary>
/// PAY_SUSPENDED→CLAIMED: the issuer shows that the court lifted its order, or the beneficiary invokes that no suit was filed in its days
/// (独立保函规定 §16). The time for examination goes on where it stood.
/// </summary>
internal static class ResumePaymentHandler
{
    internal static Refused Handle(ResumePayment call, CallContext context)
    {
        if (GuaranteeRules.Find(context.State, call.GuaranteeId.Span, out var key, out var guarantee) is { IsRefused: true } notFound)
        {
            return notFound;
        }

        if (FieldRules.First(
            GuaranteeRules.RequireState(guarantee, context.Time, "ResumePayment", GuaranteeState.PaySuspended),
            call.OrderDigest.IsEmpty
                ? Refused.No
                : FieldRules.DigestBytes(call.OrderDigest.Length, "The order's digest")) is { IsRefused: true } refused)
        {
            return refused;
        }

        if ((
            call.OrderDigest.IsEmpty
                ? CheckNoSuit(guarantee, context)
                : GuaranteeRules.RequireIssuer(guarantee, context.Signer)) is { IsRefused: true } notPermitted)
        {
            return notPermitted;
        }

        guarantee.State = GuaranteeState.Claimed;
        guarantee.Suspension.Until = context.Time;
        guarantee.Suspension.LiftingDigest = call.OrderDigest;
        if (guarantee.Claim.AnswerUntil != 0)
        {
            guarantee.Claim.AnswerUntil += context.Time - guarantee.Suspension.Since;
        }

        context.Record(GuaranteeTables.Guarantees, key, guarantee, "guarantee.payment_resumed");
        return Refused.No;
    }

    private static Refused CheckNoSuit(GuaranteeRecord guarantee, CallContext context)
    {
        if (GuaranteeRules.RequireBeneficiary(guarantee, context.Signer) is { IsRefused: true } stranger)
        {
            return stranger;
        }

        var section = GuaranteeRules.SectionOf(context.State, guarantee);
        var rule = TenderRules.Find(context.State, section, TenderRuleKind.SuspensionWithoutSuitDaysMax);
        var since = guarantee.Suspension.Since;
        var isOver = rule is not null && guarantee.Suspension.SuitDigest.IsEmpty && context.Time - since > rule.Value * SectionRules.DayMs;
        return isOver
            ? Refused.No
            : new Refused(
                RefusalCode.SuspensionStands,
                $"Payment is suspended since {since}, {(guarantee.Suspension.SuitDigest.IsEmpty ? "no suit yet" : "with a suit")}; it " +
                $"ends by the court's order or {rule?.Value ?? 0} days without a suit.");
    }
}
