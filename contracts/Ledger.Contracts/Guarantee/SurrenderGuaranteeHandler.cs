using Google.Protobuf;
using Ledger.Protocol;
using Ledger.Protocol.V1;

namespace Ledger.Contracts.Guarantee;

/// <summary>
/// The issuer takes back a sealed guarantee: of a bid never made or withdrawn in time, or of a failed section. The chain sees neither
/// bidder nor section, so why is between issuer and bidder, and nothing is revealed (DOMAIN §2).
/// </summary>
internal static class SurrenderGuaranteeHandler
{
    internal static Refused Handle(SurrenderGuarantee call, CallContext context)
    {
        if (GuaranteeRules.Find(context.State, call.GuaranteeId.Span, out var key, out var guarantee) is { IsRefused: true } notFound)
        {
            return notFound;
        }

        if (FieldRules.First(
            GuaranteeRules.RequireIssuer(guarantee, context.Signer),
            GuaranteeRules.RequireState(guarantee, context.Time, "SurrenderGuarantee", GuaranteeState.IssuedSealed)) is { IsRefused: true } refused)
        {
            return refused;
        }

        guarantee.State = GuaranteeState.Surrendered;
        guarantee.Sealed = ByteString.Empty;
        guarantee.EndedAt = context.Time;
        context.Record(GuaranteeTables.Guarantees, key, guarantee, "guarantee.surrendered");
        return Refused.No;
    }
}
