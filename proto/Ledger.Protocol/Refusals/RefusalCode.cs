namespace Ledger.Protocol;

/// <summary>
/// Every reason to refuse something, as it stands in receipts and gRPC errors. Numbers never change or move; <see cref="RefusalCatalog"/>
/// has the words, docs/spec/refusals.md the list. 1xxx transaction, 2xxx node, 3xxx Membership, 4xxx Account, 5xxx Tender, 6xxx Guarantee,
/// 7xxx CaTrust, 8xxx Evidence, 9xxx scan sessions, 10xxx mailbox, 11xxx documents, 12xxx Credential.
/// </summary>
public enum RefusalCode : uint
{
    /// <summary>Not refused.</summary>
    None = 0,

    /// <summary>The bytes are empty.</summary>
    Empty = 1001,

    /// <summary>The transaction is larger than the chain's limit.</summary>
    TransactionTooLarge = 1002,

    /// <summary>The bytes are not a canonically encoded transaction.</summary>
    Malformed = 1003,

    /// <summary>Messages are nested deeper than any call is.</summary>
    NestedTooDeep = 1004,

    /// <summary>No call, or more than the chain's limit.</summary>
    CallCount = 1005,

    /// <summary>The transaction is for another chain.</summary>
    WrongChain = 1006,

    /// <summary>The nonce is not 16 bytes.</summary>
    BadNonce = 1007,

    /// <summary>The business key is neither empty nor 16 to 64 bytes.</summary>
    BadBusinessKey = 1008,

    /// <summary>Block time has passed not_after.</summary>
    Expired = 1009,

    /// <summary>not_after lies further ahead of block time than the chain allows.</summary>
    NotAfterTooFar = 1010,

    /// <summary>These bytes have landed already.</summary>
    Duplicate = 1011,

    /// <summary>No registered certificate has the signer's id.</summary>
    UnknownSigner = 1012,

    /// <summary>The signer's certificate is not valid at block time.</summary>
    CertificateNotValid = 1013,

    /// <summary>The signature names another algorithm than the signer's certificate.</summary>
    WrongAlgorithm = 1014,

    /// <summary>The signature does not verify.</summary>
    BadSignature = 1015,

    /// <summary>The signer's subject may not make this call.</summary>
    NotPermitted = 1016,

    /// <summary>The business key was used before; the receipt names the first transaction.</summary>
    Repeated = 1017,

    /// <summary>A call names no contract or no method.</summary>
    UnknownCall = 1018,

    /// <summary>A call writes a key or a value that the state cannot hold.</summary>
    StateLimit = 1019,

    /// <summary>The transaction's events exceed what one receipt may hold.</summary>
    ReceiptTooLarge = 1020,

    /// <summary>The block's receipts leave no room for this one: the transaction has not landed.</summary>
    BlockFull = 1021,

    /// <summary>A contract failed on the transaction; nothing of it was done.</summary>
    ContractFault = 1022,

    /// <summary>The transaction would have broken an invariant of the ledger; nothing of it was done.</summary>
    InvariantBroken = 1023,

    /// <summary>The business key was used before, for other calls; the receipt names the first transaction and its content.</summary>
    OtherContent = 1024,

    /// <summary>A call is known under a newer version of the rules than the chain's.</summary>
    RulesTooOld = 1025,

    /// <summary>The node's mempool is full.</summary>
    MempoolFull = 2001,

    /// <summary>The node is stopping or not yet ready.</summary>
    NotReady = 2002,

    /// <summary>The height asked for is not final yet, or no longer kept.</summary>
    HeightNotAvailable = 2003,

    /// <summary>A page, prefix or key asked for is out of bounds.</summary>
    BadRequest = 2004,

    /// <summary>The node has never seen this transaction.</summary>
    UnknownTransaction = 2005,

    /// <summary>The node is serving as many streams as it may.</summary>
    TooManyStreams = 2006,

    /// <summary>The other side of a stream took nothing, or brought nothing, for too long.</summary>
    StreamIdle = 2007,

    /// <summary>The mempool holds as much of one signer as it may.</summary>
    MempoolPartUsed = 2008,

