using Google.Protobuf;
using Ledger.Protocol;
using Ledger.Protocol.V1;

namespace Ledger.Contracts.Tests;

/// <summary>The Guarantee contract: one row for each transition allowed and each refusal.</summary>
internal static class GuaranteeRows
{
    internal static IEnumerable<Row> All => [.. Issuing, .. Revealing, .. Terms, .. Endings, .. StateMatrix];

    private static ByteString GoodTerms => World.Terms().ToByteString();

    private static IEnumerable<Row> Issuing =>
    [
        new("issue: one", "DESIGN §8", RefusalCode.None, w => w.Run(w.Guarantor, World.Issuing(Sealed(1))), "guarantee.issued"),
        new("issue: 64", "DESIGN §8", RefusalCode.None, w => w.Run(w.Guarantor, World.Issuing([.. Enumerable.Range(1, 64).Select(i => Sealed((byte)i))]))),
        new("issue: none", "DESIGN §8", RefusalCode.BadBatchSize, w => w.Run(w.Guarantor, World.Issuing())),
        new("issue: three", "DESIGN §8", RefusalCode.BadBatchSize, w => w.Run(w.Guarantor, World.Issuing(Sealed(1), Sealed(2), Sealed(3)))),
        new("issue: 128", "DESIGN §8", RefusalCode.BadBatchSize, w => w.Run(w.Guarantor, World.Issuing([.. Enumerable.Range(1, 128).Select(i => Sealed((byte)i))]))),
        new("issue: by no guarantor", "DOMAIN §2", RefusalCode.NotPermitted, w => w.Run(w.Centre, World.Issuing(Sealed(1)))),
        new("issue: id of 15", "DESIGN §8", RefusalCode.BadGuaranteeId, w => w.Run(w.Guarantor, World.Issuing(World.Seal(GoodTerms, World.Blob(15))))),
        new("issue: commitment of 31", "DESIGN §8", RefusalCode.BadDigest, w => w.Run(w.Guarantor, World.Issuing(Spoil(s => s.Commitment = World.Blob(31))))),
        new("issue: one byte short", "DESIGN §8", RefusalCode.BadSealedSize, w => w.Run(w.Guarantor, World.Issuing(Spoil(s => s.Sealed = World.Blob(720))))),
        new("issue: one byte long", "DESIGN §8", RefusalCode.BadSealedSize, w => w.Run(w.Guarantor, World.Issuing(Spoil(s => s.Sealed = World.Blob(722))))),
        new("issue: same id twice in a batch", "DESIGN §8", RefusalCode.GuaranteeExists, w => w.Run(w.Guarantor, World.Issuing(Sealed(1), Sealed(1)))),
        new("issue: same id later", "DESIGN §8", RefusalCode.GuaranteeExists, w => w.WithSealed().Run(w.OtherGuarantor, World.Issuing(World.Seal(GoodTerms)))),
    ];

