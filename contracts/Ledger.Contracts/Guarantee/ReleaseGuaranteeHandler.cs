using Ledger.Protocol;
using Ledger.Protocol.V1;

namespace Ledger.Contracts.Guarantee;

/// <summary>The beneficiary releases a guarantee that it has no open claim under (独立保函规定 §11).</summary>
internal static class ReleaseGuaranteeHandler
{
    internal static Refused Handle(ReleaseGuarantee call, CallContext context)
    {
        if (GuaranteeRules.Find(context.State, call.GuaranteeId.Span, out var key, out var guarantee) is { IsRefused: true } notFound)
        {
            return notFound;
        }

        if (GuaranteeRules.RequireState(
            guarantee, context.Time, "ReleaseGuarantee", GuaranteeState.Revealed, GuaranteeState.Refused) is { IsRefused: true } wrongState)
        {
            return wrongState;
        }

        if (FieldRules.First(
            GuaranteeRules.RequireBeneficiary(guarantee, context.Signer),
            FieldRules.Listed(call.Reason, "The reason")) is { IsRefused: true } refused)
        {
            return refused;
        }

        guarantee.State = GuaranteeState.Released;
        guarantee.ReleaseReason = call.Reason;
        guarantee.EndedAt = context.Time;
        context.Record(GuaranteeTables.Guarantees, key, guarantee, "guarantee.released");
        return Refused.No;
    }
}
