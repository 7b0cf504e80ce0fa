namespace Ledger.Seeds;

/// <summary>What a record sums up to: computed from its actions, or read back from a chain. Amounts in fen.</summary>
public sealed record RecordTotals
{
    /// <summary>Scan logins that were confirmed and recorded.</summary>
    public long Logins { get; init; }

    /// <summary>Signatures that were confirmed on the phone and recorded.</summary>
    public long Signatures { get; init; }

    /// <summary>Sections announced.</summary>
    public long Sections { get; init; }

    /// <summary>Sections opened.</summary>
    public long SectionsOpened { get; init; }

    /// <summary>Sections failed or terminated.</summary>
    public long SectionsFailed { get; init; }

    /// <summary>Sections whose opening was moved.</summary>
    public long SectionsPostponed { get; init; }

    /// <summary>Awards, the second ones of sections whose first winner refused the contract included.</summary>
    public long Awarded { get; init; }

    /// <summary>Sections whose contract was signed.</summary>
    public long Contracted { get; init; }

    /// <summary>Sealed records put on the chain, later versions and decoys included.</summary>
    public long SealedRecords { get; init; }

    /// <summary>
    /// Sealed records taken back: of failed sections, of bids withdrawn before the opening time, and decoys. The chain cannot tell one from
    /// the other, and shall not.
    /// </summary>
    public long Surrendered { get; init; }

    /// <summary>Later versions, sealed like any record, that became part of the guarantee that they amend.</summary>
    public long VersionsMerged { get; init; }

    /// <summary>Guarantees that were revealed, and so stood in place of cash.</summary>
    public long Guarantees { get; init; }

    /// <summary>Sum of their amounts.</summary>
    public long ReplacedDepositsFen { get; init; }

    /// <summary>Sum of their premiums.</summary>
    public long PremiumsFen { get; init; }

    /// <summary>Guarantees released.</summary>
    public long Released { get; init; }

    /// <summary>Of them, those whose bid was not decrypted through another's fault, and so counts as withdrawn (撤回).</summary>
    public long Withdrawn { get; init; }

    /// <summary>Guarantees issued blind (密文).</summary>
    public long Blind { get; init; }

    /// <summary>Of them, those whose clear document the guarantor restored.</summary>
    public long Endorsed { get; init; }

    /// <summary>Amendments in clear, after the opening.</summary>
    public long Amended { get; init; }

    /// <summary>Guarantees under which a court stopped a payment.</summary>
    public long Suspended { get; init; }

    /// <summary>Guarantees paid.</summary>
    public long Paid { get; init; }

    /// <summary>Sum paid.</summary>
    public long PaidFen { get; init; }

    /// <summary>Bank guarantees (银行保函) among the revealed.</summary>
    public long BankGuarantees { get; init; }

    /// <summary>Insurance policies (保证保险) among the revealed.</summary>
    public long InsuranceGuarantees { get; init; }

    /// <summary>Surety companies' guarantees (担保公司保函) among the revealed.</summary>
    public long SuretyGuarantees { get; init; }

    /// <summary>Companies with credentials (链资信).</summary>
    public long CredentialCompanies { get; init; }

    /// <summary>Qualifications recorded.</summary>
    public long Qualifications { get; init; }

    /// <summary>Performances recorded.</summary>
    public long Performances { get; init; }

    /// <summary>Projects in which a bidder was checked.</summary>
    public long CheckedProjects { get; init; }

    /// <summary>Sum of the contracts of the sections that they were checked for.</summary>
    public long CheckedFen { get; init; }
}
