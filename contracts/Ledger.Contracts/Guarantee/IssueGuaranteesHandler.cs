using System.Numerics;
using Ledger.Protocol;
using Ledger.Protocol.V1;
using Ledger.Schema;
using Ledger.Schema.Guarantee;
using GuaranteeRecord = Ledger.Protocol.V1.Guarantee;

namespace Ledger.Contracts.Guarantee;

/// <summary>
/// A guarantor puts sealed guarantees on the chain. Nothing about section, bidder, amount or term is checked: the chain cannot see
/// them, and only what is revealed later counts.
/// </summary>
internal static class IssueGuaranteesHandler
{
    internal const int BatchMax = 64;

    internal static Refused Handle(IssueGuarantees call, CallContext context)
    {
        if (SignerRules.Require(context.Signer, Role.Guarantor, "IssueGuarantees") is { IsRefused: true } notPermitted)
        {
            return notPermitted;
        }

        var count = call.Guarantees.Count;
        if (count > BatchMax || !BitOperations.IsPow2(count))
        {
            return new Refused(
                RefusalCode.BadBatchSize, $"The batch has {count} sealed guarantees; it must have 1, 2, 4, 8, 16, 32 or {BatchMax}.");
        }

        foreach (var item in call.Guarantees)
        {
            if (Issue(item, context) is { IsRefused: true } refused)
            {
                return refused;
            }
        }

        return Refused.No;
    }

    private static Refused Issue(SealedGuarantee item, CallContext context)
    {
        if (FieldRules.First(
            GuaranteeRules.CheckId(item.GuaranteeId.Span),
            FieldRules.DigestBytes(item.Commitment.Length, "The commitment")) is { IsRefused: true } refused)
        {
            return refused;
        }

        if (item.Sealed.Length != SealedTerms.SealedBytes)
        {
            return new Refused(
                RefusalCode.BadSealedSize, $"A sealed record has {item.Sealed.Length} bytes; every one has {SealedTerms.SealedBytes}.");
        }

        var key = GuaranteeTables.Guarantees.Key(item.GuaranteeId.Span);
        if (context.State.Get(key) is not null)
        {
            return new Refused(RefusalCode.GuaranteeExists, $"Guarantee {GuaranteeRules.Name(item.GuaranteeId.Span)} exists already.");
        }

        var guarantee = new GuaranteeRecord
        {
            GuaranteeId = item.GuaranteeId,
            IssuerUscc = context.Signer.Uscc,
            State = GuaranteeState.IssuedSealed,
            Version = 1,
            IssuedAt = context.Time,
            Commitment = item.Commitment,
            Sealed = item.Sealed,
        };
        context.Record(GuaranteeTables.Guarantees, key, guarantee, "guarantee.issued");
        return Refused.No;
    }
}
