using Google.Protobuf;
using Ledger.Protocol;
using Ledger.Protocol.V1;

namespace Ledger.Contracts.Tests;

/// <summary>The Guarantee contract: one row for each transition allowed and each refusal.</summary>
internal static class GuaranteeRows
{
    internal static IEnumerable<Row> All => [.. Issuing, .. Revealing, .. Terms];

    private static ByteString GoodTerms => World.Encode(World.Terms());

    private static IEnumerable<Row> Issuing =>
    [
        new("issue: one", "DESIGN §8", RefusalCode.None, w => w.Run(w.Guarantor, World.Issuing(Sealed(1))), "guarantee.issued"),
        new(
            "issue: 64",
            "DESIGN §8",
            RefusalCode.None,
            w => w.Run(w.Guarantor, World.Issuing([.. Enumerable.Range(1, 64).Select(i => Sealed((byte)i))]))),
        new("issue: none", "DESIGN §8", RefusalCode.BadBatchSize, w => w.Run(w.Guarantor, World.Issuing())),
        new("issue: three", "DESIGN §8", RefusalCode.BadBatchSize, w => w.Run(w.Guarantor, World.Issuing(Sealed(1), Sealed(2), Sealed(3)))),
        new(
            "issue: 128",
            "DESIGN §8",
            RefusalCode.BadBatchSize,
            w => w.Run(w.Guarantor, World.Issuing([.. Enumerable.Range(1, 128).Select(i => Sealed((byte)i))]))),
        new("issue: by no guarantor", "DOMAIN §2", RefusalCode.NotPermitted, w => w.Run(w.Centre, World.Issuing(Sealed(1)))),
        new(
            "issue: id of 15",
            "DESIGN §8",
            RefusalCode.BadGuaranteeId,
            w => w.Run(w.Guarantor, World.Issuing(World.Seal(GoodTerms, World.Blob(15))))),
        new(
            "issue: commitment of 31",
            "DESIGN §8",
            RefusalCode.BadDigest,
            w => w.Run(w.Guarantor, World.Issuing(Spoil(s => s.Commitment = World.Blob(31))))),
        new(
            "issue: one byte short",
            "DESIGN §8",
            RefusalCode.BadSealedSize,
            w => w.Run(w.Guarantor, World.Issuing(Spoil(s => s.Sealed = World.Blob(SealedTerms.SealedBytes - 1))))),
        new(
            "issue: one byte long",
            "DESIGN §8",
            RefusalCode.BadSealedSize,
            w => w.Run(w.Guarantor, World.Issuing(Spoil(s => s.Sealed = World.Blob(SealedTerms.SealedBytes + 1))))),
        new(
            "issue: same id twice in a batch",
            "DESIGN §8",
            RefusalCode.GuaranteeExists,
            w => w.Run(w.Guarantor, World.Issuing(Sealed(1), Sealed(1)))),
        new(
            "issue: same id later",
            "DESIGN §8",
            RefusalCode.GuaranteeExists,
            w => w.WithSealed().Run(w.OtherGuarantor, World.Issuing(World.Seal(GoodTerms)))),
    ];

