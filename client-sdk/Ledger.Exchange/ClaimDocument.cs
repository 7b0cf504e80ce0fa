using Ledger.Exchange.Documents;
using Ledger.Protocol.V1;
using static Ledger.Exchange.Elements.ClaimElements;

namespace Ledger.Exchange;

/// <summary>索赔: a beneficiary's claim. Who claims is who signs; the document names nobody.</summary>
/// <param name="Call">What it says.</param>
public sealed record ClaimDocument(ClaimGuarantee Call) : ExchangeDocument
{
    internal static readonly ElementMap<ClaimDocument> Map = new ElementMap<ClaimDocument>(_ => new(new ClaimGuarantee()))
        .Field(GuaranteeId.Required, document => document.Call.GuaranteeId)
        .Field(Amount.Required, document => document.Call.AmountFen)
        .Field(Reason.Required, document => document.Call.Reason)
        .Field(Clause.Optional, document => document.Call.Clause)
        .Field(EvidenceDigest.Required, document => document.Call.EvidenceDigest)
        .Field(StatementDigest.Required, document => document.Call.StatementDigest)
        .Field(ExtendTime.Optional, document => document.Call.ExtendUntil)
        .Field(ClaimTime.Optional, document => document.ClaimedAt)
        .Field(AnswerTime.Optional, document => document.AnswerUntil);

    internal static readonly DocumentSchema Schema = new DocumentSchema<ClaimDocument>(DocumentKind.Claim, Map);

    /// <summary>When it was made, UTC milliseconds; 0 in what is not from the chain.</summary>
    public long ClaimedAt { get; init; }

    /// <summary>The last instant of a refusal, UTC milliseconds; 0 where no rule sets one.</summary>
    public long AnswerUntil { get; init; }

    /// <inheritdoc/>
    public override DocumentKind Kind => DocumentKind.Claim;
}