    /// <summary>The node puts nothing into the order: it is no validator of the present set.</summary>
    NotProposing = 2009,

    /// <summary>No type of event begins as asked.</summary>
    UnknownEventType = 2010,

    /// <summary>The cursor is beyond the newest event that the node has.</summary>
    CursorAhead = 2011,

    /// <summary>The block or event is final, and older than what the node keeps: it was pruned, or joined by a snapshot.</summary>
    NotKept = 2012,

    /// <summary>The call does not show who makes it, or what it shows does not hold.</summary>
    CallerUnknown = 2013,

    /// <summary>Who calls is known, and may not call this method.</summary>
    MethodNotPermitted = 2014,

    /// <summary>The caller has made as many calls as it may for now.</summary>
    CallerQuota = 2015,

    /// <summary>The proposal exists already.</summary>
    ProposalExists = 3001,

    /// <summary>There is no such proposal.</summary>
    UnknownProposal = 3002,

    /// <summary>The proposal is closed.</summary>
    ProposalClosed = 3003,

    /// <summary>The member has voted already.</summary>
    AlreadyVoted = 3004,

    /// <summary>The proposed change is not well formed.</summary>
    BadProposal = 3005,

    /// <summary>The change would leave the chain without validators.</summary>
    NoValidatorsLeft = 3006,

    /// <summary>The change moves a third of the validators' votes or more in one step.</summary>
    PowerStepTooLarge = 3007,

    /// <summary>The block has changed the validator set already.</summary>
    ValidatorsChanged = 3008,

    /// <summary>The receipt key votes, or is another validator's receipt key.</summary>
    ReceiptKeyTaken = 3009,

    /// <summary>The address of a co-signing key is none, or there is none to withdraw.</summary>
    BadCosigner = 3010,

    /// <summary>Another validator signs by this co-signing key.</summary>
    CosignerTaken = 3011,

    /// <summary>The subject exists already.</summary>
    SubjectExists = 4001,

    /// <summary>There is no such subject.</summary>
    UnknownSubject = 4002,

    /// <summary>The code does not have the shape of a unified social credit code.</summary>
    BadUscc = 4003,

    /// <summary>The certificate cannot be read.</summary>
    BadCertificate = 4004,

    /// <summary>No anchor of the chain issued the certificate.</summary>
    UntrustedIssuer = 4005,

    /// <summary>The certificate carries no unified social credit code, or another one.</summary>
    CertificateSubjectMismatch = 4006,

    /// <summary>The certificate is registered already.</summary>
    CertificateExists = 4007,

    /// <summary>There is no such certificate.</summary>
    UnknownCertificate = 4008,

    /// <summary>Possession of the certificate's key is not proved.</summary>
    BadPossession = 4009,

    /// <summary>The certificate is revoked already.</summary>
    AlreadyRevoked = 4010,

    /// <summary>The certificate's key may not sign.</summary>
    NotASigningKey = 4011,

    /// <summary>A text field is empty or too long.</summary>
    BadText = 4012,

    /// <summary>The certificate's algorithms are below the floor of block time.</summary>
    AlgorithmTooWeak = 4013,

    /// <summary>The certificate carries a person's identity number.</summary>
    PersonalIdentity = 4014,

    /// <summary>The old certificate was replaced already.</summary>
    AlreadyReplaced = 4015,

    /// <summary>The successor is of another subject or kind than the certificate that it replaces.</summary>
    SuccessorMismatch = 4016,

    /// <summary>The time until which the old certificate stays valid lies before block time or after its own end.</summary>
    BadOverlap = 4017,

    /// <summary>The key is a section's opening key, whose private half is published.</summary>
    KeyOpensSection = 4018,

    /// <summary>The certificate is no operator's whose powers last.</summary>
    UnknownOperator = 4019,

    /// <summary>An operator's certificate may not decide on operators.</summary>
    OperatorDecides = 4020,

    /// <summary>An operator's powers have no end, or one that has passed.</summary>
    BadTerm = 4021,

    /// <summary>A code does not have the shape it must have.</summary>
    BadCode = 5001,

    /// <summary>The project exists already.</summary>
    ProjectExists = 5002,

    /// <summary>There is no such project.</summary>
    UnknownProject = 5003,

