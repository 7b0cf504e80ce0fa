using Ledger.Protocol;
using Ledger.Protocol.V1;
using Ledger.Schema;
using Ledger.Schema.Guarantee;

namespace Ledger.Contracts.Guarantee;

/// <summary>
/// REVEALED→REVEALED, a new version: the issuer lengthens or raises at the bidder's request, as for a longer validity of bids (30号令 §29).
/// While CLAIMED it answers a demand to extend or pay by extending (URDG 758 §23), and the claim rests.
/// </summary>
internal static class AmendGuaranteeHandler
{
    internal static Refused Handle(AmendGuarantee call, CallContext context)
    {
        if (GuaranteeRules.Find(context.State, call.GuaranteeId.Span, out var key, out var guarantee) is { IsRefused: true } notFound)
        {
            return notFound;
        }

        if (FieldRules.First(
            GuaranteeRules.RequireIssuer(guarantee, context.Signer),
            GuaranteeRules.RequireState(guarantee, context.Time, "AmendGuarantee", GuaranteeState.Revealed, GuaranteeState.Claimed),
            FieldRules.Amount(call.AmountFen, "The amount"),
            FieldRules.DigestBytes(call.DocumentDigest.Length, "The document's digest"),
            FieldRules.DigestBytes(call.RequestDigest.Length, "The request's digest")) is { IsRefused: true } refused)
        {
            return refused;
        }

        if (GuaranteeVersions.CheckNext(guarantee, guarantee.Version + 1, call.AmountFen, call.ValidUntil) is { IsRefused: true } lesser)
        {
            return lesser;
        }

        if (guarantee.State == GuaranteeState.Claimed
            && (guarantee.Claim.ExtendUntil == 0 || call.ValidUntil < guarantee.Claim.ExtendUntil))
        {
            return new Refused(
                RefusalCode.BadExtension,
                $"The open claim asks to extend to {guarantee.Claim.ExtendUntil} (0: only to pay); the amendment lasts until " +
                $"{call.ValidUntil}.");
        }

        guarantee.State = GuaranteeState.Revealed;
        GuaranteeVersions.Add(guarantee, new GuaranteeVersion
        {
            AmountFen = call.AmountFen,
            ValidUntil = call.ValidUntil,
            DocumentDigest = call.DocumentDigest,
            At = context.Time,
            RequestDigest = call.RequestDigest,
        });
        context.Record(GuaranteeTables.Guarantees, key, guarantee, "guarantee.amended");
        return Refused.No;
    }
}
