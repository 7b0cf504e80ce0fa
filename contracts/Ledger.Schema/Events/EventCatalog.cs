using Google.Protobuf;
using Ledger.Schema.Account;
using Ledger.Schema.CaTrust;
using Ledger.Schema.Credential;
using Ledger.Schema.Evidence;
using Ledger.Schema.Guarantee;
using Ledger.Schema.Membership;
using Ledger.Schema.Tender;

namespace Ledger.Schema.Events;

/// <summary>
/// Every type of event. A contract states no other, which tests hold; docs/spec/events.md is made from here, and nodes refuse a
/// subscription to what no row is called.
/// </summary>
public static class EventCatalog
{
    private const string Sealed =
        "section, bidder, amount, end, and whether it is a guarantee at all (some are decoys): issuer and bidder know it, the section's " +
        "centre once the opening key is released, everyone once it is revealed, and of a section that fails nobody else ever";

    private static readonly EventKind[] Rows =
    [
        EventKind.Of("member.admitted", MembershipTables.Members, "a member joined the consortium"),
        EventKind.Of("member.changed", MembershipTables.Members, "a member's roles, region or standing changed"),
        EventKind.Of("validators.changed", MembershipTables.Validators, "another validator set finalises the blocks that follow"),
        EventKind.Of("receipt_key.put", MembershipTables.ReceiptKeys, "a validator signs its receipts with this key"),
        EventKind.Of(
            "cosigner.announced", MembershipTables.Cosigners, "a validator's owner named or withdrew the key that signs for EVM chains"),
        EventKind.Removal("receipt_key.removed", MembershipTables.ReceiptKeys, "a validator that left signs receipts no longer"),
        EventKind.Of("rules.changed", MembershipTables.Rules, "another rule version holds from a height on"),
        EventKind.Of("proposal.opened", MembershipTables.Proposals, "a member proposed a change"),
        EventKind.Of("proposal.voted", MembershipTables.Proposals, "a member voted; the change is not decided yet"),
        EventKind.Of("proposal.enacted", MembershipTables.Proposals, "the last vote that was needed came, and the change holds"),
        EventKind.Of("proposal.rejected", MembershipTables.Proposals, "so many voted against it that it can no longer pass"),

        EventKind.Of("ca.entered", CaTrustTables.Authorities, "a certificate authority was recognised"),
        EventKind.Of("ca.changed", CaTrustTables.Authorities, "an authority's entry changed"),
        EventKind.Of("ca.status_changed", CaTrustTables.Standings, "an authority is active, suspended or ended from a time on"),
        EventKind.Of("acceptance.changed", CaTrustTables.Acceptances, "a region accepts, or no longer accepts, an authority for a usage"),
        EventKind.Of("floor.changed", CaTrustTables.Floors, "the least that certificates must have for a usage changed"),
        EventKind.Of("freshness_policy.changed", CaTrustTables.Freshness, "how old a revocation list may be changed"),
        EventKind.Of("crl.imported", CaTrustTables.Lists, "an authority's revocation list was taken"),
        EventKind.Of("crl.upload_begun", CaTrustTables.Uploads, "a large revocation list comes in parts"),
        EventKind.Of("crl.part_added", CaTrustTables.Uploads, "a part came"),
        EventKind.Of("crl.upload_checked", CaTrustTables.Uploads, "the last part came, and the whole list is genuine"),
        EventKind.Of("crl.step_applied", CaTrustTables.Uploads, "some of the list's entries hold; more follow"),
        EventKind.Removal("crl.upload_applied", CaTrustTables.Uploads, "all of the list's entries hold"),
        EventKind.Removal("crl.upload_dropped", CaTrustTables.Uploads, "an upload was given up"),

        EventKind.Of("subject.registered", AccountTables.Subjects, "a market subject has an account (账户通)"),
        EventKind.Of("certificate.registered", AccountTables.Certificates, "a subject signs with this certificate from now on"),
        EventKind.Of("certificate.replaced", AccountTables.Certificates, "a certificate's subject signs with its successor instead"),
        EventKind.Of("certificate.revoked", AccountTables.Certificates, "a certificate counts no longer, from the time that it says"),
        EventKind.Of(
            "operator.appointed", AccountTables.Operators, "a person may sign, seal or pay for a subject",
            "who the person is: the subject knows"),
        EventKind.Of("operator.dismissed", AccountTables.Operators, "a person's powers ended before their time"),
        EventKind.Of("local_account.bound", AccountTables.LocalAccounts, "a subject's account at a centre is this one"),
        EventKind.Of(
            "sessions.recorded", EvidenceTables.Sessions, "a centre bound itself to a day's scan sessions by one root",
            "how many there were, of which act, and whose: a centre shows a session, with its way up to the root, to whom it concerns"),
        EventKind.Of(
            "checkpoint.cosigned", EvidenceTables.Cosignatures, "an auditor verified the chain up to a block, and says by which report",
            "what the report says: its digest alone stands here, and the auditor shows the report"),
        EventKind.Of(
            "finding.recorded", EvidenceTables.Findings, "a regulator took up under a case number what a rule found (监管)",
            "whom it is about and the data behind it: the regulator knows, and the respondent once it is warned"),
        EventKind.Of(
            "finding.handled", EvidenceTables.Findings, "a finding was warned of, answered, read or closed",
            "what the documents say: regulator and respondent have them"),

        EventKind.Of("project.created", TenderTables.Projects, "a tender project is on the chain"),
        EventKind.Of("project.corrected", TenderTables.Projects, "a centre put a project right under which no section was announced"),
        EventKind.Of("project.withdrawn", TenderTables.Projects, "a centre withdrew a project under which no section was announced"),
        EventKind.Of("section.announced", TenderTables.Sections, "a section (标段) was announced: bond, opening time, opening key"),
        EventKind.Of("section.notice_published", TenderTables.Sections, "a notice about the section; the opening is no later than before"),
        EventKind.Of("section.postponed", TenderTables.Sections, "a notice put the opening off"),
        EventKind.Of("section.paused", TenderTables.Sections, "the section stands still, by order"),
        EventKind.Of("section.resumed", TenderTables.Sections, "the section goes on"),
        EventKind.Of(
            "section.opened", TenderTables.Sections, "the opening (开标) began, with so many bidders",
            "who they are, which their list says; only commitments stand there"),
        EventKind.Of("section.bidders_listed", TenderTables.Sections, "who bids is on record (唱标): the rows of `tender/bidder`"),
        EventKind.Of("section.key_released", TenderTables.Sections, "the section's opening key is released"),
        EventKind.Of("section.opening_completed", TenderTables.Sections, "the opening is over"),
        EventKind.Of("section.decryption_failed", TenderTables.DecryptionFailures, "a bid did not decrypt, and whose fault that is"),
        EventKind.Of(
            "section.failed", TenderTables.Sections, "too few bidders, or no bid that counts (流标)",
            "who had bid and with which guarantee, where the section failed before its opening: bidders and guarantors only, for ever"),
        EventKind.Of("section.terminated", TenderTables.Sections, "the tender was ended (终止)"),
        EventKind.Of(
            "section.committee_appointed", TenderTables.Sections, "an evaluation committee speaks under this key",
            "who its members are: persons are never on the chain"),
        EventKind.Of("section.evaluated", TenderTables.Sections, "the committee ranked the candidates"),
        EventKind.Of("section.publicized", TenderTables.Sections, "the candidates were made public (公示)"),
        EventKind.Of("section.awarded", TenderTables.Sections, "a bidder was awarded the contract (中标)"),
        EventKind.Of("section.contracted", TenderTables.Sections, "the contract was signed"),

        EventKind.Of(
            "guarantee.card_published", GuaranteeTables.Cards,
            "a guarantor says how bidders reach it, a trading centre where it is asked for attestations"),
        EventKind.Removal(
            "guarantee.card_withdrawn", GuaranteeTables.Cards,
            "a guarantor takes no more applications, a trading centre no more requests"),
        EventKind.Of(
            "guarantee.issued", GuaranteeTables.Guarantees, "a guarantor put a sealed record on the chain, one of a batch", Sealed),
        EventKind.Of("guarantee.surrendered", GuaranteeTables.Guarantees, "an issuer ended a record that was not revealed", Sealed),
        EventKind.Of("guarantee.revealed", GuaranteeTables.Guarantees, "a sealed record of an opened section is this guarantee"),
        EventKind.Of("guarantee.version_revealed", GuaranteeTables.Guarantees, "a sealed record is this guarantee's next version"),
        EventKind.Of("guarantee.endorsed", GuaranteeTables.Guarantees, "the issuer of a blind guarantee restored its clear document"),
        EventKind.Of("guarantee.amended", GuaranteeTables.Guarantees, "it was raised or lengthened"),
        EventKind.Of("guarantee.released", GuaranteeTables.Guarantees, "the beneficiary gave it back, and for which reason"),
        EventKind.Of("guarantee.claimed", GuaranteeTables.Guarantees, "the beneficiary claims"),
        EventKind.Of("guarantee.claim_refused", GuaranteeTables.Guarantees, "the issuer refused the claim, with every discrepancy"),
        EventKind.Of("guarantee.paid", GuaranteeTables.Guarantees, "the issuer paid the claim"),
        EventKind.Of("guarantee.payment_suspended", GuaranteeTables.Guarantees, "a court's order stops the payment"),
        EventKind.Of("guarantee.suit_filed", GuaranteeTables.Guarantees, "the suit that the order needs was filed in time"),
        EventKind.Of("guarantee.payment_resumed", GuaranteeTables.Guarantees, "the order was lifted or lapsed, and the payment goes on"),

        EventKind.Of(
            "credential.recorded", CredentialTables.Records, "an authority put a fact about a subject on the chain (链资信)",
            "who a person in it is: a salted commitment stands there"),
        EventKind.Of(
            "credential.changed", CredentialTables.Records, "its issuer suspended, restored, revoked, superseded or repaired a record"),
        EventKind.Of(
            "credential.committed", CredentialTables.Commitments, "its issuer bound itself to each field of a record, for passports",
            "the salts: subject and issuer hold them; to whom the subject shows which fields, and for which section"),
        EventKind.Of(
            "credential.checked", CredentialTables.Checks, "a section's centre checked a bidder's records",
            "that it did, before the section was open: a check of before stands nowhere on the chain"),
        EventKind.Of("qualification_type.put", CredentialTables.Catalog, "the levels of a qualification change from a date on"),
        EventKind.Of("issuer_competence.put", CredentialTables.Competences, "what an authority may record changes from a date on"),

        EventKind.Of("bond_cap.put", TenderTables.BondCaps, "the law's cap on bonds changes from a date on"),
        EventKind.Of("tender_rule.put", TenderTables.Rules, "the periods of a region and trade class change from a date on"),
        EventKind.Of("work_calendar.put", TenderTables.WorkCalendars, "a year's working days were set"),
    ];

