using Ledger.Exchange.Documents;
using Ledger.Exchange.Elements;
using Ledger.Protocol.V1;
using static Ledger.Exchange.Elements.ClaimElements;

namespace Ledger.Exchange;

/// <summary>The beneficiary's release of a guarantee.</summary>
/// <param name="Call">What it says.</param>
public sealed record ReleaseDocument(ReleaseGuarantee Call) : ExchangeDocument
{
    internal static DocumentSchema Schema { get; } = new(DocumentKind.Release, ReleaseGroup, Build);

    /// <summary>When it was released, UTC milliseconds; 0 in what is not from the chain.</summary>
    public long ReleasedAt { get; init; }

    /// <inheritdoc/>
    public override DocumentKind Kind => DocumentKind.Release;

    internal override ElementValues ToValues() => new ElementValues()
        .Set(GuaranteeId, Call.GuaranteeId)
        .Set(ClaimElements.ReleaseReason, Call.Reason)
        .SetTime(ReleaseTime, ReleasedAt);

    internal static ReleaseDocument Build(ElementValues values) => new(new ReleaseGuarantee
    {
        GuaranteeId = values.Bytes(GuaranteeId),
        Reason = values.Value<ReleaseReason>(ClaimElements.ReleaseReason),
    })
    {
        ReleasedAt = values.Number(ReleaseTime),
    };
}