    private static IEnumerable<Row> Revealing =>
    [
        new("reveal: before opening", "DOMAIN §2", RefusalCode.SectionNotOpen, w => w.WithSealed(sectionOpen: false).Run(w.Centre, World.Revealing(GoodTerms))),
        new("reveal: of a failed section", "DOMAIN §2: never reveal on FAILED", RefusalCode.SectionNotOpen, w =>
        {
            w.WithSealed(sectionOpen: false).Time = World.OpeningTime;
            w.MustRun(w.Centre, World.Call(World.Failing(FailureReason.FewerThanThreeBidders)));
            return w.Run(w.Centre, World.Revealing(GoodTerms));
        }),
        new("reveal: by another centre", "DOMAIN §2", RefusalCode.OtherCentre, w => w.WithSealed().Run(w.OtherCentre, World.Revealing(GoodTerms))),
        new("reveal: of no section", "DOMAIN §2", RefusalCode.UnknownSection, w => w.Run(w.Centre, World.Revealing(GoodTerms))),
        new("reveal: none", "DESIGN §11", RefusalCode.BadCount, w => w.WithSealed().Run(w.Centre, Revealed(c => c.Guarantees.Clear()))),
        new("reveal: 65", "DESIGN §11", RefusalCode.BadCount, w => w.WithSealed().Run(w.Centre, Revealed(
            c => c.Guarantees.AddRange(Enumerable.Repeat(c.Guarantees[0], 64))))),
        new("reveal: unknown", "DOMAIN §2", RefusalCode.UnknownGuarantee, w => w.WithSealed().Run(w.Centre, World.Revealing(GoodTerms, World.Blob(16, 8)))),
        new("reveal: id of 17", "DESIGN §8", RefusalCode.BadGuaranteeId, w => w.WithSealed().Run(w.Centre, World.Revealing(GoodTerms, World.Blob(17)))),
        new("reveal: salt of 16", "DESIGN §8", RefusalCode.BadDigest, w => w.WithSealed().Run(w.Centre, Revealed(c => c.Guarantees[0].Salt = World.Blob(16)))),
        new("reveal: another salt", "DOMAIN §2", RefusalCode.CommitmentMismatch, w => w.WithSealed().Run(w.Centre, Revealed(c => c.Guarantees[0].Salt = World.Blob(32, 6)))),
        new("reveal: raised amount", "DOMAIN §2", RefusalCode.CommitmentMismatch, w =>
        {
            var raised = World.Terms();
            raised.AmountFen++;
            return w.WithSealed().Run(w.Centre, World.Revealing(raised.ToByteString()));
        }),
        new("reveal: a decoy's commitment", "DOMAIN §2", RefusalCode.CommitmentMismatch, w =>
        {
            w.WithSection().MustRun(w.Guarantor, World.Issuing(Spoil(s => s.Commitment = World.Blob(32, 0))));
            w.Time = World.OpeningTime;
            w.MustRun(w.Centre, World.Call(World.Opening()));
            return w.Run(w.Centre, World.Revealing(GoodTerms));
        }),
        new("reveal: terms that are no message", "DOMAIN §2", RefusalCode.TermsMismatch, w => RevealBytes(w, ByteString.CopyFromUtf8("not terms"))),
        new("reveal: terms with an unknown field", "DOMAIN §2", RefusalCode.TermsMismatch, w => RevealBytes(w, ByteString.CopyFrom([.. GoodTerms.Span, 0x98, 0x06, 0x01]))),
        new("reveal: terms with a field twice", "DOMAIN §2", RefusalCode.TermsMismatch, w => RevealBytes(w, ByteString.CopyFrom([.. GoodTerms.Span, .. GoodTerms.Span]))),
        new("reveal: second live one of the bidder", "DESIGN §6", RefusalCode.GuaranteeForBidderExists, SecondOfBidder),
        new("reveal: next one after a release", "DESIGN §6", RefusalCode.None, w => AfterRelease(w), "guarantee.revealed"),
        new("reveal: two of one bidder in one call", "DESIGN §6", RefusalCode.GuaranteeForBidderExists, TwoInOneCall),
    ];