    private static IEnumerable<Row> Revealing =>
    [
        new(
            "reveal: before opening",
            "DOMAIN §2",
            RefusalCode.SectionNotOpen,
            w => w.WithSealed(sectionOpen: false).Run(w.Centre, World.Revealing(GoodTerms))),
        new("reveal: of a failed section", "DOMAIN §2: never reveal on FAILED", RefusalCode.SectionNotOpen, w =>
        {
            w.WithSealed(sectionOpen: false).Time = World.OpeningTime;
            w.MustRun(w.Centre, World.Call(World.Failing()));
            return w.Run(w.Centre, World.Revealing(GoodTerms));
        }),
        new(
            "reveal: by another centre",
            "DOMAIN §2",
            RefusalCode.OtherCentre,
            w => w.WithSealed().Run(w.OtherCentre, World.Revealing(GoodTerms))),
        new("reveal: of no section", "DOMAIN §2", RefusalCode.UnknownSection, w => w.Run(w.Centre, World.Revealing(GoodTerms))),
        new(
            "reveal: by the issuer",
            "DOMAIN §2: issuer confirms",
            RefusalCode.None,
            w => w.WithSealed().Run(w.Guarantor, World.Revealing(GoodTerms)),
            "guarantee.revealed"),
        new(
            "reveal: by the bidder whom the centre left out",
            "DOMAIN §2",
            RefusalCode.None,
            w => w.WithSealed().Run(w.Bidder, World.Revealing(GoodTerms)),
            "guarantee.revealed"),
        new("reveal: surrendered before the opening", "DOMAIN §2", RefusalCode.GuaranteeState,
            w => w.WithGuarantee(GuaranteeState.Surrendered).Run(w.Centre, World.Revealing(GoodTerms))),
        new("reveal: surrendered after the opening", "DOMAIN §2: after the deadline the applicant can never cancel alone", RefusalCode.None,
            w =>
        {
            w.WithSealed().MustRun(w.Guarantor, World.Surrendering());
            return w.Run(w.Centre, World.Revealing(GoodTerms));
        }, "guarantee.revealed"),
        new("reveal: of a section paused before its opening", "DOMAIN §1", RefusalCode.SectionNotOpen, w =>
        {
            w.WithSealed(sectionOpen: false).MustRun(w.Centre, World.Call(World.Pausing()));
            return w.Run(w.Centre, World.Revealing(GoodTerms));
        }),
        new("reveal: of a section paused since its opening", "DOMAIN §1", RefusalCode.None, w =>
        {
            w.WithSealed().MustRun(w.Centre, World.Call(World.Pausing()));
            return w.Run(w.Centre, World.Revealing(GoodTerms));
        }, "guarantee.revealed"),
        new("reveal: none", "DESIGN §11", RefusalCode.BadCount, w => w.WithSealed().Run(w.Centre, Revealed(c => c.Guarantees.Clear()))),
        new("reveal: 65", "DESIGN §11", RefusalCode.BadCount, w => w.WithSealed().Run(w.Centre, Revealed(
            c => c.Guarantees.AddRange(Enumerable.Repeat(c.Guarantees[0], 64))))),
        new(
            "reveal: unknown",
            "DOMAIN §2",
            RefusalCode.UnknownGuarantee,
            w => w.WithSealed().Run(w.Centre, World.Revealing(GoodTerms, World.Blob(16, 8)))),
        new(
            "reveal: id of 17",
            "DESIGN §8",
            RefusalCode.BadGuaranteeId,
            w => w.WithSealed().Run(w.Centre, World.Revealing(GoodTerms, World.Blob(17)))),
        new(
            "reveal: salt of 16",
            "DESIGN §8",
            RefusalCode.BadDigest,
            w => w.WithSealed().Run(w.Centre, Revealed(c => c.Guarantees[0].Salt = World.Blob(16)))),
        new(
            "reveal: another salt",
            "DOMAIN §2",
            RefusalCode.CommitmentMismatch,
            w => w.WithSealed().Run(w.Centre, Revealed(c => c.Guarantees[0].Salt = World.Blob(32, 6)))),
        new("reveal: raised amount", "DOMAIN §2", RefusalCode.CommitmentMismatch, w =>
        {
            var raised = World.Terms();
            raised.AmountFen++;
            return w.WithSealed().Run(w.Centre, World.Revealing(World.Encode(raised)));
        }),
        new("reveal: a decoy's commitment", "DOMAIN §2", RefusalCode.CommitmentMismatch, w =>
        {
            w.WithSection().MustRun(w.Guarantor, World.Issuing(Spoil(s => s.Commitment = World.Blob(32, 0))));
            w.Time = World.OpeningTime;
            w.MustRun(w.Centre, World.Call(World.Opening()));
            return w.Run(w.Centre, World.Revealing(GoodTerms));
        }),
        new(
            "reveal: terms that are no message",
            "DOMAIN §2",
            RefusalCode.TermsMismatch,
            w => RevealBytes(w, ByteString.CopyFromUtf8("not terms"))),
        new(
            "reveal: terms with an unknown field",
            "DOMAIN §2",
            RefusalCode.TermsMismatch,
            w => RevealBytes(w, ByteString.CopyFrom([.. GoodTerms.Span, 0x98, 0x06, 0x01]))),
        new(
            "reveal: terms with a field twice",
            "DOMAIN §2",
            RefusalCode.TermsMismatch,
            w => RevealBytes(w, ByteString.CopyFrom([.. GoodTerms.Span, .. GoodTerms.Span]))),
        new("reveal: second live one of the bidder", "DESIGN §6", RefusalCode.GuaranteeForBidderExists, SecondOfBidder),
        new("reveal: next one after a release", "DESIGN §6", RefusalCode.None, w => AfterRelease(w), "guarantee.revealed"),
        new("reveal: two of one bidder in one call", "DESIGN §6", RefusalCode.GuaranteeForBidderExists, TwoInOneCall),
    ];