    /// <summary>The section exists already.</summary>
    SectionExists = 5004,

    /// <summary>There is no such section.</summary>
    UnknownSection = 5005,

    /// <summary>The section belongs to another trading centre.</summary>
    OtherCentre = 5006,

    /// <summary>The opening time is not in the future, or too near.</summary>
    OpeningTooSoon = 5007,

    /// <summary>The section's state does not allow this.</summary>
    SectionState = 5008,

    /// <summary>The notice is not the next one.</summary>
    NoticeNumber = 5009,

    /// <summary>The opening time has not come.</summary>
    BeforeOpening = 5010,

    /// <summary>Fewer bidders than the rule asks for: the section must not be opened.</summary>
    TooFewBidders = 5011,

    /// <summary>The key does not belong to the section's opening key.</summary>
    WrongOpeningKey = 5012,

    /// <summary>An amount is negative, zero where it may not be, or above the cap.</summary>
    BadAmount = 5013,

    /// <summary>A digest is not 32 bytes.</summary>
    BadDigest = 5014,

    /// <summary>An enumeration's value is not one of the list.</summary>
    BadEnumeration = 5015,

    /// <summary>A count of days, records or bidders is out of its range.</summary>
    BadCount = 5016,

    /// <summary>A period that the law sets would be shorter.</summary>
    PeriodTooShort = 5017,

    /// <summary>The section does not accept both cash and guarantees where it must.</summary>
    FormsUnlawful = 5018,

    /// <summary>The section designates a guarantor where none may be.</summary>
    GuarantorDesignated = 5019,

    /// <summary>The first of two stages takes no bond.</summary>
    BondInFirstStage = 5020,

    /// <summary>Only the tenderer or its agent may do this.</summary>
    NotTheTenderer = 5021,

    /// <summary>The notice's kind does not fit the opening time that it sets.</summary>
    NoticeKind = 5022,

    /// <summary>The fault for the decryption failure is attributed already.</summary>
    DecryptionFailureAttributed = 5023,

    /// <summary>The committee's key or signature is not good.</summary>
    BadCommitteeSignature = 5024,

    /// <summary>The candidates' publicity is not over.</summary>
    PublicityNotOver = 5025,

    /// <summary>The winner is no candidate, or was awarded before.</summary>
    NotACandidate = 5026,

    /// <summary>The opening key is another section's, or is registered for something else.</summary>
    OpeningKeyUsed = 5027,

    /// <summary>A bidder stands twice in an opening or its list, or out of order.</summary>
    BidderTwice = 5028,

    /// <summary>The listed codes are not what the opening committed to.</summary>
    BidderListMismatch = 5029,

    /// <summary>The opening that the list belongs to is not final yet.</summary>
    OpeningNotFinal = 5030,

    /// <summary>The section's bidders are not listed yet.</summary>
    BiddersNotListed = 5031,

    /// <summary>The section's bidders are listed already.</summary>
    BiddersListed = 5032,

    /// <summary>The section's opening key is not released yet.</summary>
    OpeningKeyNotReleased = 5033,

    /// <summary>The section's opening key is released already.</summary>
    OpeningKeyReleased = 5034,

    /// <summary>The section does not fail for this cause.</summary>
    FailureNotDue = 5035,

    /// <summary>A section was announced under the project.</summary>
    ProjectInUse = 5036,

    /// <summary>The project was withdrawn.</summary>
    ProjectWithdrawn = 5037,

    /// <summary>The correction changes nothing.</summary>
    ProjectUnchanged = 5038,

    /// <summary>The guarantee exists already.</summary>
    GuaranteeExists = 6001,

    /// <summary>There is no such guarantee.</summary>
    UnknownGuarantee = 6002,

    /// <summary>The id is not 16 bytes.</summary>
    BadGuaranteeId = 6003,

    /// <summary>The sealed record is not of the constant size.</summary>
    BadSealedSize = 6004,

    /// <summary>The number of sealed guarantees is not 1, 2, 4 … 64.</summary>
    BadBatchSize = 6005,

    /// <summary>Salt and terms do not match the commitment.</summary>
    CommitmentMismatch = 6006,

