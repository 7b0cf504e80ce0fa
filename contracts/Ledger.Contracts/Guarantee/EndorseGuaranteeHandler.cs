using Ledger.Protocol;
using Ledger.Protocol.V1;
using Ledger.Schema;
using Ledger.Schema.Guarantee;

namespace Ledger.Contracts.Guarantee;

/// <summary>
/// The issuer restores the clear document of a blind guarantee once it has learned its section (已开标，待批改 → 明文保函开立): one guarantee
/// number then has two documents, and both digests stand.
/// </summary>
internal static class EndorseGuaranteeHandler
{
    internal static Refused Handle(EndorseGuarantee call, CallContext context)
    {
        if (GuaranteeRules.Find(context.State, call.GuaranteeId.Span, out var key, out var guarantee) is { IsRefused: true } notFound)
        {
            return notFound;
        }

        if (FieldRules.First(
            GuaranteeRules.RequireIssuer(guarantee, context.Signer),
            GuaranteeRules.RequireState(
                guarantee, context.Time, "EndorseGuarantee", GuaranteeState.Revealed, GuaranteeState.Claimed, GuaranteeState.Refused,
                GuaranteeState.PaySuspended),
            FieldRules.DigestBytes(call.DocumentDigest.Length, "The document's digest")) is { IsRefused: true } refused)
        {
            return refused;
        }

        if (guarantee.Terms.BlindSection is null || !guarantee.EndorsedDigest.IsEmpty)
        {
            return new Refused(
                RefusalCode.NotToBeEndorsed,
                $"Guarantee {GuaranteeRules.Name(guarantee.GuaranteeId.Span)} " +
                $"{(guarantee.Terms.BlindSection is null ? "was issued in clear" : "is endorsed already")}.");
        }

        guarantee.EndorsedDigest = call.DocumentDigest;
        context.Record(GuaranteeTables.Guarantees, key, guarantee, "guarantee.endorsed");
        return Refused.No;
    }
}