    private static IEnumerable<Row> Terms =>
    [
        Term("all good", RefusalCode.None, _ => { }, "guarantee.revealed"),
        Term("below the bond, to be seen", RefusalCode.None, t => t.AmountFen = World.BondFen - 1, "guarantee.revealed"),
        Term("amount beyond all", RefusalCode.BadAmount, t => t.AmountFen = long.MaxValue),
        Term("negative premium", RefusalCode.BadAmount, t => t.PremiumFen = -1),
        Term("another section", RefusalCode.TermsMismatch, t => t.SectionCode = World.TenderProjectCode + "002"),
        Term("another guarantor", RefusalCode.TermsMismatch, t => t.GuarantorUscc = World.Uscc(4)),
        Term("beneficiary without shape", RefusalCode.BadUscc, t => t.BeneficiaryUscc = "X"),
        Term("bidder without shape", RefusalCode.BadUscc, t => t.ApplicantUscc = "X"),
        new("terms: bidder whose check fails", "DOMAIN §4: a warning", RefusalCode.None, w =>
        {
            var terms = World.Terms();
            terms.ApplicantUscc = "91350100M0001TGQXM";
            w.Register(9, record => record.Uscc = terms.ApplicantUscc);
            return RevealBytes(w, World.Encode(terms, signedBy: 9));
        }),
        Term("no form", RefusalCode.BadEnumeration, t => t.Form = GuaranteeForm.Unspecified),
        Term("unknown nature", RefusalCode.BadEnumeration, t => t.LegalNature = (LegalNature)9),
        Term("digest of 31", RefusalCode.BadDigest, t => t.DocumentDigest = World.Blob(31)),
        Term("no application", RefusalCode.BadDigest, t => t.ApplicationDigest = ByteString.Empty),
        Term("no wording", RefusalCode.BadText, t => t.Wording = null),
        Term("wording without a name", RefusalCode.BadText, t => t.Wording.Name = ""),
        Term("wording of 33 characters", RefusalCode.BadText, t => t.Wording.Name = new string('v', 33)),
        Term("wording's digest of 31", RefusalCode.BadDigest, t => t.Wording.Digest = World.Blob(31)),
        Term("a guarantor's own wording", RefusalCode.None, t => t.Wording.Name = "海韵银行保函.v3"),
        Term("no number", RefusalCode.BadText, t => t.GuaranteeNo = ""),
        Term("version 0", RefusalCode.VersionNumber, t => t.Version = 0),
        Term("version 1 that amends", RefusalCode.VersionNumber, t => t.Amends = World.Blob(16)),
        Term("version 2 that amends nothing", RefusalCode.BadGuaranteeId, t => t.Version = 2),
        Term("version 2 of an unknown one", RefusalCode.UnknownGuarantee, t => (t.Version, t.Amends) = (2, World.Blob(16, 77))),
        Term("consortium", RefusalCode.None, t => t.ConsortiumUsccs.AddRange([World.Uscc(8), World.Uscc(9)])),
        Term("consortium of ten", RefusalCode.BadCount, t => t.ConsortiumUsccs.AddRange(Enumerable.Range(11, 9).Select(World.Uscc))),
        Term("consortium with its lead", RefusalCode.BadCount, t => t.ConsortiumUsccs.Add(World.Uscc(7))),
        Term("consortium with a member twice", RefusalCode.BadCount, t => t.ConsortiumUsccs.AddRange([World.Uscc(8), World.Uscc(8)])),
        Term("consortium out of order", RefusalCode.BadCount, t => t.ConsortiumUsccs.AddRange([World.Uscc(9), World.Uscc(8)])),
        Term("consortium member without shape", RefusalCode.BadUscc, t => t.ConsortiumUsccs.Add("1")),
        new("terms: issued at the opening time", "DOMAIN §2: before deadline", RefusalCode.IssuedAfterOpening, w =>
        {
            w.WithSection(SectionState.Closed).MustRun(w.Guarantor, World.Issuing(World.Seal(GoodTerms)));
            w.MustRun(w.Centre, World.Call(World.Opening()));
            return w.Run(w.Centre, World.Revealing(GoodTerms));
        }),
    ];