    /// <summary>The guarantee's state does not allow this.</summary>
    GuaranteeState = 6007,

    /// <summary>Only the guarantor that issued it may do this.</summary>
    NotTheIssuer = 6008,

    /// <summary>Only the beneficiary may do this.</summary>
    NotTheBeneficiary = 6009,

    /// <summary>The section is not open: nothing may be revealed.</summary>
    SectionNotOpen = 6010,

    /// <summary>The terms do not belong to this section, beneficiary or issuer.</summary>
    TermsMismatch = 6011,

    /// <summary>Another live guarantee stands for this section and bidder.</summary>
    GuaranteeForBidderExists = 6012,

    /// <summary>The guarantee has expired.</summary>
    GuaranteeExpired = 6013,

    /// <summary>The amount exceeds what the guarantee still covers.</summary>
    AmountExceedsBalance = 6014,

    /// <summary>The amount is below the section's bond.</summary>
    AmountBelowBond = 6015,

    /// <summary>The term ends before the bid's validity does.</summary>
    TermTooShort = 6016,

    /// <summary>A refusal of a claim must list its discrepancies.</summary>
    NoDiscrepancies = 6017,

    /// <summary>The guarantee was issued after the opening time.</summary>
    IssuedAfterOpening = 6018,

    /// <summary>The section's course does not bear out the reason of the release.</summary>
    ReleaseNotDue = 6019,

    /// <summary>The section's course belies the reason of the claim.</summary>
    ClaimNotDue = 6020,

    /// <summary>The extension asked for or given does not fit the claim.</summary>
    BadExtension = 6021,

    /// <summary>The time in which a claim may be refused is over.</summary>
    ExaminationOver = 6022,

    /// <summary>The version is not the guarantee's next.</summary>
    VersionNumber = 6023,

    /// <summary>The amendment neither raises nor lengthens, or reduces something.</summary>
    AmendmentReduces = 6024,

    /// <summary>The guarantee is not blind, or is endorsed already.</summary>
    NotToBeEndorsed = 6025,

    /// <summary>The court's stop of payment stands.</summary>
    SuspensionStands = 6026,

    /// <summary>The section does not accept guarantees of this form.</summary>
    FormNotAccepted = 6027,

    /// <summary>The legal nature does not fit the form.</summary>
    LegalNatureUnfit = 6028,

    /// <summary>The clear document of a blind guarantee is not restored yet.</summary>
    NotEndorsed = 6029,

    /// <summary>The chain holds no guarantee of the bidder.</summary>
    BondMissing = 6030,

    /// <summary>A consortium member stands behind another bid of the section.</summary>
    ConsortiumConflict = 6031,

    /// <summary>The bidder did not sign these terms, so that it did not apply for this guarantee.</summary>
    NotSignedByApplicant = 6032,

    /// <summary>The mailbox of a guarantor's card is out of its form.</summary>
    BadMailboxCard = 6033,

    /// <summary>The tiers of a guarantor's card are out of their form.</summary>
    BadCoverTiers = 6034,

    /// <summary>The guarantor has no card on the chain that it could withdraw.</summary>
    CardMissing = 6035,

    /// <summary>The order has stopped this claim before, or the claim was stopped as often as a claim may be.</summary>
    SuspensionSpent = 6036,

    /// <summary>There is no such CA on the trust list.</summary>
    UnknownAuthority = 7001,

    /// <summary>The CA is not active at block time: connecting, suspended or withdrawn.</summary>
    AuthorityNotActive = 7002,

    /// <summary>The revocation list is larger than one call may carry.</summary>
    CrlTooLarge = 7003,

    /// <summary>The revocation list cannot be read, or is of a kind that is not taken.</summary>
    BadCrl = 7004,

    /// <summary>No authority of the CA that may sign revocation lists signed this one.</summary>
    CrlSignature = 7005,

    /// <summary>The revocation list is not newer than the one that the state has.</summary>
    CrlNotNewer = 7006,

    /// <summary>The revocation list is dated after block time.</summary>
    CrlFromFuture = 7007,

    /// <summary>A dated history is full.</summary>
    HistoryFull = 7008,

    /// <summary>The signer's subject uploads this list already.</summary>
    CrlUploadExists = 7009,

