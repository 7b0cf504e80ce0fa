using Ledger.Protocol;
using Ledger.Protocol.V1;
using Ledger.Schema;
using Ledger.Schema.Guarantee;
using Ledger.Schema.Tender;
using GuaranteeRecord = Ledger.Protocol.V1.Guarantee;

namespace Ledger.Contracts.Guarantee;

/// <summary>
/// REVEALED→CLAIMED: the beneficiary claims for a reason of the closed list (实施条例 §35, §74) that the chain does not belie, with a statement
/// of breach (URDG 758 §15), at the latest in the guarantee's last instant. After a refusal it may claim again.
/// </summary>
internal static class ClaimGuaranteeHandler
{
    private const int ClauseCharsMax = 64;

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
            FieldRules.DigestBytes(call.StatementDigest.Length, "The digest of the statement of breach"),
            CheckClause(call),
            CheckExtension(call, guarantee),
            CheckAmount(call.AmountFen, GuaranteeRules.BalanceFen(guarantee))) is { IsRefused: true } refused)
        {
            return refused;
        }

        var section = GuaranteeRules.SectionOf(context.State, guarantee);
        if (ClaimReasons.Check(call.Reason, guarantee, section, context.State) is { IsRefused: true } notDue)
        {
            return notDue;
        }

        guarantee.State = GuaranteeState.Claimed;
        guarantee.Claim = new Claim
        {
            AmountFen = call.AmountFen,
            Reason = call.Reason,
            EvidenceDigest = call.EvidenceDigest,
            StatementDigest = call.StatementDigest,
            ExtendUntil = call.ExtendUntil,
            ClaimedAt = context.Time,
            AnswerUntil = AnswerUntil(call, section, context),
            Clause = call.Clause,
        };
        context.Record(GuaranteeTables.Guarantees, key, guarantee, "guarantee.claimed");
        return Refused.No;
    }

    // Other cases than the law's count only where the tender document names them, so a claim says where it does (实施条例 §74).
    private static Refused CheckClause(ClaimGuarantee call) =>
        call.Clause.Length == 0 && call.Reason != ClaimReason.OtherInDocument
            ? Refused.No
            : FieldRules.Text(call.Clause, "The clause of the tender document", ClauseCharsMax);

    private static Refused CheckExtension(ClaimGuarantee call, GuaranteeRecord guarantee) =>
        call.ExtendUntil == 0 || call.ExtendUntil > guarantee.Terms.ValidUntil
            ? Refused.No
            : new Refused(
                RefusalCode.BadExtension,
                $"The claim asks to extend to {call.ExtendUntil}; the guarantee is valid until {guarantee.Terms.ValidUntil} already.");

    /// <summary>
    /// Last instant of a refusal: five working days (URDG 758 §20), thirty days where the claim is to extend or pay (§23), as configured.
    /// </summary>
    private static long AnswerUntil(ClaimGuarantee call, Section section, CallContext context)
    {
        var kind = call.ExtendUntil == 0 ? TenderRuleKind.ExaminationWorkdaysMax : TenderRuleKind.ExtendOrPayDaysMax;
        return TenderRules.Find(context.State, section, kind) is not { } rule ? 0
            : call.ExtendUntil == 0 ? WorkCalendars.EndOfWorkday(context.State, context.Time, rule.Value)
            : WorkCalendars.EndOfDay(context.Time, rule.Value);
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
