using Google.Protobuf;
using Ledger.Protocol;
using Ledger.Protocol.V1;

namespace Ledger.Contracts.Tests;

/// <summary>Later versions that were sealed, and blind guarantees (密文保函): one row for each that counts and each refusal.</summary>
internal static class VersionRows
{
    internal static IEnumerable<Row> All => [.. Versions, .. Blind];

    private static ByteString Later => World.Blob(16, 10);

    private static IEnumerable<Row> Versions =>
    [
        Version("longer", RefusalCode.None, _ => { }, "guarantee.version_revealed"),
        Version(
            "higher",
            RefusalCode.None,
            t => (t.AmountFen, t.ValidUntil) = (World.AmountFen + 1, World.ValidUntil),
            "guarantee.version_revealed"),
        Version("with another premium", RefusalCode.None, t => t.PremiumFen++, "guarantee.version_revealed"),
        Version(
            "with a bidder's signature",
            RefusalCode.TermsMismatch,
            t => t.ApplicantSignature = new ApplicantSignature { CertificateId = World.Blob(32), Value = World.Blob(64) }),
        Version("lower", RefusalCode.AmendmentReduces, t => t.AmountFen--),
        Version("shorter", RefusalCode.AmendmentReduces, t => t.ValidUntil = World.ValidUntil - 1),
        Version("3", RefusalCode.VersionNumber, t => t.Version = 3),
        Version("with another number", RefusalCode.TermsMismatch, t => t.GuaranteeNo = "BH-2"),
        Version("of another bidder", RefusalCode.TermsMismatch, t => t.ApplicantUscc = World.Uscc(8)),
        Version("in favour of another", RefusalCode.TermsMismatch, t => t.BeneficiaryUscc = World.Uscc(8)),
        new(
            "version: before the first is revealed",
            "DOMAIN §2",
            RefusalCode.GuaranteeState,
            w => Prepared(w, Second(_ => { })).Run(w.Centre, Reveal(Second(_ => { })))),
        new("version: twice", "DOMAIN §2", RefusalCode.GuaranteeState, w =>
        {
            Prepared(w, Second(_ => { })).MustRun(w.Centre, World.Revealing(World.Encode(World.Terms())));
            w.MustRun(w.Centre, Reveal(Second(_ => { })));
            return w.Run(w.Centre, Reveal(Second(_ => { })));
        }),
        new("version: surrendered after the opening", "DOMAIN §2: such a surrender is void", RefusalCode.None, w =>
        {
            Prepared(w, Second(_ => { })).MustRun(w.Guarantor, World.Surrendering(Later));
            w.MustRun(w.Centre, World.Revealing(World.Encode(World.Terms())));
            return w.Run(w.Centre, Reveal(Second(_ => { })));
        }, "guarantee.version_revealed"),
        new("version: surrendered after the opening, as its first", "DOMAIN §2: such a surrender is void", RefusalCode.None, w =>
        {
            Prepared(w, Second(_ => { })).MustRun(w.Guarantor, World.Surrendering(Later));
            w.MustRun(w.Guarantor, World.Surrendering());
            w.MustRun(w.Centre, World.Revealing(World.Encode(World.Terms())));
            return w.Run(w.Centre, Reveal(Second(_ => { })));
        }, "guarantee.version_revealed"),
        new("version: surrendered before the opening", "DOMAIN §2", RefusalCode.GuaranteeState, w =>
        {
            var second = Second(_ => { });
            w.WithSealed(sectionOpen: false).MustRun(w.Guarantor, World.Issuing(World.Seal(World.Encode(second), Later)));
            w.MustRun(w.Guarantor, World.Surrendering(Later));
            w.Time = World.OpeningTime;
            w.MustRun(w.Centre, World.Call(World.Opening()));
            w.MustRun(w.Centre, World.Revealing(World.Encode(World.Terms())));
            return w.Run(w.Centre, Reveal(second));
        }),
        new("version: of a claimed one", "DOMAIN §2", RefusalCode.GuaranteeState, w =>
        {
            Prepared(w, Second(_ => { })).MustRun(w.Centre, World.Revealing(World.Encode(World.Terms())));
            w.MustRun(w.Tenderer, World.Claiming());
            return w.Run(w.Centre, Reveal(Second(_ => { })));
        }),
    ];