    /// <summary>The signer's subject has no open upload of this list.</summary>
    UnknownCrlUpload = 7010,

    /// <summary>The part is not the next one, has another size, or the list is applied before its last part.</summary>
    CrlUploadOrder = 7011,

    /// <summary>The parts together are not the list that was announced.</summary>
    CrlDigestMismatch = 7012,

    /// <summary>The upload is past its time.</summary>
    CrlUploadExpired = 7013,

    /// <summary>The subject, or everybody together, has as many uploads open as there may be.</summary>
    CrlUploadsOpen = 7014,

    /// <summary>The block has done as much work on uploads as it may.</summary>
    CrlWorkLimit = 7015,

    /// <summary>None of the CA's licences for electronic certification holds at block time.</summary>
    AuthorityUnlicensed = 7016,

    /// <summary>A session's times are out of order or after its book's day, or the day is not over.</summary>
    SessionTimes = 8002,

    /// <summary>A session stands twice in a book, or another record stands for the day or a later one.</summary>
    SessionConflict = 8003,

    /// <summary>The header is none of this chain, or not of a block that lies behind.</summary>
    NotABlockOfBefore = 8004,

    /// <summary>The auditor has cosigned that height otherwise.</summary>
    CosignatureExists = 8005,

    /// <summary>Another finding has this id.</summary>
    FindingExists = 8006,

    /// <summary>There is no such finding.</summary>
    UnknownFinding = 8007,

    /// <summary>A finding about a section that is not open would tell of it.</summary>
    FindingBeforeOpening = 8008,

    /// <summary>A time by which something is due has passed, or one comes before another.</summary>
    FindingDue = 8009,

    /// <summary>The step is another's: the regulator's that took it up, or the respondent's.</summary>
    NotTheFindingsHand = 8010,

    /// <summary>The step does not follow the finding's state.</summary>
    FindingNotInState = 8011,

    /// <summary>A field of another step is set, or one of this step is not.</summary>
    FindingStepFields = 8012,

    /// <summary>There is no such scan session: never opened, forgotten, or the node was restarted.</summary>
    UnknownSession = 9001,

    /// <summary>The scan session's time is over.</summary>
    SessionExpired = 9002,

    /// <summary>Another phone has the scan session.</summary>
    SessionClaimed = 9003,

    /// <summary>The scan session was not scanned yet.</summary>
    SessionNotScanned = 9004,

    /// <summary>The scan session was confirmed or rejected already.</summary>
    SessionDecided = 9005,

    /// <summary>The very same answer was taken already.</summary>
    AnswerReplayed = 9006,

    /// <summary>The session id or the nonce was used before.</summary>
    SessionReplayed = 9007,

    /// <summary>The answer was signed for another session: its id, nonce or times differ.</summary>
    StaleAnswer = 9008,

    /// <summary>The answer was signed for another origin.</summary>
    WrongOrigin = 9009,

    /// <summary>The answer was signed for another payload or act than the session's.</summary>
    SwappedPayload = 9010,

    /// <summary>The number typed into the phone is not the one on the PC; the session is rejected.</summary>
    WrongNumber = 9011,

    /// <summary>The secret is not that of the browser that opened the session.</summary>
    NotTheBrowser = 9012,

    /// <summary>The secret is not that of the phone that scanned the session.</summary>
    NotThePhone = 9013,

    /// <summary>The claim does not follow from the session's QR.</summary>
    BadClaim = 9014,

    /// <summary>A field of the scan session is malformed.</summary>
    BadSessionField = 9015,

    /// <summary>The session's iat is too far from the node's clock, or before the node's start.</summary>
    SessionClockSkew = 9016,

    /// <summary>The node holds as many scan sessions as it may.</summary>
    TooManySessions = 9017,

    /// <summary>The centre opens scan sessions faster than it may.</summary>
    TooManySessionsOfCentre = 9018,

    /// <summary>The frame's number is not the next one.</summary>
    RelaySequence = 9019,

    /// <summary>The relay holds as many frames or bytes of the session as it may.</summary>
    RelayFull = 9020,

    /// <summary>A scan session's signature does not verify.</summary>
    BadScanSignature = 9021,

