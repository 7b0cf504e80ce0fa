namespace Ledger.Protocol;

/// <summary>
/// What a hash or a signature is for. Each is 16 bytes of ASCII padded with zeros and stands in front of what is hashed or signed,
/// so that bytes made for one purpose never pass for another (docs/spec/encodings.md).
/// </summary>
public static class DomainTag
{
    /// <summary>Length of every tag in bytes.</summary>
    public const int Bytes = 16;

    /// <summary>The genesis file; its digest is the chain id.</summary>
    public static ReadOnlySpan<byte> Genesis => "ledger/genesis/1"u8;

    /// <summary>A transaction's body; its digest is the id, which is signed under the same tag.</summary>
    public static ReadOnlySpan<byte> Transaction => "ledger/tx/1\0\0\0\0\0"u8;

    /// <summary>A transaction's calls as its body carries them; by the digest a business key knows its content again.</summary>
    public static ReadOnlySpan<byte> Content => "ledger/content/1"u8;

    /// <summary>A block header.</summary>
    public static ReadOnlySpan<byte> Block => "ledger/block/1\0\0"u8;

    /// <summary>A validator's vote for a header.</summary>
    public static ReadOnlySpan<byte> Vote => "ledger/vote/1\0\0\0"u8;

    /// <summary>A validator's declaration of a height that cannot become final.</summary>
    public static ReadOnlySpan<byte> Settle => "ledger/settle/1\0"u8;

    /// <summary>A final block, as validators' co-signing keys sign it for an EVM chain.</summary>
    public static ReadOnlySpan<byte> Cosign => "ledger/cosign/1\0"u8;

    /// <summary>A batch, as its proposer signs it.</summary>
    public static ReadOnlySpan<byte> Batch => "ledger/batch/1\0\0"u8;

    /// <summary>A validator set.</summary>
    public static ReadOnlySpan<byte> Validators => "ledger/valset/1\0"u8;

    /// <summary>A validator's key; its digest is the validator id.</summary>
    public static ReadOnlySpan<byte> ValidatorKey => "ledger/valkey/1\0"u8;

    /// <summary>A certificate in DER; its digest is the certificate id.</summary>
    public static ReadOnlySpan<byte> Certificate => "ledger/cert/1\0\0\0"u8;

    /// <summary>A key with its algorithm, under which the chain finds what the key is for.</summary>
    public static ReadOnlySpan<byte> RegisteredKey => "ledger/key/1\0\0\0\0"u8;

    /// <summary>An authority's subject name, under which the CAs with an authority of that name are found.</summary>
    public static ReadOnlySpan<byte> AuthorityName => "ledger/anchor/1\0"u8;

    /// <summary>An authority's subject name and key; its digest is the issuer id.</summary>
    public static ReadOnlySpan<byte> Issuer => "ledger/issuer/1\0"u8;

    /// <summary>A certificate revocation list in DER.</summary>
    public static ReadOnlySpan<byte> RevocationList => "ledger/crl/1\0\0\0\0"u8;

    /// <summary>The salted commitment to a scan session and its subject.</summary>
    public static ReadOnlySpan<byte> SessionCommitment => "ledger/session/1"u8;

    /// <summary>What a scan session showed, salted for its record.</summary>
    public static ReadOnlySpan<byte> SessionPayload => "ledger/sespayl/1"u8;

    /// <summary>The signed confirmation of a scan session, salted for its record.</summary>
    public static ReadOnlySpan<byte> SessionConfirmation => "ledger/sesconf/1"u8;

    /// <summary>A session in its centre's book.</summary>
    public static ReadOnlySpan<byte> SessionLeaf => "ledger/sesleaf/1"u8;

    /// <summary>A place without a session in a centre's book.</summary>
    public static ReadOnlySpan<byte> SessionNothing => "ledger/sesnone/1"u8;

    /// <summary>Proof of possession of a certificate's key.</summary>
    public static ReadOnlySpan<byte> Possession => "ledger/possess/1"u8;

    /// <summary>An evaluation committee's report and its candidates.</summary>
    public static ReadOnlySpan<byte> Evaluation => "ledger/evaluat/1"u8;

    /// <summary>The salted commitment to a bidder of a section.</summary>
    public static ReadOnlySpan<byte> Bidder => "ledger/bidder/1\0"u8;

    /// <summary>The commitments of a section's opening, all of them.</summary>
    public static ReadOnlySpan<byte> BidderList => "ledger/bidlist/1"u8;

    /// <summary>What the salt of a section's list of bidders is derived from.</summary>
    public static ReadOnlySpan<byte> BidderSalt => "ledger/bidsalt/1"u8;