    private static IEnumerable<Row> Blind =>
    [
        Hidden("all good", RefusalCode.None, (_, _) => { }, "guarantee.revealed"),
        Hidden("without its section", RefusalCode.TermsMismatch, (_, opened) => opened.Section = null),
        Hidden("with another salt", RefusalCode.CommitmentMismatch, (_, opened) => opened.Section.Salt = World.Blob(32, 9)),
        Hidden("with a short salt", RefusalCode.BadDigest, (_, opened) => opened.Section.Salt = World.Blob(16)),
        Hidden("with another beneficiary", RefusalCode.CommitmentMismatch, (_, opened) => opened.Section.BeneficiaryUscc = World.Uscc(8)),
        Hidden("with no section code", RefusalCode.BadCode, (_, opened) => opened.Section.SectionCode = ""),
        Hidden("with a beneficiary without shape", RefusalCode.BadUscc, (_, opened) => opened.Section.BeneficiaryUscc = "1"),
        Hidden("of another section", RefusalCode.TermsMismatch, (terms, opened) =>
        {
            opened.Section.SectionCode = World.TenderProjectCode + "002";
            terms.BlindSection.Commitment = Commit(opened.Section);
        }),
        Hidden("with its section in clear too", RefusalCode.TermsMismatch, (terms, _) => terms.SectionCode = World.SectionCode),
        new("blind: section opened of a clear one", "DOMAIN §2", RefusalCode.TermsMismatch, w =>
        {
            var call = World.Revealing(World.Encode(World.Terms()));
            call.Guarantee.Open.Guarantees[0].Section = Section();
            return w.WithSealed().Run(w.Centre, call);
        }),
        new(
            "blind: endorsed",
            "DOMAIN §2: 批改",
            RefusalCode.None,
            w => Uncovered(w).Run(w.Guarantor, World.Endorsing()),
            "guarantee.endorsed"),
        new("blind: endorsed twice", "DOMAIN §2: 批改", RefusalCode.NotToBeEndorsed, w =>
        {
            Uncovered(w).MustRun(w.Guarantor, World.Endorsing());
            return w.Run(w.Guarantor, World.Endorsing());
        }),
        new(
            "blind: endorsed by another",
            "DOMAIN §2: 批改",
            RefusalCode.NotTheIssuer,
            w => Uncovered(w).Run(w.OtherGuarantor, World.Endorsing())),
        new(
            "blind: endorsed without document",
            "DOMAIN §2: 批改",
            RefusalCode.BadDigest,
            w => Uncovered(w).Run(w.Guarantor, World.Endorsing(0))),
        new(
            "blind: endorsed while sealed",
            "DOMAIN §2: 批改",
            RefusalCode.GuaranteeState,
            w => w.WithSealed().Run(w.Guarantor, World.Endorsing())),
    ];

    internal static SectionOpening Section() =>
        new() { Salt = World.Blob(32, 6), SectionCode = World.SectionCode, BeneficiaryUscc = World.Uscc(6) };

    internal static GuaranteeTerms BlindTerms()
    {
        var terms = World.Terms();
        (terms.SectionCode, terms.BeneficiaryUscc) = ("", "");
        terms.BlindSection = new BlindSection { Commitment = Commit(Section()), Sealed = World.Blob(154) };
        return terms;
    }

    internal static World Uncovered(World w)
    {
        var terms = BlindTerms();
        w.WithSealed(terms).MustRun(w.Centre, RevealBlind(terms, Section()));
        return w;
    }

    private static ByteString Commit(SectionOpening section) =>
        ByteString.CopyFrom(BlindSectionCommitment.Compute(World.Hasher, section).ToArray());

    private static Call RevealBlind(GuaranteeTerms terms, SectionOpening? section)
    {
        var call = World.Revealing(World.Encode(terms));
        call.Guarantee.Open.Guarantees[0].Section = section;
        return call;
    }

    private static Row Hidden(string name, RefusalCode expected, Action<GuaranteeTerms, OpenedGuarantee> spoil, string? @event = null) =>
        new(
        $"blind: {name}", "DOMAIN §2: 密文保函", expected, w =>
        {
            var terms = BlindTerms();
            var opened = new OpenedGuarantee { GuaranteeId = World.Id, Salt = World.Blob(32, 5), Section = Section() };
            spoil(terms, opened);
            opened.Terms = World.Encode(terms);
            return w.WithSealed(terms)
                .Run(
                    w.Centre,
                    new Call
                    {
                        Guarantee = new GuaranteeCall
                        {
                            Open = new OpenGuarantees { SectionCode = World.SectionCode, Guarantees = { opened } },
                        },
                    });
        }, @event);

    private static GuaranteeTerms Second(Action<GuaranteeTerms> spoil)
    {
        var terms = World.Terms();
        (
            terms.Version,
            terms.Amends,
            terms.ValidUntil,
            terms.ApplicationDigest) = (2, World.Id, World.ValidUntil + World.Day, World.Blob(32, 8));
        spoil(terms);
        return terms;
    }

    private static World Prepared(World w, GuaranteeTerms second)
    {
        w.WithSection()
            .MustRun(w.Guarantor, World.Issuing(World.Seal(World.Encode(World.Terms())), World.Seal(World.Encode(second), Later)));
        w.Time = World.OpeningTime;
        w.MustRun(w.Centre, World.Call(World.Opening()));
        return w;
    }

    private static Call Reveal(GuaranteeTerms second) => World.Revealing(World.Encode(second), Later);

    private static Row Version(string name, RefusalCode expected, Action<GuaranteeTerms> spoil, string? @event = null) => new(
        $"version: {name}", "DOMAIN §2: only lengthen or raise", expected, w =>
        {
            var second = Second(spoil);
            Prepared(w, second).MustRun(w.Centre, World.Revealing(World.Encode(World.Terms())));
            return w.Run(w.Centre, Reveal(second));
        }, @event);
}
