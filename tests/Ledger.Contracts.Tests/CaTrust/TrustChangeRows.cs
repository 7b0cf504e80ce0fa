using Ledger.Protocol;
using Ledger.Protocol.V1;
using Ledger.Schema;
using Ledger.Schema.CaTrust;

namespace Ledger.Contracts.Tests;

/// <summary>The trust list: one row for each change that a vote may make and each refusal.</summary>
internal static class TrustChangeRows
{
    internal static IEnumerable<Row> All => [.. Entries, .. Statuses, .. AcceptanceRows, .. FloorRows, .. FreshnessRows];

    private static IEnumerable<Row> Entries =>
    [
        Row("ca: entered", RefusalCode.None, w => w.Enact(TrustWorld.Entering()), "ca.entered"),
        Row(
            "ca: changed",
            RefusalCode.None,
            w => w.MustEnact(TrustWorld.Entering()).Enact(TrustWorld.Entering(e => e.Name = "新名")),
            "ca.changed"),
        Row("ca: its id with capitals", RefusalCode.BadCode, w => w.Enact(TrustWorld.Entering(e => e.CaId = "Test"))),
        Row("ca: its id 'all'", RefusalCode.BadCode, w => w.Enact(TrustWorld.Entering(e => e.CaId = "all"))),
        Row("ca: its id of 33", RefusalCode.BadCode, w => w.Enact(TrustWorld.Entering(e => e.CaId = new string('a', 33)))),
        Row("ca: without name", RefusalCode.BadText, w => w.Enact(TrustWorld.Entering(e => e.Name = ""))),
        Row("ca: without code", RefusalCode.BadUscc, w => w.Enact(TrustWorld.Entering(e => e.Uscc = ""))),
        Row("ca: of an unknown profile", RefusalCode.BadCode, w => w.Enact(TrustWorld.Entering(e => e.Profile = "none"))),
        Row(
            "ca: with nine addresses",
            RefusalCode.BadCount,
            w => w.Enact(TrustWorld.Entering(e => e.OcspUrls.Add(Enumerable.Repeat("http://a", 9))))),
        Row(
            "ca: with an approval of 31 bytes",
            RefusalCode.BadDigest,
            w => w.Enact(TrustWorld.Entering(e => e.Approvals.Add(World.Blob(31))))),
        Row("ca: with its licences", RefusalCode.None, w => w.Enact(TrustWorld.Entering(e => e.Licences.Add(Licence()))), "ca.entered"),
        Row("ca: with nine licences", RefusalCode.BadCount,
            w => w.Enact(TrustWorld.Entering(e => e.Licences.Add(Enumerable.Repeat(Licence(), 9))))),
        Row("ca: with a licence of no kind", RefusalCode.BadEnumeration,
            w => w.Enact(TrustWorld.Entering(e => e.Licences.Add(Licence(l => l.Kind = LicenceKind.Unspecified))))),
        Row("ca: with a licence without number", RefusalCode.BadText,
            w => w.Enact(TrustWorld.Entering(e => e.Licences.Add(Licence(l => l.Number = ""))))),
        Row("ca: with a licence that ends as it begins", RefusalCode.BadCount,
            w => w.Enact(TrustWorld.Entering(e => e.Licences.Add(Licence(l => l.ValidUntil = l.ValidFrom))))),
        Row("ca: with a licence from no time", RefusalCode.BadCount,
            w => w.Enact(TrustWorld.Entering(e => e.Licences.Add(Licence(l => l.ValidFrom = 0))))),
        Row("ca: without anchor", RefusalCode.BadProposal, w => w.Enact(TrustWorld.Entering(e => e.Certificates.RemoveAt(0)))),
        Row(
            "ca: a leaf as anchor",
            RefusalCode.BadProposal,
            w => w.Enact(TrustWorld.Entering(e => e.Certificates[0].Der = Certificates.Leaf(World.Uscc(7)).ToDer()))),
        Row(
            "ca: an anchor whose key opens a section",
            RefusalCode.KeyOpensSection,
            w => w.WithSection().Enact(TrustWorld.Entering(e => e.Certificates[0].Der = Certificates.Once(
                Certificates.IssuerOf(77, "Root of 77").IssueRoot(new byte[] { 7 }, World.Start, Certificates.NotAfter)).ToDer()))),
        Row("ca: bytes as anchor", RefusalCode.BadProposal, w => w.Enact(TrustWorld.Entering(e => e.Certificates[0].Der = World.Blob(50)))),
        Row(
            "ca: a certificate twice",
            RefusalCode.BadProposal,
            w => w.Enact(TrustWorld.Entering(e => e.Certificates.Add(e.Certificates[0].Clone())))),
        Row(
            "ca: with a time of its own",
            RefusalCode.BadProposal,
            w => w.Enact(TrustWorld.Entering(e => e.Certificates[0].TrustedFrom = 1))),
        Row("ca: with a certificate that was left out", RefusalCode.BadProposal,
            w => w.MustEnact(TrustWorld.Entering(), TrustWorld.Entering(e => e.Certificates.RemoveAt(1))).Enact(TrustWorld.Entering())),
        Row("ca: entered by one vote alone", RefusalCode.UnknownAuthority, w =>
        {
            w.MustRun(w.Centre, MembershipRows.Proposal(p => p.Trust = TrustWorld.Entering()));
            w.MustRun(w.Centre, MembershipRows.Vote(true));
            return w.Run(w.Centre, TrustWorld.Importing(TrustWorld.RootCrl(w.Time)));
        }),
        Row(
            "ca: proposed by no member",
            RefusalCode.NotPermitted,
            w => w.Run(w.Bidder, MembershipRows.Proposal(p => p.Trust = TrustWorld.Entering()))),
    ];