    /// <summary>The salted commitment to section and beneficiary of a blind guarantee.</summary>
    public static ReadOnlySpan<byte> BlindSection => "ledger/gblind/1\0"u8;

    /// <summary>The salted commitment to a guarantee's terms.</summary>
    public static ReadOnlySpan<byte> GuaranteeCommitment => "ledger/gcommit/1"u8;

    /// <summary>A guarantee's terms, as the bidder signs them.</summary>
    public static ReadOnlySpan<byte> ApplicantSignature => "ledger/gterms/1\0"u8;

    /// <summary>A refusal receipt.</summary>
    public static ReadOnlySpan<byte> RefusalReceipt => "ledger/refusal/1"u8;

    /// <summary>A scan session as its centre opens it.</summary>
    public static ReadOnlySpan<byte> ScanTicket => "ledger/scantkt/1"u8;

    /// <summary>A phone's answer to a scan session.</summary>
    public static ReadOnlySpan<byte> ScanAnswer => "ledger/scanans/1"u8;

    /// <summary>What a scan session asks a person to agree to.</summary>
    public static ReadOnlySpan<byte> ScanPayload => "ledger/scanpay/1"u8;

    /// <summary>What of a scan session stands beside its ticket.</summary>
    public static ReadOnlySpan<byte> ScanContext => "ledger/scanctx/1"u8;

    /// <summary>What a phone gave to the PC through the relay.</summary>
    public static ReadOnlySpan<byte> ScanResult => "ledger/scanres/1"u8;

    /// <summary>The claim of a scan session, in its ticket.</summary>
    public static ReadOnlySpan<byte> ScanNonce => "ledger/scannon/1"u8;

    /// <summary>The nonce of a QR, as a phone shows that it has seen it.</summary>
    public static ReadOnlySpan<byte> ScanClaim => "ledger/scanclm/1"u8;

    /// <summary>The secret of the browser that opened a scan session.</summary>
    public static ReadOnlySpan<byte> ScanBrowser => "ledger/scanbrw/1"u8;

    /// <summary>The secret of the phone that claimed a scan session.</summary>
    public static ReadOnlySpan<byte> ScanPhone => "ledger/scanphn/1"u8;

    /// <summary>The nonce of a QR, as the source of the relay's keys.</summary>
    public static ReadOnlySpan<byte> ScanRelay => "ledger/scanrel/1"u8;

    /// <summary>A bid file's header with its section and bidder.</summary>
    public static ReadOnlySpan<byte> BidFile => "ledger/bidfile/1"u8;

    /// <summary>A mailbox owner's or a document uploader's key; its digest is the address.</summary>
    public static ReadOnlySpan<byte> MailboxAddress => "ledger/mailbox/1"u8;

    /// <summary>A sealed letter.</summary>
    public static ReadOnlySpan<byte> Letter => "ledger/letter/1\0"u8;

    /// <summary>What a letter's content is sealed together with.</summary>
    public static ReadOnlySpan<byte> LetterContent => "ledger/letbody/1"u8;

    /// <summary>What the stamp of a letter or a document is for.</summary>
    public static ReadOnlySpan<byte> Stamp => "ledger/stamp/1\0\0"u8;

    /// <summary>A caller's word to a node who it is.</summary>
    public static ReadOnlySpan<byte> CallToken => "ledger/call/1\0\0\0"u8;

    /// <summary>A request by the owner of a key to a node's mailbox or document store.</summary>
    public static ReadOnlySpan<byte> OwnerRequest => "ledger/mailreq/1"u8;

    /// <summary>A node's receipt for a letter.</summary>
    public static ReadOnlySpan<byte> DepositReceipt => "ledger/mailrec/1"u8;

    /// <summary>A document's ciphertext; its digest is the address.</summary>
    public static ReadOnlySpan<byte> DocumentAddress => "ledger/docaddr/1"u8;

    /// <summary>A document's secret, as the source of its content key and its read token.</summary>
    public static ReadOnlySpan<byte> DocumentSecret => "ledger/dockey/1\0"u8;

    /// <summary>A document's read token, as the node knows it.</summary>
    public static ReadOnlySpan<byte> DocumentReader => "ledger/docread/1"u8;

    /// <summary>What a piece of a document is encrypted together with.</summary>
    public static ReadOnlySpan<byte> DocumentPiece => "ledger/docpart/1"u8;

    /// <summary>A node's receipt for a document.</summary>
    public static ReadOnlySpan<byte> DocumentReceipt => "ledger/docrec/1\0"u8;

    /// <summary>A letter of an order; its digest names it and is what its sender signs.</summary>
    public static ReadOnlySpan<byte> OrderLetter => "ledger/ordlett/1"u8;

    /// <summary>A platform's word that releases a sealed guarantee.</summary>
    public static ReadOnlySpan<byte> SurrenderAttestation => "ledger/surrend/1"u8;

