using Ledger.Protocol.V1;

namespace Ledger.Orders;

/// <summary>What a bidder asks a guarantor for.</summary>
public sealed record OrderRequest
{
    /// <summary>The guarantor's USCC: any that has a card on the chain.</summary>
    public required string GuarantorUscc { get; init; }

    /// <summary>标段(包)编号.</summary>
    public required string SectionCode { get; init; }

    /// <summary>投标人; its code is the signer's.</summary>
    public required OrderApplicant Applicant { get; init; }

    /// <summary>
    /// SM3 or SHA-256 digest of the tender file, 32 bytes. With section and guarantor it makes the application idempotent.
    /// </summary>
    public required ReadOnlyMemory<byte> TenderDocumentDigest { get; init; }

    /// <summary>Whether the guarantor must not know the section (密文).</summary>
    public bool IsBlind { get; init; }

    /// <summary>In fen; null for the bond, of a blind order for the tier that covers it.</summary>
    public long? AmountFen { get; init; }

    /// <summary>UTC milliseconds; null for the end of the bids' validity, of a blind order for the end tier after it.</summary>
    public long? ValidUntil { get; init; }

    /// <summary>The beneficiary's account, of a plain order; may be null.</summary>
    public BankAccount? BeneficiaryAccount { get; init; }

    /// <summary>Materials, uploaded already.</summary>
    public IReadOnlyList<DocumentReference> Documents { get; init; } = [];
}