    /// <summary>The trust list does not accept the certificate for this act at this centre.</summary>
    CertificateNotAccepted = 9022,

    /// <summary>A phone's result came before the session was confirmed.</summary>
    SessionNotConfirmed = 9023,

    /// <summary>A book holds more sessions than it has places.</summary>
    SessionBookFull = 9024,

    /// <summary>The result and the confirmation of a session in a book do not fit each other.</summary>
    SessionConfirmation = 9025,

    /// <summary>A field of a request to the mailbox is malformed.</summary>
    BadMailboxField = 10001,

    /// <summary>The letter has none of the few sizes that letters have.</summary>
    BadLetterSize = 10002,

    /// <summary>The stamp is not one for this content, or has too few bits.</summary>
    BadStamp = 10003,

    /// <summary>The address holds as many letters or bytes as it may.</summary>
    MailboxFull = 10004,

    /// <summary>The node holds as many letters, addresses or bytes as it may.</summary>
    MailboxesFull = 10005,

    /// <summary>The disk behind mailbox and documents has no room left.</summary>
    MailDiskFull = 10006,

    /// <summary>The store behind mailbox and documents failed.</summary>
    MailUnavailable = 10007,

    /// <summary>The challenge is not this node's, or too old.</summary>
    BadChallenge = 10008,

    /// <summary>The challenge was used already.</summary>
    ChallengeUsed = 10009,

    /// <summary>The owner's key is not one of the chain's own suite.</summary>
    BadOwnerKey = 10010,

    /// <summary>The owner's signature does not verify.</summary>
    BadOwnerSignature = 10011,

    /// <summary>A field of a request to the document store is malformed.</summary>
    BadDocumentField = 11001,

    /// <summary>The document has none of the sizes that documents have.</summary>
    BadDocumentSize = 11002,

    /// <summary>There is no document that this token reads.</summary>
    DocumentNotFound = 11003,

    /// <summary>The lease is longer than the node gives.</summary>
    LeaseTooLong = 11004,

    /// <summary>The upload does not go on where the node's part of it ends.</summary>
    UploadOutOfStep = 11005,

    /// <summary>The uploaded pieces are not what the address says.</summary>
    DocumentDigest = 11006,

    /// <summary>The node holds as many documents, uploads or bytes as it may.</summary>
    DocumentsFull = 11007,

    /// <summary>Another record has this id.</summary>
    CredentialExists = 12001,

    /// <summary>The subject has no such record.</summary>
    UnknownCredential = 12002,

    /// <summary>The record names another issuer than its signer.</summary>
    IssuerNotSigner = 12003,

    /// <summary>The issuer may not record this type, level or region.</summary>
    OutsideCompetence = 12004,

    /// <summary>It takes effect before what stands, or too long ago to be recorded.</summary>
    BackDated = 12005,

    /// <summary>The dates contradict each other.</summary>
    BadPeriod = 12006,

    /// <summary>The issuer has given the certificate's number before.</summary>
    CertificateNumberTaken = 12007,

    /// <summary>The catalogue of that time has no such type.</summary>
    UnknownQualificationType = 12008,

    /// <summary>The type has no such level at that time.</summary>
    LevelNotInForce = 12009,

    /// <summary>The records would supersede each other.</summary>
    CyclicSupersession = 12010,

    /// <summary>The successor is of another kind or issuer.</summary>
    SupersessionMismatch = 12011,

    /// <summary>The record's last change does not allow this one.</summary>
    CredentialState = 12012,

    /// <summary>Only the record's issuer changes it.</summary>
    NotTheRecordsIssuer = 12013,

    /// <summary>The chain shows something else of the section.</summary>
    PerformanceDiffers = 12014,

    /// <summary>What the winner did in the section is attested already.</summary>
    PerformanceExists = 12015,

    /// <summary>A text holds a character that passes for another.</summary>
    ConfusableText = 12016,

    /// <summary>A check would join section and bidder before the opening.</summary>
    CheckBeforeOpening = 12017,

    /// <summary>The subject is no listed bidder of the section.</summary>
    NotABidder = 12018,

    /// <summary>Another check has this id.</summary>
    CheckExists = 12019,
}