    private static IEnumerable<Row> Statuses =>
    [
        Move("connecting to active", RefusalCode.None, AuthorityStatus.Active),
        Move("connecting to withdrawn", RefusalCode.None, AuthorityStatus.Withdrawn),
        Move("connecting to suspended", RefusalCode.BadProposal, AuthorityStatus.Suspended),
        Move("active to suspended", RefusalCode.None, AuthorityStatus.Active, AuthorityStatus.Suspended),
        Move("active to withdrawn", RefusalCode.None, AuthorityStatus.Active, AuthorityStatus.Withdrawn),
        Move("active to active", RefusalCode.BadProposal, AuthorityStatus.Active, AuthorityStatus.Active),
        Move("active to connecting", RefusalCode.BadProposal, AuthorityStatus.Active, AuthorityStatus.Connecting),
        Move("suspended to active", RefusalCode.None, AuthorityStatus.Active, AuthorityStatus.Suspended, AuthorityStatus.Active),
        Move("suspended to withdrawn", RefusalCode.None, AuthorityStatus.Active, AuthorityStatus.Suspended, AuthorityStatus.Withdrawn),
        Move("withdrawn to active", RefusalCode.BadProposal, AuthorityStatus.Withdrawn, AuthorityStatus.Active),
        Move("to nothing", RefusalCode.BadProposal, AuthorityStatus.Unspecified),
        Row("status: of no CA", RefusalCode.UnknownAuthority, w => w.Enact(TrustWorld.Status(AuthorityStatus.Active))),
        Row("status: suspended without evidence", RefusalCode.BadDigest,
            w => w.WithCa().Enact(TrustWorld.Status(AuthorityStatus.Suspended, s => s.EvidenceDigest = Google.Protobuf.ByteString.Empty))),
        Row(
            "status: without reason",
            RefusalCode.BadText,
            w => w.WithCa().Enact(TrustWorld.Status(AuthorityStatus.Suspended, s => s.Reason = ""))),
        Row("status: the 129th", RefusalCode.HistoryFull, w =>
        {
            w.WithCa();
            while (AuthorityRecords.Standing(TrustWorld.CaId, w.State).Statuses.Count < DatedList.EntriesMax)
            {
                AuthorityStatuses.Enact(TrustWorld.Status(AuthorityStatus.Active).SetStatus, w.State, w.Later(1).Time);
            }

            return w.Enact(TrustWorld.Status(AuthorityStatus.Suspended));
        }),
    ];

