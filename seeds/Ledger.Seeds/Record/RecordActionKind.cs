namespace Ledger.Seeds;

/// <summary>What is done in an action of the record. Actions of one instant are in this order.</summary>
public enum RecordActionKind
{
    /// <summary>The centre registers subjects.</summary>
    RegisterSubjects,

    /// <summary>The centre records the scan sessions that have finished since the day before: logins and signatures.</summary>
    RecordSessions,

    /// <summary>The centre registers a tenderer with its certificate, so that it can release and claim.</summary>
    RegisterTenderer,

    /// <summary>The centre creates a project and announces its sections.</summary>
    AnnounceSections,

    /// <summary>The centre moves an opening.</summary>
    PublishNotice,

    /// <summary>The centre names the committee's key and opens a section.</summary>
    OpenSection,

    /// <summary>The centre fails a section for too few bidders.</summary>
    FailSection,

    /// <summary>The tenderer terminates a section.</summary>
    TerminateSection,

    /// <summary>The centre lists the section's bidders, releases its opening key and reveals its guarantees.</summary>
    RevealGuarantees,

    /// <summary>The centre says whose bids were not decrypted and why, and publishes the results of the opening.</summary>
    CompleteOpening,

    /// <summary>The guarantor restores the clear documents of a section's blind guarantees.</summary>
    EndorseGuarantees,

    /// <summary>The centre records the committee's report and publicizes its candidates.</summary>
    EvaluateSection,

    /// <summary>The centre pauses a section while an objection is answered.</summary>
    PauseSection,

    /// <summary>The centre resumes it.</summary>
    ResumeSection,

    /// <summary>The guarantor lengthens guarantees.</summary>
    AmendGuarantees,

    /// <summary>The tenderer awards a section.</summary>
    AwardSection,

    /// <summary>The tenderer records the contract.</summary>
    SignContract,

    /// <summary>The tenderer claims.</summary>
    ClaimGuarantee,

    /// <summary>The guarantor shows a court's stop of payment.</summary>
    SuspendPayment,

    /// <summary>The guarantor shows the suit that followed it.</summary>
    FileSuit,

    /// <summary>The guarantor shows that the court lifted its order, or the tenderer invokes that no suit came.</summary>
    ResumePayment,

    /// <summary>The guarantor pays a claim.</summary>
    PayClaim,

    /// <summary>The guarantor refuses a claim.</summary>
    RefuseClaim,

    /// <summary>The tenderer releases guarantees.</summary>
    ReleaseGuarantees,

    /// <summary>The guarantor takes back sealed guarantees, decoys among them.</summary>
    SurrenderGuarantees,

    /// <summary>The guarantor issues a sealed batch.</summary>
    IssueGuarantees,

    /// <summary>The authority records a company's qualifications with the certificate for them.</summary>
    RecordQualifications,

    /// <summary>The centre attests what a company did: older work, or in a section.</summary>
    RecordPerformances,

    /// <summary>The centre records that it checked a bidder of a section.</summary>
    RecordCheck,
}