    /// <summary>What a guarantor's desk derives from its secret.</summary>
    public static ReadOnlySpan<byte> DeskSecret => "ledger/desk/1\0\0\0"u8;

    /// <summary>What a bidder's order id is derived from.</summary>
    public static ReadOnlySpan<byte> OrderName => "ledger/order/1\0\0"u8;

    /// <summary>What follows from a bidder's recovery secret.</summary>
    public static ReadOnlySpan<byte> Recovery => "ledger/recover/1"u8;

    /// <summary>The salted commitment to a field of a credential.</summary>
    public static ReadOnlySpan<byte> CredentialField => "ledger/field/1\0\0"u8;

    /// <summary>The commitments to all fields of a credential, as its issuer signs them.</summary>
    public static ReadOnlySpan<byte> FieldCommitments => "ledger/fields/1\0"u8;

    /// <summary>A credential's passport with the request that it answers, as its subject signs them.</summary>
    public static ReadOnlySpan<byte> Presentation => "ledger/present/1"u8;

    /// <summary>A question to an authority's online service.</summary>
    public static ReadOnlySpan<byte> OnlineQuestion => "ledger/ask/1\0\0\0\0"u8;

    /// <summary>An authority's answer, as it signs it.</summary>
    public static ReadOnlySpan<byte> OnlineAnswer => "ledger/answer/1\0"u8;

    /// <summary>Question and answer, as their digest stands on the chain.</summary>
    public static ReadOnlySpan<byte> OnlineEvidence => "ledger/asked/1\0\0"u8;

    /// <summary>A build of the pages.</summary>
    public static ReadOnlySpan<byte> Pages => "ledger/pages/1\0\0"u8;

    /// <summary>A bidder's voucher of its guarantee.</summary>
    public static ReadOnlySpan<byte> Voucher => "ledger/voucher/1"u8;

    /// <summary>The keepers of an epoch, in order.</summary>
    public static ReadOnlySpan<byte> KeeperList => "ledger/keepers/1"u8;

    /// <summary>What a batch of keys is made for; stands for the batch in all that follows.</summary>
    public static ReadOnlySpan<byte> KeeperBatch => "ledger/kbatch/1\0"u8;

    /// <summary>The challenge of a receive key's proof.</summary>
    public static ReadOnlySpan<byte> KeeperReady => "ledger/kready/1\0"u8;

    /// <summary>A batch with the receive keys of all its receivers.</summary>
    public static ReadOnlySpan<byte> KeeperReceivers => "ledger/krecv/1\0\0"u8;

    /// <summary>A dealing's commitments and its ephemeral key.</summary>
    public static ReadOnlySpan<byte> KeeperDealing => "ledger/kdeal/1\0\0"u8;

    /// <summary>The challenge of a dealing's proof.</summary>
    public static ReadOnlySpan<byte> KeeperDealingProof => "ledger/kproof/1\0"u8;

    /// <summary>The key that shares are encrypted under for one receiver.</summary>
    public static ReadOnlySpan<byte> KeeperShareKey => "ledger/kkey/1\0\0\0"u8;

    /// <summary>What hides one share.</summary>
    public static ReadOnlySpan<byte> KeeperSharePad => "ledger/kpad/1\0\0\0"u8;

    /// <summary>The tag of the shares for one receiver.</summary>
    public static ReadOnlySpan<byte> KeeperShareMac => "ledger/kmac/1\0\0\0"u8;

    /// <summary>The shares for one receiver, encrypted.</summary>
    public static ReadOnlySpan<byte> KeeperCiphertext => "ledger/kcipher/1"u8;

    /// <summary>The challenge of a complaint's proof.</summary>
    public static ReadOnlySpan<byte> KeeperComplaint => "ledger/kcompl/1\0"u8;

    /// <summary>The weights with which shares are checked together.</summary>
    public static ReadOnlySpan<byte> KeeperWeight => "ledger/kweight/1"u8;

    /// <summary>A batch's dealings that count, and its keys.</summary>
    public static ReadOnlySpan<byte> KeeperBatchKeys => "ledger/kkeys/1\0\0"u8;

    /// <summary>The challenge of the proof that a keeper holds its shares.</summary>
    public static ReadOnlySpan<byte> KeeperHolding => "ledger/khold/1\0\0"u8;

    /// <summary>A key that keepers made, by which it is known again.</summary>
    public static ReadOnlySpan<byte> KeeperPublicKey => "ledger/kpub/1\0\0\0"u8;

    /// <summary>A keeper's nonce.</summary>
    public static ReadOnlySpan<byte> KeeperNonce => "ledger/knonce/1\0"u8;
}
