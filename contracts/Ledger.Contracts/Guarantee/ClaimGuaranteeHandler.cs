using Ledger.Protocol;
using Ledger.Protocol.V1;

namespace Ledger.Contracts.Guarantee;

/// <summary>
/// The beneficiary claims for a reason of the closed list (实施条例 §35, §74), at the latest in the guarantee's last instant. After a
/// refusal it may claim again.
/// </summary>
internal static class ClaimGuaranteeHandler
{
    internal static Refused Handle(ClaimGuarantee call, CallContext context)
    {
        if (GuaranteeRules.Find(context.State, call.GuaranteeId.Span, out var key, out var guarantee) is { IsRefused: true } notFound)
        {
            return notFound;
        }

        if (GuaranteeRules.RequireState(
            guarantee, context.Time, "ClaimGuarantee", GuaranteeState.Revealed, GuaranteeState.Refused) is { IsRefused: true } wrongState)
        {
            return wrongState;
        }

        if (FieldRules.First(
            GuaranteeRules.RequireBeneficiary(guarantee, context.Signer),
            FieldRules.Listed(call.Reason, "The reason"),
            FieldRules.DigestBytes(call.EvidenceDigest.Length, "The evidence's digest"),
            CheckAmount(call.AmountFen, GuaranteeRules.BalanceFen(guarantee))) is { IsRefused: true } refused)
        {
            return refused;
        }

        guarantee.State = GuaranteeState.Claimed;
        guarantee.Claim = new Claim
        {
            AmountFen = call.AmountFen,
            Reason = call.Reason,
            EvidenceDigest = call.EvidenceDigest,
            ClaimedAt = context.Time,
        };
        context.Record(GuaranteeTables.Guarantees, key, guarantee, "guarantee.claimed");
        return Refused.No;
    }

    private static Refused CheckAmount(long amountFen, long balanceFen)
    {
        if (amountFen <= 0)
        {
            return new Refused(RefusalCode.BadAmount, $"The claim is for {amountFen} fen; it must be for more than 0.");
        }

        return amountFen > balanceFen
            ? new Refused(RefusalCode.AmountExceedsBalance, $"The claim is for {amountFen} fen; the guarantee covers {balanceFen} fen.")
            : Refused.No;
    }
}
