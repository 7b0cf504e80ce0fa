using Ledger.Exchange.Documents;
using Ledger.Exchange.Elements;
using Ledger.Protocol.V1;
using static Ledger.Exchange.Elements.ClaimElements;

namespace Ledger.Exchange;

/// <summary>索赔: a beneficiary's claim. Who claims is who signs; the document names nobody.</summary>
/// <param name="Call">What it says.</param>
public sealed record ClaimDocument(ClaimGuarantee Call) : ExchangeDocument
{
    internal static DocumentSchema Schema { get; } = new(DocumentKind.Claim, ClaimGroup, Build);

    /// <summary>When it was made, UTC milliseconds; 0 in what is not from the chain.</summary>
    public long ClaimedAt { get; init; }

    /// <summary>The last instant of a refusal, UTC milliseconds; 0 where no rule sets one.</summary>
    public long AnswerUntil { get; init; }

    /// <inheritdoc/>
    public override DocumentKind Kind => DocumentKind.Claim;

    internal override ElementValues ToValues() => new ElementValues()
        .Set(GuaranteeId, Call.GuaranteeId)
        .Set(Amount, Call.AmountFen)
        .Set(Reason, Call.Reason)
        .Set(Clause, Call.Clause)
        .Set(EvidenceDigest, Call.EvidenceDigest)
        .Set(StatementDigest, Call.StatementDigest)
        .SetTime(ExtendTime, Call.ExtendUntil)
        .SetTime(ClaimTime, ClaimedAt)
        .SetTime(AnswerTime, AnswerUntil);

    internal static ClaimDocument Build(ElementValues values) => new(new ClaimGuarantee
    {
        GuaranteeId = values.Bytes(GuaranteeId),
        AmountFen = values.Number(Amount),
        Reason = values.Value<ClaimReason>(Reason),
        Clause = values.Text(Clause),
        EvidenceDigest = values.Bytes(EvidenceDigest),
        StatementDigest = values.Bytes(StatementDigest),
        ExtendUntil = values.Number(ExtendTime),
    })
    {
        ClaimedAt = values.Number(ClaimTime),
        AnswerUntil = values.Number(AnswerTime),
    };
}
