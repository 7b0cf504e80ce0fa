using Ledger.Exchange.Documents;
using Ledger.Exchange.Elements;
using Ledger.Protocol.V1;
using static Ledger.Exchange.Elements.GuaranteeElements;

namespace Ledger.Exchange;

/// <summary>
/// 保函 as it stands. While it is sealed nothing but the record itself is said: neither section nor beneficiary, bidder, amount or end. Not
/// said ever: the sealed bytes, the applicant's signature, and anything of a person.
/// </summary>
/// <param name="Record">The record with its present state; without terms while sealed.</param>
public sealed record GuaranteeDocument(Guarantee Record) : ExchangeDocument
{
    internal static DocumentSchema Schema { get; } = new(
        DocumentKind.Guarantee,
        new(
            ClaimElements.GuaranteeId.Required, Text.Optional, EncryptionMark.Optional, CiphertextMark.Optional, Status.Required,
            IssueTime.Required, Commitment.Required, Guarantor.Required,
            AttestationDigest.Optional, Amends.Optional,
            Order.Optional, Beneficiary.Optional, Applicant.Optional, Result.Optional, Versions.Optional, RevealTime.Optional,
            FinishTime.Optional,
            ClaimElements.Claim.Optional, ClaimElements.Reply.Optional, ClaimElements.Release.Optional),
        GuaranteeMapping.Build,
        GuaranteeSecrecy.Check);

    /// <summary>The guarantor's name; empty where it was not read.</summary>
    public string GuarantorName { get; init; } = string.Empty;

    /// <summary>The beneficiary's name; empty where it was not read.</summary>
    public string BeneficiaryName { get; init; } = string.Empty;

    /// <summary>What it was ordered for; only of a revealed one.</summary>
    public GuaranteeOrder OrderedFor { get; init; } = new();

    /// <inheritdoc/>
    public override DocumentKind Kind => DocumentKind.Guarantee;

    /// <summary>The latest claim, or null.</summary>
    public ClaimDocument? Claim { get; init; }

    /// <summary>The reply to it, or null.</summary>
    public ClaimReplyDocument? Reply { get; init; }

    /// <summary>The release, or null.</summary>
    public ReleaseDocument? Release { get; init; }

    internal override ElementValues ToValues() => GuaranteeMapping.ToValues(this);
}