    private static IEnumerable<Row> Terms =>
    [
        Term("all good", RefusalCode.None, _ => { }, "guarantee.revealed"),
        Term("exactly the bond", RefusalCode.None, t => t.AmountFen = World.BondFen),
        Term("one fen below the bond", RefusalCode.AmountBelowBond, t => t.AmountFen = World.BondFen - 1),
        Term("amount beyond all", RefusalCode.BadAmount, t => t.AmountFen = long.MaxValue),
        Term("negative premium", RefusalCode.BadAmount, t => t.PremiumFen = -1),
        Term("to the last instant", RefusalCode.None, t => t.ValidUntil = World.ValidUntil),
        Term("one ms too short", RefusalCode.TermTooShort, t => t.ValidUntil = World.ValidUntil - 1),
        Term("from after the opening", RefusalCode.TermTooShort, t => t.ValidFrom = World.OpeningTime + 1),
        Term("another section", RefusalCode.TermsMismatch, t => t.SectionCode = World.TenderProjectCode + "002"),
        Term("another beneficiary", RefusalCode.TermsMismatch, t => t.BeneficiaryUscc = World.Uscc(8)),
        Term("another guarantor", RefusalCode.TermsMismatch, t => t.GuarantorUscc = World.Uscc(4)),
        Term("bidder without shape", RefusalCode.BadUscc, t => t.ApplicantUscc = "X"),
        Term("bidder whose check fails", RefusalCode.None, t => t.ApplicantUscc = "91350100M0001TGQXM"),
        Term("no form", RefusalCode.BadEnumeration, t => t.Form = GuaranteeForm.Unspecified),
        Term("unknown nature", RefusalCode.BadEnumeration, t => t.LegalNature = (LegalNature)9),
        Term("digest of 31", RefusalCode.BadDigest, t => t.DocumentDigest = World.Blob(31)),
        Term("no number", RefusalCode.BadText, t => t.GuaranteeNo = ""),
        new("terms: issued at the opening time", "DOMAIN §2: before deadline", RefusalCode.IssuedAfterOpening, w =>
        {
            w.WithSection(SectionState.Closed).MustRun(w.Guarantor, World.Issuing(World.Seal(GoodTerms)));
            w.MustRun(w.Centre, World.Call(World.Opening()));
            return w.Run(w.Centre, World.Revealing(GoodTerms));
        }),
    ];

    private static IEnumerable<Row> Endings =>
    [
        In("release by the centre", GuaranteeState.Revealed, RefusalCode.NotTheBeneficiary, w => w.Run(w.Centre, World.Releasing())),
        In("release by the issuer", GuaranteeState.Revealed, RefusalCode.NotTheBeneficiary, w => w.Run(w.Guarantor, World.Releasing())),
        In("release by the bidder", GuaranteeState.Revealed, RefusalCode.NotTheBeneficiary, w => w.Run(w.Bidder, World.Releasing())),
        In("release for no reason", GuaranteeState.Revealed, RefusalCode.BadEnumeration, w => w.Run(w.Tenderer, World.Releasing(ReleaseReason.Unspecified))),
        In("claim by the bidder", GuaranteeState.Revealed, RefusalCode.NotTheBeneficiary, w => w.Run(w.Bidder, World.Claiming())),
        In("claim of nothing", GuaranteeState.Revealed, RefusalCode.BadAmount, w => w.Run(w.Tenderer, World.Claiming(0))),
        In("claim of less than nothing", GuaranteeState.Revealed, RefusalCode.BadAmount, w => w.Run(w.Tenderer, World.Claiming(-1))),
        In("claim of one fen too much", GuaranteeState.Revealed, RefusalCode.AmountExceedsBalance, w => w.Run(w.Tenderer, World.Claiming(World.AmountFen + 1))),
        In("claim for a reason off the list", GuaranteeState.Revealed, RefusalCode.BadEnumeration, w => w.Run(w.Tenderer, World.Claiming(reason: (ClaimReason)6))),
        In("claim without evidence", GuaranteeState.Revealed, RefusalCode.BadDigest, w => w.Run(w.Tenderer, World.Claiming(digestBytes: 0))),
        In("claim in the last instant", GuaranteeState.Revealed, RefusalCode.None, w =>
        {
            w.Time = World.ValidUntil;
            return w.Run(w.Tenderer, World.Claiming());
        }),
        In("open claim outlives the term", GuaranteeState.Claimed, RefusalCode.None, w =>
        {
            w.Time = World.ValidUntil + World.Day;
            return w.Run(w.Guarantor, World.Paying());
        }),
        In("refused claim after the term", GuaranteeState.Refused, RefusalCode.GuaranteeExpired, w =>
        {
            w.Time = World.ValidUntil + 1;
            return w.Run(w.Tenderer, World.Claiming());
        }),
        In("pay by another", GuaranteeState.Claimed, RefusalCode.NotTheIssuer, w => w.Run(w.OtherGuarantor, World.Paying())),
        In("pay too much", GuaranteeState.Claimed, RefusalCode.AmountExceedsBalance, w => w.Run(w.Guarantor, World.Paying(World.AmountFen + 1))),
        In("pay too little", GuaranteeState.Claimed, RefusalCode.BadAmount, w => w.Run(w.Guarantor, World.Paying(World.AmountFen - 1))),
        In("refuse by another", GuaranteeState.Claimed, RefusalCode.NotTheIssuer, w => w.Run(w.Tenderer, World.RefusingClaim("x"))),
        In("refuse without discrepancies", GuaranteeState.Claimed, RefusalCode.NoDiscrepancies, w => w.Run(w.Guarantor, World.RefusingClaim())),
        In("refuse with an empty one", GuaranteeState.Claimed, RefusalCode.BadText, w => w.Run(w.Guarantor, World.RefusingClaim("a", ""))),
        In("refuse with 33", GuaranteeState.Claimed, RefusalCode.BadCount, w => w.Run(w.Guarantor, World.RefusingClaim([.. Enumerable.Repeat("a", 33)]))),
        In("surrender by another", GuaranteeState.IssuedSealed, RefusalCode.NotTheIssuer, w => w.Run(w.OtherGuarantor, World.Surrendering())),
        In("surrender by the bidder", GuaranteeState.IssuedSealed, RefusalCode.NotTheIssuer, w => w.Run(w.Bidder, World.Surrendering())),
    ];

