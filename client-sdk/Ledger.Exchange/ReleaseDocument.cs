using Ledger.Exchange.Documents;
using Ledger.Exchange.Elements;
using Ledger.Protocol.V1;
using static Ledger.Exchange.Elements.ClaimElements;

namespace Ledger.Exchange;

/// <summary>The beneficiary's release of a guarantee.</summary>
/// <param name="Call">What it says.</param>
public sealed record ReleaseDocument(ReleaseGuarantee Call) : ExchangeDocument
{
    internal static readonly ElementMap<ReleaseDocument> Map = new ElementMap<ReleaseDocument>(_ => new(new ReleaseGuarantee()))
        .Field(GuaranteeId.Required, document => document.Call.GuaranteeId)
        .Field(ClaimElements.ReleaseReason.Required, document => document.Call.Reason)
        .Field(ReleaseTime.Optional, document => document.ReleasedAt);

    internal static readonly DocumentSchema Schema = new DocumentSchema<ReleaseDocument>(DocumentKind.Release, Map);

    /// <summary>When it was released, UTC milliseconds; 0 in what is not from the chain.</summary>
    public long ReleasedAt { get; init; }

    /// <inheritdoc/>
    public override DocumentKind Kind => DocumentKind.Release;
}
