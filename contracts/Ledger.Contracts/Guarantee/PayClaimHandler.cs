using Ledger.Protocol;
using Ledger.Protocol.V1;
using Ledger.Schema;
using Ledger.Schema.Guarantee;

namespace Ledger.Contracts.Guarantee;

/// <summary>
/// The issuer states that it paid the claim, in full: a complying demand is paid as made or refused with its discrepancies (URDG 758
/// §20, §24), and payment ends the guarantee.
/// </summary>
internal static class PayClaimHandler
{
    internal static Refused Handle(PayClaim call, CallContext context)
    {
        if (GuaranteeRules.Find(context.State, call.GuaranteeId.Span, out var key, out var guarantee) is { IsRefused: true } notFound)
        {
            return notFound;
        }

        if (FieldRules.First(
            GuaranteeRules.RequireIssuer(guarantee, context.Signer),
            GuaranteeRules.RequireState(guarantee, context.Time, "PayClaim", GuaranteeState.Claimed)) is { IsRefused: true } refused)
        {
            return refused;
        }

        if (call.AmountFen != guarantee.Claim.AmountFen)
        {
            return new Refused(
                call.AmountFen > guarantee.Claim.AmountFen ? RefusalCode.AmountExceedsBalance : RefusalCode.BadAmount,
                $"The payment is {call.AmountFen} fen; the claim is for {guarantee.Claim.AmountFen} fen.");
        }

        guarantee.State = GuaranteeState.Paid;
        guarantee.PaidFen += call.AmountFen;
        guarantee.EndedAt = context.Time;
        context.Record(GuaranteeTables.Guarantees, key, guarantee, "guarantee.paid");
        return Refused.No;
    }
}
