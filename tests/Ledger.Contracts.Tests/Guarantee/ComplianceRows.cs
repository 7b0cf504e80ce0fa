using Ledger.Protocol;
using Ledger.Protocol.V1;
using Ledger.Schema.Guarantee;

namespace Ledger.Contracts.Tests;

/// <summary>What makes a revealed guarantee a defective bond: one row for each defect and for the edge where it begins.</summary>
internal static class ComplianceRows
{
    internal static IEnumerable<Row> All =>
    [
        Bond("all good", RefusalCode.None, _ => { }),
        Bond("exactly the bond", RefusalCode.None, t => t.AmountFen = World.BondFen),
        Bond("one fen below the bond", RefusalCode.AmountBelowBond, t => t.AmountFen = World.BondFen - 1),
        Bond("to the last instant", RefusalCode.None, t => t.ValidUntil = World.ValidUntil),
        Bond("one ms too short", RefusalCode.TermTooShort, t => t.ValidUntil = World.ValidUntil - 1),
        Bond("from after the opening", RefusalCode.TermTooShort, t => t.ValidFrom = World.OpeningTime + 1),
        Bond("another beneficiary", RefusalCode.TermsMismatch, t => t.BeneficiaryUscc = World.Uscc(8)),
        Bond(
            "a surety's, not accepted",
            RefusalCode.FormNotAccepted,
            t => (t.Form, t.LegalNature) = (GuaranteeForm.Surety, LegalNature.Accessory),
            a => a.AcceptedForms.RemoveAt(2)),
        Bond("a surety's accessory", RefusalCode.None, t => (t.Form, t.LegalNature) = (GuaranteeForm.Surety, LegalNature.Accessory)),
        Bond("a surety's independent", RefusalCode.LegalNatureUnfit, t => t.Form = GuaranteeForm.Surety),
        Bond("an independent one in its own words", RefusalCode.None, t => t.Wording = Text("independent.v1")),
        Bond("called independent, accessory by its clauses", RefusalCode.LegalNatureUnfit, t => t.Wording = Text("accessory.v1")),
        Bond(
            "called accessory, independent by its clauses", RefusalCode.LegalNatureUnfit,
            t => (t.LegalNature, t.Wording) = (LegalNature.Accessory, Text("independent.v1"))),
        Bond("a bank's insurance", RefusalCode.LegalNatureUnfit, t => t.LegalNature = LegalNature.Insurance),
        Bond("expired", RefusalCode.GuaranteeExpired, _ => { }, later: World.ValidUntil + 1),
        new("bond: released", "DOMAIN §2 查验", RefusalCode.GuaranteeState, w => Defect(w.WithGuarantee(GuaranteeState.Released))),
        new("bond: blind, not endorsed", "DOMAIN §2 查验", RefusalCode.NotEndorsed, w => Defect(VersionRows.Uncovered(w))),
        new(
            "bond: missing",
            "实施条例 §26",
            RefusalCode.BondMissing,
            w => SectionBonds.Of(w.WithSection().Section, [World.Uscc(7)], [], w.Time)[0].Defects.Single()),
        Conflict(
            "member bids by itself",
            RefusalCode.ConsortiumConflict,
            t => t.ConsortiumUsccs.Add(World.Uscc(8)),
            t => t.ApplicantUscc = World.Uscc(8)),
        Conflict("member in two consortia", RefusalCode.ConsortiumConflict, t => t.ConsortiumUsccs.Add(World.Uscc(9)), t =>
        {
            t.ApplicantUscc = World.Uscc(8);
            t.ConsortiumUsccs.Add(World.Uscc(9));
        }),
        Conflict("two of their own", RefusalCode.None, _ => { }, t => t.ApplicantUscc = World.Uscc(8)),
    ];

    private static Wording Text(string name) => GuaranteeWording.All.Single(known => known.Name == name).Reference;

    private static Refused Defect(World w) => First(SectionBonds.Of(w.Section, [World.Uscc(7)], [w.Guarantee], w.Time));

    private static Refused First(IReadOnlyList<BidderBond> bonds)
    {
        var defects = bonds.SelectMany(bond => bond.Defects).ToList();
        Assert.Equal(defects.Count == 0, bonds.All(bond => bond.Complies));
        return defects.Count == 0 ? Refused.No : defects[0];
    }

    private static Row Bond(
        string name, RefusalCode expected, Action<GuaranteeTerms> spoil, Action<AnnounceSection>? section = null, long later = 0) => new(
        $"bond: {name}", "DOMAIN §1, §2 查验", expected, w =>
        {
            var announcement = World.Announcement();
            section?.Invoke(announcement);
            w.MustRun(w.Centre, World.Call(World.Project()));
            w.MustRun(w.Centre, World.Call(announcement));
            Reveal(w, World.Id, spoil);
            w.Time = Math.Max(w.Time, later);
            return Defect(w);
        });

    private static Row Conflict(string name, RefusalCode expected, Action<GuaranteeTerms> first, Action<GuaranteeTerms> second) => new(
        $"bond: {name}", "实施条例 §37; 30号令 §45", expected, w =>
        {
            var other = World.Blob(16, 10);
            w.WithSection();
            Reveal(w, World.Id, first);
            w.Time = World.OpeningTime - 1; // the world's clock is its own: the second is issued in time too
            Reveal(w, other, second);
            var both = new[] { World.Id, other }.Select(
                id => GuaranteeTables.Guarantees.Read(w.State, GuaranteeTables.Guarantees.Key(id.Span))!);
            return First(SectionBonds.Of(w.Section, [World.Uscc(7), World.Uscc(8)], [.. both], w.Time));
        });

    private static void Reveal(World w, Google.Protobuf.ByteString id, Action<GuaranteeTerms> spoil)
    {
        var terms = World.Terms();
        spoil(terms);
        var bytes = World.Encode(terms);
        w.MustRun(w.Guarantor, World.Issuing(World.Seal(bytes, id)));
        w.Time = World.OpeningTime;
        if (w.Section.State == SectionState.Announced)
        {
            w.MustRun(w.Centre, World.Call(World.Opening()));
        }

        w.MustRun(w.Centre, World.Revealing(bytes, id));
    }
}
