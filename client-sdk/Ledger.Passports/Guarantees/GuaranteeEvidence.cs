using Ledger.Certificates.Paths;
using Ledger.Crypto;
using Ledger.Passports.Verification;
using Ledger.Protocol;
using Ledger.Protocol.V1;
using Ledger.Schema;
using Ledger.Schema.Account;
using Ledger.Schema.CaTrust;
using Ledger.Schema.Membership;
using Ledger.Schema.Tender;
using GuaranteeTables = Ledger.Schema.Guarantee.GuaranteeTables;

namespace Ledger.Passports.Guarantees;

/// <summary>
/// All that a guarantee's passport takes from the state. Reading it is one function, which the maker of a passport evaluates over a node's
/// proven answers – so the keys that it asks for are those that go in – and its reader over the passport.
/// </summary>
public sealed record GuaranteeEvidence
{
    /// <summary>The guarantee; null where the state holds none under the key.</summary>
    public Guarantee? Record { get; private init; }

    /// <summary>The signer's certificate as registered; null where it is not.</summary>
    public CertificateRecord? Certificate { get; private init; }

    /// <summary>Why the registered certificate did not count at signing; no refusal where it did.</summary>
    public Refused Refused { get; private init; }

    /// <summary>The trust list's answer about the certificate's path, for signing in the guarantee's place at that time.</summary>
    public TrustAnswer? Trust { get; private init; }

    /// <summary>The issuer as a member; null where it is none any more.</summary>
    public Member? Issuer { get; private init; }

    /// <summary>
    /// The beneficiary's name, once the guarantee is revealed: as a member, or as the market subject that most tenderers are; empty where
    /// it is neither.
    /// </summary>
    public string BeneficiaryName { get; private init; } = string.Empty;

    /// <summary>The section, once the guarantee is revealed.</summary>
    public Section? Section { get; private init; }

    /// <summary>The section's project.</summary>
    public Project? Project { get; private init; }

    /// <summary>Reads it, by key alone.</summary>
    public static GuaranteeEvidence Read(IStateReader state, IHasher hasher, ISignatureVerifier verifier, GuaranteeQuestion question)
    {
        ArgumentNullException.ThrowIfNull(state);
        ArgumentNullException.ThrowIfNull(question);
        var record = GuaranteeTables.Guarantees.Read(state, question.RecordKey);
        if (record is null)
        {
            return new GuaranteeEvidence();
        }

        var issuer = MembershipTables.Members.Read(state, MembershipTables.Members.Key(record.IssuerUscc));
        var section = record.Terms is { } terms ? TenderTables.Sections.Read(state, TenderTables.Sections.Key(terms.SectionCode)) : null;
        var project = section is null
            ? null
            : TenderTables.Projects.Read(state, TenderTables.Projects.Key(section.Announced.TenderProjectCode));
        var trust = new TrustQuestion(question.Certificate, CertificateUsage.Sign, PlaceOf(issuer, section, project), question.SignedAtMs);
        return new GuaranteeEvidence
        {
            Record = record,
            Certificate = AccountTables.Certificates.Read(state, AccountTables.Certificates.Key(question.SignerCertificate.ToArray())),
            Refused = SignerRules.Resolve(state, question.SignerCertificate, question.SignedAtMs, out _),
            Trust = CertificateTrust.Check(state, hasher, verifier, trust, question.StateTimeMs),
            Issuer = issuer,
            BeneficiaryName = record.Terms is { BeneficiaryUscc.Length: > 0 } revealed
                ? NameOf(state, revealed.BeneficiaryUscc)
                : string.Empty,
            Section = section,
            Project = project,
        };
    }

    private static string NameOf(IStateReader state, string uscc) =>
        MembershipTables.Members.Read(state, MembershipTables.Members.Key(uscc))?.Name
            ?? AccountTables.Subjects.Read(state, AccountTables.Subjects.Key(uscc))?.Name
            ?? string.Empty;

    /// <summary>
    /// Where the certificate must be accepted: with the section's centre once that is known, in the issuer's own region while it is sealed.
    /// </summary>
    private static TrustPlace PlaceOf(Member? issuer, Section? section, Project? project) =>
        section is not null && project is not null ? new TrustPlace(project.Created.Region, section.CentreUscc)
        : IssuerChecks.OwnPlace(issuer);
}
