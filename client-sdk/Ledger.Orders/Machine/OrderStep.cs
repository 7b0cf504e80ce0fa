using Ledger.Protocol.V1;

namespace Ledger.Orders;

/// <summary>What moves an order: one for each kind of letter, in the numbers of <see cref="OrderContent.ContentOneofCase"/>.</summary>
public enum OrderStep
{
    /// <summary>The bidder applies.</summary>
    Apply = OrderContent.ContentOneofCase.Application,

    /// <summary>The guarantor asks for more.</summary>
    AskMaterials = OrderContent.ContentOneofCase.MaterialsRequested,

    /// <summary>The bidder brings more.</summary>
    ProvideMaterials = OrderContent.ContentOneofCase.MaterialsProvided,

    /// <summary>The guarantor rejects.</summary>
    Reject = OrderContent.ContentOneofCase.Rejected,

    /// <summary>The guarantor approves.</summary>
    Approve = OrderContent.ContentOneofCase.Approved,

    /// <summary>The bidder says that it has paid the premium.</summary>
    ConfirmPayment = OrderContent.ContentOneofCase.PaymentConfirmed,

    /// <summary>The bidder says that it has signed the contract.</summary>
    SignContract = OrderContent.ContentOneofCase.ContractSigned,

    /// <summary>The guarantor has put the sealed guarantee on the chain.</summary>
    Issue = OrderContent.ContentOneofCase.Issued,

    /// <summary>The bidder cancels.</summary>
    Cancel = OrderContent.ContentOneofCase.Cancelled,

    /// <summary>The bidder asks for a change.</summary>
    RequestChange = OrderContent.ContentOneofCase.ChangeRequested,

    /// <summary>The guarantor makes the change, or refuses it.</summary>
    AnswerChange = OrderContent.ContentOneofCase.ChangeAnswered,

    /// <summary>The bidder asks that the guarantee be taken back.</summary>
    RequestSurrender = OrderContent.ContentOneofCase.SurrenderRequested,

    /// <summary>The guarantor takes it back, or refuses.</summary>
    AnswerSurrender = OrderContent.ContentOneofCase.SurrenderAnswered,

    /// <summary>One side answers a letter that a rule refused.</summary>
    RefuseLetter = OrderContent.ContentOneofCase.LetterRefused,

    /// <summary>The guarantor takes its last decision back.</summary>
    TakeBack = OrderContent.ContentOneofCase.TakenBack,

    /// <summary>The guarantor says that the bidder must start again.</summary>
    Close = OrderContent.ContentOneofCase.Closed,

    /// <summary>A bidder asks for its orders: in none of them.</summary>
    RequestRecovery = OrderContent.ContentOneofCase.RecoveryRequested,

    /// <summary>The guarantor copies a letter for a bidder that asked for recovery: in no chain.</summary>
    CopyLetter = OrderContent.ContentOneofCase.LetterCopied,

    /// <summary>A bidder asks its section's centre for an attestation: in no order.</summary>
    RequestAttestation = OrderContent.ContentOneofCase.AttestationRequested,

    /// <summary>The centre attests, or says why not: in no order.</summary>
    AnswerAttestation = OrderContent.ContentOneofCase.AttestationAnswered,

    /// <summary>A beneficiary brings the documents of its claim: in no order.</summary>
    DocumentClaim = OrderContent.ContentOneofCase.ClaimDocumented,
}