    // Guarantee state × call: what DOMAIN §2's machine allows.
    private static IEnumerable<Row> StateMatrix
    {
        get
        {
            const RefusalCode yes = RefusalCode.None;
            const RefusalCode no = RefusalCode.GuaranteeState;
            const RefusalCode late = RefusalCode.GuaranteeExpired;
            (GuaranteeState From, RefusalCode Reveal, RefusalCode Release, RefusalCode Claim, RefusalCode Pay, RefusalCode Refuse, RefusalCode Surrender)[] table =
            [
                (GuaranteeState.IssuedSealed, yes, no, no, no, no, yes),
                (GuaranteeState.Revealed, no, yes, yes, no, no, no),
                (GuaranteeState.Claimed, no, no, no, yes, yes, no),
                (GuaranteeState.Refused, no, yes, yes, no, no, no),
                (GuaranteeState.Released, no, no, no, no, no, no),
                (GuaranteeState.Paid, no, no, no, no, no, no),
                (GuaranteeState.Surrendered, no, no, no, no, no, no),
                (GuaranteeState.Expired, late, late, late, late, late, late),
            ];
            foreach (var row in table)
            {
                yield return In("reveal", row.From, row.Reveal, w => w.Run(w.Centre, World.Revealing(GoodTerms)), "guarantee.revealed");
                yield return In("release", row.From, row.Release, w => w.Run(w.Tenderer, World.Releasing()), "guarantee.released");
                yield return In("claim", row.From, row.Claim, w => w.Run(w.Tenderer, World.Claiming()), "guarantee.claimed");
                yield return In("pay", row.From, row.Pay, w => w.Run(w.Guarantor, World.Paying()), "guarantee.paid");
                yield return In("refuse", row.From, row.Refuse, w => w.Run(w.Guarantor, World.RefusingClaim("缺证明")), "guarantee.claim_refused");
                yield return In("surrender", row.From, row.Surrender, w => w.Run(w.Guarantor, World.Surrendering()), "guarantee.surrendered");
            }
        }
    }

    private static Row In(string name, GuaranteeState state, RefusalCode expected, Func<World, Refused> act, string? @event = null) => new(
        $"guarantee {state}: {name}", "DOMAIN §2, states and permissions", expected, w => act(w.WithGuarantee(state)),
        expected == RefusalCode.None ? @event : null);

    private static Row Term(string name, RefusalCode expected, Action<GuaranteeTerms> spoil, string? @event = null) => new(
        $"terms: {name}", "DOMAIN §1, §2", expected, w =>
        {
            var terms = World.Terms();
            spoil(terms);
            return w.WithSealed(terms).Run(w.Centre, World.Revealing(terms.ToByteString()));
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
