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

    /// <summary>The centre opens a section and releases its opening key.</summary>
    OpenSection,

    /// <summary>The centre fails a section for fewer than three bidders.</summary>
    FailSection,

    /// <summary>The tenderer terminates a section.</summary>
    TerminateSection,

    /// <summary>The centre reveals the section's guarantees.</summary>
    RevealGuarantees,

    /// <summary>The tenderer claims.</summary>
    ClaimGuarantee,

    /// <summary>The guarantor pays a claim.</summary>
    PayClaim,

    /// <summary>The guarantor refuses a claim.</summary>
    RefuseClaim,

    /// <summary>The tenderer releases a guarantee.</summary>
    ReleaseGuarantee,

    /// <summary>The guarantor takes back sealed guarantees, decoys among them.</summary>
    SurrenderGuarantees,

    /// <summary>The guarantor issues a sealed batch.</summary>
    IssueGuarantees,
}