    private static IEnumerable<Row> AcceptanceRows =>
    [
        Row(
            "acceptance: by a region",
            RefusalCode.None,
            w => w.WithCa().Enact(TrustWorld.Accepting("440400", AcceptedUsage.Sign)),
            "acceptance.changed"),
        Row("acceptance: by a centre", RefusalCode.None, w => w.WithCa().Enact(TrustWorld.Accepting(World.Uscc(1), AcceptedUsage.Sign))),
        Row("acceptance: for nothing", RefusalCode.None, w => w.WithCa().Enact(TrustWorld.Accepting("440400"))),
        Row("acceptance: nowhere", RefusalCode.BadUscc, w => w.WithCa().Enact(TrustWorld.Accepting("珠海", AcceptedUsage.Sign))),
        Row(
            "acceptance: a usage twice",
            RefusalCode.BadEnumeration,
            w => w.WithCa().Enact(TrustWorld.Accepting("440400", AcceptedUsage.Sign, AcceptedUsage.Sign))),
        Row(
            "acceptance: an unknown usage",
            RefusalCode.BadEnumeration,
            w => w.WithCa().Enact(TrustWorld.Accepting("440400", (AcceptedUsage)9))),
        Row("acceptance: of no CA", RefusalCode.UnknownAuthority, w => w.Enact(TrustWorld.Accepting("440400", AcceptedUsage.Sign))),
    ];

    private static IEnumerable<Row> FloorRows =>
    [
        Row("floor: RSA of 3072 bits", RefusalCode.None, w => w.Enact(TrustWorld.Floor(3072)), "floor.changed"),
        Row("floor: RSA of 512 bits", RefusalCode.BadCount, w => w.Enact(TrustWorld.Floor(512))),
        Row("floor: before 1970", RefusalCode.BadCount, w => w.Enact(TrustWorld.Floor(from: -1))),
    ];

    private static IEnumerable<Row> FreshnessRows =>
    [
        Row("freshness: of all CAs", RefusalCode.None, w => w.Enact(TrustWorld.Freshness(StaleMeaning.Warn)), "freshness_policy.changed"),
        Row("freshness: of one CA", RefusalCode.None, w => w.WithCa().Enact(TrustWorld.Freshness(StaleMeaning.Refuse, TrustWorld.CaId))),
        Row("freshness: of no CA", RefusalCode.UnknownAuthority, w => w.Enact(TrustWorld.Freshness(StaleMeaning.Refuse, TrustWorld.CaId))),
        Row("freshness: of a minute", RefusalCode.BadCount, w => w.Enact(TrustWorld.Freshness(StaleMeaning.Refuse, maxAgeMs: 60_000))),
        Row("freshness: that means nothing", RefusalCode.BadEnumeration, w => w.Enact(TrustWorld.Freshness(StaleMeaning.Unspecified))),
    ];

    private static Row Move(string name, RefusalCode expected, params AuthorityStatus[] statuses) => Row($"status: {name}", expected, w =>
    {
        w.MustEnact(TrustWorld.Entering());
        var refused = Refused.No;
        foreach (var status in statuses)
        {
            Assert.False(refused.IsRefused);
            refused = w.Later(1).Enact(TrustWorld.Status(status));
        }

        return refused;
    });

    private static AuthorityLicence Licence(Action<AuthorityLicence>? change = null)
    {
        var licence = new AuthorityLicence
        {
            Kind = LicenceKind.Certification,
            Number = "ECP44010120001",
            ValidFrom = World.Start,
            ValidUntil = World.Start + (5 * 365 * World.Day),
        };
        change?.Invoke(licence);
        return licence;
    }

    private static Row Row(string name, RefusalCode expected, Func<World, Refused> act, string? @event = null) =>
        new(name, "DOMAIN §3, CA trust entry", expected, act, @event);
}
