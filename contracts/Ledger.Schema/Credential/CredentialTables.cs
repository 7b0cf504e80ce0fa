using System.Text;
using Ledger.Protocol.V1;

namespace Ledger.Schema.Credential;

/// <summary>The tables of the Credential contract.</summary>
public static class CredentialTables
{
    /// <summary>Length of a record's or a check's id.</summary>
    public const int IdBytes = 16;

    /// <summary>Records, by <see cref="RecordKey"/>. A subject's prefix proof shows all of its records and no fewer.</summary>
    public static StateTable<CredentialRecord> Records { get; } = new("credential", "record");

    /// <summary>What of a record is proven without its fields, once its issuer committed to them; by <see cref="CommitmentKey"/>.</summary>
    public static StateTable<CommittedCredential> Commitments { get; } = new("credential", "commitments");

    /// <summary>Checks of a subject's records, by <see cref="CheckKey"/>: a subject's prefix shows who asked.</summary>
    public static StateTable<CredentialCheck> Checks { get; } = new("credential", "check");

    /// <summary>The record of an issuer's certificate number, by the issuer's code, <c>/</c>, the number.</summary>
    public static StateTable<CredentialRef> CertificateNumbers { get; } = new("credential", "certificate_no");

    /// <summary>The record of what a section's winner did, by the section's code, <c>/</c>, the winner's code.</summary>
    public static StateTable<CredentialRef> Performances { get; } = new("credential", "performance");

    /// <summary>Types of qualification with their levels, by code.</summary>
    public static StateTable<QualificationTypeSchedule> Catalog { get; } = new("credential", "catalog");

    /// <summary>What an issuer may record, by its code, <c>/</c>, the kind in two digits.</summary>
    public static StateTable<CompetenceSchedule> Competences { get; } = new("credential", "competence");

    internal static IEnumerable<string> Names =>
        [Records.Name, Commitments.Name, Checks.Name, CertificateNumbers.Name, Performances.Name, Catalog.Name, Competences.Name];

    /// <summary>The full key of a record: the subject's code, <c>/</c>, the record's 16 bytes.</summary>
    public static byte[] RecordKey(string subjectUscc, ReadOnlySpan<byte> recordId) => Records.Key(Below(subjectUscc, recordId));

    /// <summary>The prefix of all records of a subject.</summary>
    public static byte[] RecordPrefix(string subjectUscc) => RecordKey(subjectUscc, []);

    /// <summary>The full key of the commitments to a record's fields: as the record's.</summary>
    public static byte[] CommitmentKey(string subjectUscc, ReadOnlySpan<byte> recordId) => Commitments.Key(Below(subjectUscc, recordId));

    /// <summary>The full key of a check: the subject's code, <c>/</c>, the check's 16 bytes.</summary>
    public static byte[] CheckKey(string subjectUscc, ReadOnlySpan<byte> checkId) => Checks.Key(Below(subjectUscc, checkId));

    /// <summary>The prefix of all checks of a subject.</summary>
    public static byte[] CheckPrefix(string subjectUscc) => CheckKey(subjectUscc, []);

    /// <summary>The full key of an issuer's certificate number.</summary>
    public static byte[] CertificateNumberKey(string issuerUscc, string number) => CertificateNumbers.Key($"{issuerUscc}/{number}");

    /// <summary>The full key of what a section's winner did.</summary>
    public static byte[] PerformanceKey(string sectionCode, string subjectUscc) => Performances.Key($"{sectionCode}/{subjectUscc}");

    private static byte[] Below(string uscc, ReadOnlySpan<byte> id) => [.. Encoding.UTF8.GetBytes(uscc), (byte)'/', .. id];
}
