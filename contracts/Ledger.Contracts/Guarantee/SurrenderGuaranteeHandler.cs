using Ledger.Protocol;
using Ledger.Protocol.V1;
using Ledger.Schema;
using Ledger.Schema.Guarantee;

namespace Ledger.Contracts.Guarantee;

/// <summary>
/// ISSUED_SEALED→SURRENDERED: the issuer takes back a guarantee of a bid never made or withdrawn in time, or of a failed or terminated
/// section. The chain sees neither bidder nor section, so it holds a salted digest of the platform's attestation, and nothing is revealed
/// (DOMAIN §2). The sealed record stays: a surrender after the opening time is void, and the guarantee can still be revealed.
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
            GuaranteeRules.RequireState(guarantee, context.Time, "SurrenderGuarantee", GuaranteeState.IssuedSealed),
            FieldRules.DigestBytes(call.AttestationDigest.Length, "The attestation's digest")) is { IsRefused: true } refused)
        {
            return refused;
        }

        guarantee.State = GuaranteeState.Surrendered;
        guarantee.AttestationDigest = call.AttestationDigest;
        guarantee.EndedAt = context.Time;
        context.Record(GuaranteeTables.Guarantees, key, guarantee, "guarantee.surrendered");
        return Refused.No;
    }
}
