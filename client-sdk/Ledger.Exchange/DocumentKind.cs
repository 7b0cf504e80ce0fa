namespace Ledger.Exchange;

/// <summary>What a document of the exchange is about. <c>DOCUMENT_TYPE</c> says it, in capitals: <c>TENDER_PROJECT</c>.</summary>
public enum DocumentKind
{
    /// <summary>招标项目: a tender project, as a trading centre enters it.</summary>
    TenderProject = 1,

    /// <summary>标段(包): a section with its bond terms; exported, also with its notices and state.</summary>
    Section = 2,

    /// <summary>A notice after the announcement: a clarification, a postponement (延期) or a correction.</summary>
    Notice = 3,

    /// <summary>保函: a guarantee as it stands; a sealed one without its terms.</summary>
    Guarantee = 4,

    /// <summary>索赔: a claim under a guarantee.</summary>
    Claim = 5,

    /// <summary>The guarantor's reply to a claim: paid, or refused with every discrepancy.</summary>
    ClaimReply = 6,

    /// <summary>The beneficiary's release of a guarantee.</summary>
    Release = 7,

    /// <summary>密文保函解密还原通知: a section's revealed guarantees with what their guarantors need to restore the clear text.</summary>
    DecryptionNotice = 8,
}