    private static readonly Dictionary<string, EventKind> ByType = Rows.ToDictionary(row => row.Type, StringComparer.Ordinal);

    /// <summary>The rows, in the order of the contracts.</summary>
    public static IReadOnlyList<EventKind> All => Rows;

    /// <summary>The row of a type; null where no contract states such a fact.</summary>
    public static EventKind? Find(string type) => ByType.GetValueOrDefault(type);

    /// <summary>Whether any type begins so; the empty prefix is every type's.</summary>
    public static bool HasPrefix(string prefix) => Rows.Any(row => row.Type.StartsWith(prefix, StringComparison.Ordinal));
}

/// <summary>One type of event: whatever is said of it anywhere follows from this row of <see cref="EventCatalog"/>.</summary>
/// <param name="Type">Its name, a fact in the past tense: <c>guarantee.released</c>. Never changes.</param>
/// <param name="Table">The table whose record changed, <c>contract/table</c>.</param>
/// <param name="Record">The message that <c>Event.record</c> holds; null where the record was removed.</param>
/// <param name="Tells">What happened.</param>
/// <param name="Keeps">
/// What the event does not tell although it is about it, and who learns that when; empty where it tells everyone all.
/// </param>
public sealed record EventKind(string Type, string Table, string? Record, string Tells, string Keeps = "")
{
    internal static EventKind Of<TRecord>(string type, StateTable<TRecord> table, string tells, string keeps = "")
        where TRecord : class, IMessage<TRecord>, new() => new(type, table.Name, new TRecord().Descriptor.Name, tells, keeps);

    internal static EventKind Removal<TRecord>(string type, StateTable<TRecord> table, string tells)
        where TRecord : class, IMessage<TRecord>, new() => new(type, table.Name, null, tells);
}
