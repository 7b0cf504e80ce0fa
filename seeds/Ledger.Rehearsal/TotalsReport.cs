using System.Text.Json.Serialization;
using Ledger.Seeds;

namespace Ledger.Rehearsal;

/// <summary>The record's sums as they stand on the chain; amounts in fen.</summary>
public sealed record TotalsReport
{
    /// <summary>Scan logins.</summary>
    [JsonPropertyName("logins")]
    public long Logins { get; init; }

    /// <summary>Signatures confirmed on the phone.</summary>
    [JsonPropertyName("signatures")]
    public long Signatures { get; init; }

    /// <summary>Guarantees that stood in place of cash.</summary>
    [JsonPropertyName("guarantees")]
    public long Guarantees { get; init; }

    /// <summary>Cash deposits that they replaced.</summary>
    [JsonPropertyName("replaced_deposits_fen")]
    public long ReplacedDepositsFen { get; init; }

    /// <summary>Premiums.</summary>
    [JsonPropertyName("premiums_fen")]
    public long PremiumsFen { get; init; }

    /// <summary>Guarantees released.</summary>
    [JsonPropertyName("released")]
    public long Released { get; init; }

    /// <summary>Guarantees paid.</summary>
    [JsonPropertyName("paid")]
    public long Paid { get; init; }

    /// <summary>Sum paid.</summary>
    [JsonPropertyName("paid_fen")]
    public long PaidFen { get; init; }

    /// <summary>Sections opened.</summary>
    [JsonPropertyName("sections_opened")]
    public long SectionsOpened { get; init; }

    /// <summary>Sections failed or terminated.</summary>
    [JsonPropertyName("sections_failed")]
    public long SectionsFailed { get; init; }

    /// <summary>Sealed records, decoys included.</summary>
    [JsonPropertyName("sealed_records")]
    public long SealedRecords { get; init; }

    /// <summary>Awards, second ones included.</summary>
    [JsonPropertyName("awarded")]
    public long Awarded { get; init; }

    /// <summary>Sections whose contract was signed.</summary>
    [JsonPropertyName("contracted")]
    public long Contracted { get; init; }

    /// <summary>Later versions of guarantees.</summary>
    [JsonPropertyName("versions_merged")]
    public long VersionsMerged { get; init; }

    /// <summary>Guarantees issued blind (密文).</summary>
    [JsonPropertyName("blind")]
    public long Blind { get; init; }

    /// <summary>Of them, those whose clear document was restored.</summary>
    [JsonPropertyName("endorsed")]
    public long Endorsed { get; init; }

    /// <summary>Amendments after the opening.</summary>
    [JsonPropertyName("amended")]
    public long Amended { get; init; }

    /// <summary>Payments that a court stopped.</summary>
    [JsonPropertyName("suspended")]
    public long Suspended { get; init; }

    /// <summary>Guarantees released since their bid was not decrypted through another's fault (撤回).</summary>
    [JsonPropertyName("withdrawn")]
    public long Withdrawn { get; init; }

    /// <summary>Sealed records taken back, decoys included.</summary>
    [JsonPropertyName("surrendered")]
    public long Surrendered { get; init; }

    /// <summary>Companies with credentials (链资信).</summary>
    [JsonPropertyName("credential_companies")]
    public long CredentialCompanies { get; init; }

    /// <summary>Qualifications (资质).</summary>
    [JsonPropertyName("qualifications")]
    public long Qualifications { get; init; }

    /// <summary>Performances (业绩).</summary>
    [JsonPropertyName("performances")]
    public long Performances { get; init; }

    /// <summary>Projects in which a bidder was checked.</summary>
    [JsonPropertyName("checked_projects")]
    public long CheckedProjects { get; init; }

    /// <summary>Contracts of the sections that they were checked for.</summary>
    [JsonPropertyName("checked_fen")]
    public long CheckedFen { get; init; }

    internal static TotalsReport From(RecordTotals totals) => new()
    {
        Logins = totals.Logins,
        Signatures = totals.Signatures,
        Guarantees = totals.Guarantees,
        ReplacedDepositsFen = totals.ReplacedDepositsFen,
        PremiumsFen = totals.PremiumsFen,
        Released = totals.Released,
        Paid = totals.Paid,
        PaidFen = totals.PaidFen,
        SectionsOpened = totals.SectionsOpened,
        SectionsFailed = totals.SectionsFailed,
        SealedRecords = totals.SealedRecords,
        Awarded = totals.Awarded,
        Contracted = totals.Contracted,
        VersionsMerged = totals.VersionsMerged,
        Blind = totals.Blind,
        Endorsed = totals.Endorsed,
        Amended = totals.Amended,
        Suspended = totals.Suspended,
        Withdrawn = totals.Withdrawn,
        Surrendered = totals.Surrendered,
        CredentialCompanies = totals.CredentialCompanies,
        Qualifications = totals.Qualifications,
        Performances = totals.Performances,
        CheckedProjects = totals.CheckedProjects,
        CheckedFen = totals.CheckedFen,
    };
}
