namespace Ledger.Protocol;

/// <summary>
/// Every message that the ledger's keys sign, in one table, which docs/spec/signed-messages.md shows. A new signed message is a new row
/// with a tag of its own; <see cref="Signing.Sign"/> is the only way to sign one.
/// </summary>
public static class SignPurposes
{
    /// <summary>A transaction.</summary>
    public static SignPurpose Transaction { get; } =
        new(DomainTag.Transaction, "transaction", "the signer's registered certificate", "transaction id (32)", "transaction.md");

    /// <summary>A validator's vote.</summary>
    public static SignPurpose Vote { get; } =
        new(DomainTag.Vote, "vote", "a validator", "chain id (32) ‖ height (8) ‖ block hash (32) ‖ time (8)", "encodings.md");

    /// <summary>A validator's declaration of a height that cannot become final.</summary>
    public static SignPurpose Settle { get; } = new(
        DomainTag.Settle, "settling declaration", "a validator",
        "chain id (32) ‖ height (8) ‖ block hash (32) ‖ block hash voted for (32)", "finality.md");

    /// <summary>A final block, for chains that know neither of the suites' signatures.</summary>
    public static SignPurpose Cosign { get; } = new(
        DomainTag.Cosign, "checkpoint for an anchor", "a validator's co-signing key (secp256k1)",
        "chain id (32) ‖ height (8) ‖ block hash (32) ‖ next co-signers' hash (32)", "anchor.md");

    /// <summary>A batch, by the validator that puts it into the order.</summary>
    public static SignPurpose Batch { get; } =
        new(DomainTag.Batch, "batch", "a validator", "chain id (32) ‖ sequence number (8) ‖ H(tag ‖ batch) (32)", "finality.md");

    /// <summary>Proof of possession of a certificate's key.</summary>
    public static SignPurpose Possession { get; } =
        new(
            DomainTag.Possession,
            "proof of possession",
            "the certificate that is registered",
            "chain id (32) ‖ certificate id (32)",
            "transaction.md");

    /// <summary>An evaluation committee's report.</summary>
    public static SignPurpose Evaluation { get; } = new(
        DomainTag.Evaluation, "evaluation", "the section's committee",
        "chain id (32) ‖ section code (23) ‖ report digest (32) ‖ candidates' codes (18 each)", "transaction.md");

    /// <summary>A guarantee's terms, by the bidder that applied for them.</summary>
    public static SignPurpose ApplicantSignature { get; } =
        new(DomainTag.ApplicantSignature, "guarantee's terms", "the bidder", "H(tag ‖ chain id ‖ terms) (32)", "guarantee.md");

    /// <summary>A scan session, by the centre that opens it.</summary>
    public static SignPurpose ScanTicket { get; } =
        new(DomainTag.ScanTicket, "scan session's ticket", "the centre", "H(tag ‖ chain id ‖ ticket ‖ context) (32)", "scan-session.md");

    /// <summary>A phone's answer to a scan session.</summary>
    public static SignPurpose ScanAnswer { get; } =
        new(
            DomainTag.ScanAnswer,
            "scan session's answer",
            "the phone",
            "H(tag ‖ chain id ‖ ticket ‖ context ‖ certificate id ‖ number ‖ result) (32)",
            "scan-session.md");

    /// <summary>An order's letter.</summary>
    public static SignPurpose OrderLetter { get; } =
        new(DomainTag.OrderLetter, "order's letter", "bidder or guarantor", "the letter's digest (32)", "orders.md");

    /// <summary>A platform's word that a guarantee may be taken back.</summary>
    public static SignPurpose SurrenderAttestation { get; } =
        new(DomainTag.SurrenderAttestation, "surrender's attestation", "the centre", "the attestation's digest (32)", "orders.md");

    /// <summary>The commitments to a credential's fields.</summary>
    public static SignPurpose FieldCommitments { get; } = new(
        DomainTag.FieldCommitments, "credential's commitments", "the credential's issuer", "H(tag ‖ commitments) (32)", "passport.md");

    /// <summary>A credential's passport, for whoever asked to see it.</summary>
    public static SignPurpose Presentation { get; } = new(
        DomainTag.Presentation, "credential's presentation", "the credential's subject",
        "H(tag ‖ H(tag ‖ passport) ‖ certificate id ‖ request) (32)", "passport.md");

    /// <summary>An authority's answer to an online question.</summary>
    public static SignPurpose OnlineAnswer { get; } = new(
        DomainTag.OnlineAnswer, "authority's online answer", "the record's issuer", "H(tag ‖ answer) (32)", "online-check.md");

    /// <summary>A request to a node's mailbox or document store.</summary>
    public static SignPurpose OwnerRequest { get; } =
        new(
            DomainTag.OwnerRequest,
            "mailbox or document request",
            "the owner's own key",
            "H(tag ‖ chain id ‖ node ‖ challenge ‖ action ‖ address ‖ parameters) (32)",
            "mailbox.md");

    /// <summary>A caller's word to a node who it is.</summary>
    public static SignPurpose CallToken { get; } = new(
        DomainTag.CallToken, "call token", "the caller's registered certificate",
        "chain id (32) ‖ node (32) ‖ certificate id (32) ‖ end (8)", "access.md");

    /// <summary>A node's receipt for a letter.</summary>
    public static SignPurpose DepositReceipt { get; } = new(
        DomainTag.DepositReceipt, "letter's receipt", "a node's receipt key", "H(tag ‖ body) (32)", "mailbox.md");

    /// <summary>A node's receipt for a document.</summary>
    public static SignPurpose DocumentReceipt { get; } = new(
        DomainTag.DocumentReceipt, "document's receipt", "a node's receipt key", "H(tag ‖ body) (32)", "documents.md");

    /// <summary>A node's word that it refused a submission.</summary>
    public static SignPurpose RefusalReceipt { get; } = new(
        DomainTag.RefusalReceipt, "refusal receipt", "a node's receipt key", "H(tag ‖ body) (32)", "transaction.md");

    /// <summary>What nodes sign for anyone who asks, with the key that the chain announces for it.</summary>
    public static IReadOnlyList<SignPurpose> Receipts { get; } = [DepositReceipt, DocumentReceipt, RefusalReceipt];

    /// <summary>All of them, as the document lists them.</summary>
    public static IReadOnlyList<SignPurpose> All { get; } =
    [
        Transaction, Vote, Settle, Cosign, Batch, Possession, Evaluation, ApplicantSignature, ScanTicket, ScanAnswer, OrderLetter,
        SurrenderAttestation, FieldCommitments, Presentation, OnlineAnswer, OwnerRequest, CallToken, DepositReceipt, DocumentReceipt,
        RefusalReceipt,
    ];
}