    private static Row Term(string name, RefusalCode expected, Action<GuaranteeTerms> spoil, string? @event = null) => new(
        $"terms: {name}", "DOMAIN §1, §2", expected, w =>
        {
            var terms = World.Terms();
            spoil(terms);
            return w.WithSealed(terms).Run(w.Centre, World.Revealing(World.Encode(terms)));
        }, @event);

    private static SealedGuarantee Sealed(byte id) => World.Seal(GoodTerms, World.Blob(16, id));

    private static SealedGuarantee Spoil(Action<SealedGuarantee> spoil)
    {
        var item = World.Seal(GoodTerms);
        spoil(item);
        return item;
    }

    private static Call Revealed(Action<OpenGuarantees> spoil)
    {
        var call = World.Revealing(GoodTerms);
        spoil(call.Guarantee.Open);
        return call;
    }

    private static Refused RevealBytes(World w, ByteString terms)
    {
        w.WithSection().MustRun(w.Guarantor, World.Issuing(World.Seal(terms)));
        w.Time = World.OpeningTime;
        w.MustRun(w.Centre, World.Call(World.Opening()));
        return w.Run(w.Centre, World.Revealing(terms));
    }

    private static Refused SecondOfBidder(World w)
    {
        w.WithSection().MustRun(w.Guarantor, World.Issuing(Sealed(1), Sealed(2)));
        w.Time = World.OpeningTime;
        w.MustRun(w.Centre, World.Call(World.Opening()));
        w.MustRun(w.Centre, World.Revealing(GoodTerms, World.Blob(16, 1)));
        return w.Run(w.Centre, World.Revealing(GoodTerms, World.Blob(16, 2)));
    }

    private static Refused TwoInOneCall(World w)
    {
        w.WithSection().MustRun(w.Guarantor, World.Issuing(Sealed(1), Sealed(2)));
        w.Time = World.OpeningTime;
        w.MustRun(w.Centre, World.Call(World.Opening()));
        var both = World.Revealing(GoodTerms, World.Blob(16, 1));
        both.Guarantee.Open.Guarantees.Add(World.Revealing(GoodTerms, World.Blob(16, 2)).Guarantee.Open.Guarantees[0]);
        return w.Run(w.Centre, both);
    }

    private static Refused AfterRelease(World w)
    {
        w.WithSection().MustRun(w.Guarantor, World.Issuing(World.Seal(GoodTerms), Sealed(2)));
        w.Time = World.OpeningTime;
        w.MustRun(w.Centre, World.Call(World.Opening()));
        w.MustRun(w.Centre, World.Revealing(GoodTerms));
        w.MustRun(w.Tenderer, World.Releasing());
        return w.Run(w.Centre, World.Revealing(GoodTerms, World.Blob(16, 2)));
    }
}
