using Ledger.Protocol;
using Ledger.Protocol.V1;

namespace Ledger.Passports;

/// <summary>What a valid passport proves of a guarantee.</summary>
public sealed record GuaranteeView
{
    /// <summary>The record as it stands in the state at the checkpoint.</summary>
    public required Guarantee Record { get; init; }

    /// <summary>Its state at the checkpoint's time; expiry follows from the time.</summary>
    public required GuaranteeState State { get; init; }

    /// <summary>The terms, from the record or from the opening; null while it is sealed and not opened here.</summary>
    public GuaranteeTerms? Terms { get; init; }

    /// <summary>
    /// Whether the issuer's own signature covers the terms, by the opening of its commitment; otherwise they hold by the state alone.
    /// </summary>
    public required bool TermsAreSigned { get; init; }

    /// <summary>The issuer's unified social credit code.</summary>
    public string IssuerUscc => Record.IssuerUscc;

    /// <summary>The issuer's name as a member; empty where it is none any more.</summary>
    public required string IssuerName { get; init; }

    /// <summary>The beneficiary's name as a member, once revealed; empty where it is none.</summary>
    public string BeneficiaryName { get; init; } = string.Empty;

    /// <summary>The transaction that issued it.</summary>
    public required Digest IssuedBy { get; init; }

    /// <summary>Height of that transaction's block.</summary>
    public required ulong IssuedHeight { get; init; }

    /// <summary>Its section, once revealed.</summary>
    public Section? Section { get; init; }

    /// <summary>Its section's project.</summary>
    public Project? Project { get; init; }
}
