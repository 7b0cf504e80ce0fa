using Ledger.Protocol;
using Ledger.Protocol.V1;
using Ledger.Schema;
using Ledger.Schema.Guarantee;

namespace Ledger.Contracts.Guarantee;

/// <summary>
/// CLAIMED→REFUSED: the issuer refuses a claim in the time for its examination, listing every discrepancy at once (URDG 758 §20, §24); who
/// did not refuse in time pays. Before expiry it may be presented again.
/// </summary>
internal static class RefuseClaimHandler
{
    internal const int DiscrepanciesMax = 32;

    internal static Refused Handle(RefuseClaim call, CallContext context)
    {
        if (GuaranteeRules.Find(context.State, call.GuaranteeId.Span, out var key, out var guarantee) is { IsRefused: true } notFound)
        {
            return notFound;
        }

        if (FieldRules.First(
            GuaranteeRules.RequireIssuer(guarantee, context.Signer),
            GuaranteeRules.RequireState(guarantee, context.Time, "RefuseClaim", GuaranteeState.Claimed),
            CheckDiscrepancies(call)) is { IsRefused: true } refused)
        {
            return refused;
        }

        if (CheckTime(guarantee.Claim, context.Time) is { IsRefused: true } tooLate)
        {
            return tooLate;
        }

        guarantee.State = GuaranteeState.Refused;
        guarantee.Claim.Discrepancies.AddRange(call.Discrepancies);
        context.Record(GuaranteeTables.Guarantees, key, guarantee, "guarantee.claim_refused");
        return Refused.No;
    }

    private static Refused CheckTime(Claim claim, long time) => claim.AnswerUntil != 0 && time > claim.AnswerUntil
        ? new Refused(
            RefusalCode.ExaminationOver,
            $"The claim of {claim.ClaimedAt} could be refused until {claim.AnswerUntil}; block time is {time}.")
        : Refused.No;

    private static Refused CheckDiscrepancies(RefuseClaim call)
    {
        if (call.Discrepancies.Count == 0)
        {
            return new Refused(RefusalCode.NoDiscrepancies, "The refusal lists no discrepancy.");
        }

        if (call.Discrepancies.Count > DiscrepanciesMax)
        {
            return new Refused(
                RefusalCode.BadCount, $"The refusal lists {call.Discrepancies.Count} discrepancies; the most is {DiscrepanciesMax}.");
        }

        foreach (var discrepancy in call.Discrepancies)
        {
            if (FieldRules.Text(discrepancy, "A discrepancy", FieldRules.ReasonCharsMax) is { IsRefused: true } refused)
            {
                return refused;
            }
        }

        return Refused.No;
    }
}
