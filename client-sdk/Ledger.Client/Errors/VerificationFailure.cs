namespace Ledger.Client;

/// <summary>What in a node's answer did not verify. The names and numbers are stable.</summary>
public enum VerificationFailure
{
    /// <summary>Nothing failed.</summary>
    None = 0,

    /// <summary>The answer lacks a header, a certificate or a proof.</summary>
    Missing = 1,

    /// <summary>The header is not in the canonical encoding.</summary>
    MalformedHeader = 2,

    /// <summary>The header is of another chain.</summary>
    OtherChain = 3,

    /// <summary>The header is of another height than was asked for.</summary>
    OtherHeight = 4,

    /// <summary>The header is older than one that this client has seen final.</summary>
    StaleHead = 5,

    /// <summary>The header names a validator set to which no proven change leads.</summary>
    UntrustedValidators = 6,

    /// <summary>The certificate is for another header.</summary>
    CertificateOfOtherBlock = 7,

    /// <summary>The certificate has too few votes.</summary>
    TooFewVotes = 8,

    /// <summary>A vote's signature is wrong.</summary>
    BadVoteSignature = 9,

    /// <summary>The certificate's votes are malformed.</summary>
    MalformedVotes = 10,

    /// <summary>Headers do not follow one another up to the certified one.</summary>
    BrokenHeaderChain = 11,

    /// <summary>The state proof does not lead to the header's state root.</summary>
    StateProof = 12,

    /// <summary>The proof is for another key or prefix than was asked for.</summary>
    OtherKey = 13,

    /// <summary>Entries under the prefix are missing.</summary>
    IncompleteListing = 14,

    /// <summary>The value is not a record of its table.</summary>
    MalformedRecord = 15,

    /// <summary>The receipt is not in the header's receipts root.</summary>
    ReceiptProof = 16,

    /// <summary>The transaction is not in the header's transactions root.</summary>
    TransactionProof = 17,

    /// <summary>Receipt and transaction are at different places of the block.</summary>
    OtherPlace = 18,

    /// <summary>The answer is for another transaction than was asked for.</summary>
    OtherTransaction = 19,

    /// <summary>The receipt cannot be read.</summary>
    MalformedReceipt = 20,

    /// <summary>
    /// The node says expired, and its proof does not show that block time has passed the not_after without the transaction having landed.
    /// </summary>
    NotExpired = 21,

    /// <summary>Events are out of order, come twice, or are not of the type asked for.</summary>
    EventOrder = 22,

    /// <summary>An event is not in the receipt of its transaction.</summary>
    UnprovenEvent = 23,

    /// <summary>A block's transactions or receipts do not make its header's roots.</summary>
    BlockContent = 24,

    /// <summary>A phone's answer is not to the session that was opened.</summary>
    ScanAnswer = 25,

    /// <summary>A phone's answer, or a centre's session, is not signed by the certificate that it names.</summary>
    ScanSignature = 26,

    /// <summary>The certificate behind a scan session is not registered or not valid.</summary>
    ScanCertificate = 27,

    /// <summary>What came through a session's relay was changed, moved or left out.</summary>
    RelayTampered = 28,

    /// <summary>A receipt for a letter or a document is for another one, or no validator's word.</summary>
    MailReceipt = 29,

    /// <summary>
    /// A node's answer about mail is one that no node gives: letters out of order or of other sizes, or another validator than before.
    /// </summary>
    MailAnswer = 30,

    /// <summary>A document is not what its reference says.</summary>
    DocumentContent = 31,

    /// <summary>
    /// The receipt is of a copy of the transaction that was refused before it could land: it says nothing of the transaction's fate.
    /// </summary>
    NotLanded = 32,

    /// <summary>The transaction landed with another signature than the one that was sent.</summary>
    OtherSignature = 33,

    /// <summary>The transaction that another only repeats is not shown to have been done.</summary>
    FirstNotDone = 34,

    /// <summary>The newest block that the node shows is older than the client takes for the newest, or ahead of its clock.</summary>
    OldHead = 35,

    /// <summary>The newest block that the node shows is below the pinned checkpoint.</summary>
    BelowCheckpoint = 36,

    /// <summary>The node's chain has another block at the pinned checkpoint's height.</summary>
    ContradictsCheckpoint = 37,

    /// <summary>A receipt for a refusal is of another submission or another refusal, or no validator's word.</summary>
    RefusalReceipt = 38,

    /// <summary>Fewer witnesses than the policy asks for have lately cosigned what the node shows.</summary>
    TooFewWitnesses = 39,

    /// <summary>
    /// The node shows another final block than a witness cosigned at its height: the chain has forked, and validators have signed twice.
    /// </summary>
    ContradictsWitness = 40,
}
