using Google.Protobuf;
using Ledger.Protocol;
using Ledger.Protocol.V1;

namespace Ledger.Contracts.Tests;

/// <summary>The Guarantee contract once a guarantee is there: one row for each transition allowed and each refusal.</summary>
internal static class EndingRows
{
    internal static IEnumerable<Row> All => [.. Releases, .. Claims, .. Answers, .. Amendments, .. Suspensions, .. StateMatrix];

    private static ByteString GoodTerms => World.Encode(World.Terms());

    private static IEnumerable<Row> Releases =>
    [
        Revealed("release by the centre", RefusalCode.NotTheBeneficiary, w => w.Run(w.Centre, World.Releasing())),
        Revealed("release by the issuer", RefusalCode.NotTheBeneficiary, w => w.Run(w.Guarantor, World.Releasing())),
        Revealed("release by the bidder", RefusalCode.NotTheBeneficiary, w => w.Run(w.Bidder, World.Releasing())),
        Revealed("release for no reason", RefusalCode.BadEnumeration, w => w.Run(w.Tenderer, World.Releasing(ReleaseReason.Unspecified))),
        Revealed(
            "release as lost before the award",
            RefusalCode.ReleaseNotDue,
            w => w.Run(w.Tenderer, World.Releasing(ReleaseReason.NotAwarded))),
        Revealed(
            "release as lost",
            RefusalCode.None,
            w => Awarded(w, 8).Run(w.Tenderer, World.Releasing(ReleaseReason.NotAwarded)),
            "guarantee.released"),
        Revealed(
            "release of the winner as lost",
            RefusalCode.ReleaseNotDue,
            w => Awarded(w, 7).Run(w.Tenderer, World.Releasing(ReleaseReason.NotAwarded))),
        Revealed(
            "release as contracted before the contract",
            RefusalCode.ReleaseNotDue,
            w => Awarded(w, 7).Run(w.Tenderer, World.Releasing(ReleaseReason.ContractSigned))),
        Revealed("release as contracted", RefusalCode.None, w =>
        {
            Awarded(w, 7).MustRun(w.Tenderer, World.Call(World.Contracting()));
            return w.Run(w.Tenderer, World.Releasing(ReleaseReason.ContractSigned));
        }, "guarantee.released"),
        Revealed("release as terminated", RefusalCode.None, w =>
        {
            w.MustRun(w.Tenderer, World.Call(World.Terminating()));
            return w.Run(w.Tenderer, World.Releasing(ReleaseReason.Terminated));
        }, "guarantee.released"),
        Revealed("release as terminated by the platform", RefusalCode.None, w =>
        {
            w.MustRun(w.Tenderer, World.Call(World.Terminating()));
            return w.Run(w.Centre, World.Releasing(ReleaseReason.Terminated));
        }, "guarantee.released"),
        Revealed("release after the section failed, by the platform", RefusalCode.None, w =>
            Rejected(w).Run(w.Centre, World.Releasing(ReleaseReason.SectionFailed)), "guarantee.released"),
        Revealed("release after the section failed, by the tenderer", RefusalCode.None, w =>
            Rejected(w).Run(w.Tenderer, World.Releasing(ReleaseReason.SectionFailed)), "guarantee.released"),
        Revealed("release after the section failed, by another centre", RefusalCode.NotTheBeneficiary, w =>
            Rejected(w).Run(w.OtherCentre, World.Releasing(ReleaseReason.SectionFailed))),
        Revealed(
            "release as failed while it goes on",
            RefusalCode.ReleaseNotDue,
            w => w.Run(w.Centre, World.Releasing(ReleaseReason.SectionFailed))),
        Revealed(
            "release of a loser by the platform",
            RefusalCode.NotTheBeneficiary,
            w => Awarded(w, 8).Run(w.Centre, World.Releasing(ReleaseReason.NotAwarded))),
        Revealed(
            "release as terminated while it goes on",
            RefusalCode.ReleaseNotDue,
            w => w.Run(w.Tenderer, World.Releasing(ReleaseReason.Terminated))),
        Revealed("release as withdrawn, not decrypted through another's fault", RefusalCode.None,
            w =>
                Attributed(w, DecryptionFault.NotBidder)
                    .Run(w.Tenderer, World.Releasing(ReleaseReason.WithdrawnByDecryptionFailure)), "guarantee.released"),
        Revealed("release as withdrawn, not decrypted through the bidder's fault", RefusalCode.ReleaseNotDue,
            w => Attributed(w, DecryptionFault.Bidder).Run(w.Tenderer, World.Releasing(ReleaseReason.WithdrawnByDecryptionFailure))),
        Revealed(
            "release after a claim that was never made",
            RefusalCode.ReleaseNotDue,
            w => w.Run(w.Tenderer, World.Releasing(ReleaseReason.ClaimAbandoned))),
        In(
            "release after the refusal",
            GuaranteeState.Refused,
            RefusalCode.None,
            w => w.Run(w.Tenderer, World.Releasing(ReleaseReason.ClaimAbandoned)),
            "guarantee.released"),
    ];

    private static IEnumerable<Row> Claims =>
    [
        Revealed("claim by the bidder", RefusalCode.NotTheBeneficiary, w => w.Run(w.Bidder, World.Claiming())),
        Revealed("claim of nothing", RefusalCode.BadAmount, w => w.Run(w.Tenderer, World.Claiming(0))),
        Revealed("claim of less than nothing", RefusalCode.BadAmount, w => w.Run(w.Tenderer, World.Claiming(-1))),
        Revealed(
            "claim of one fen too much", RefusalCode.AmountExceedsBalance, w => w.Run(w.Tenderer, World.Claiming(World.AmountFen + 1))),
        Revealed(
            "claim for a reason off the list", RefusalCode.BadEnumeration, w => w.Run(w.Tenderer, World.Claiming(reason: (ClaimReason)6))),
        Revealed("claim without evidence", RefusalCode.BadDigest, w => w.Run(w.Tenderer, World.Claiming(digestBytes: 0))),
        Revealed(
            "claim without statement of breach",
            RefusalCode.BadDigest,
            w => w.Run(w.Tenderer, Claim(c => c.StatementDigest = ByteString.Empty))),
        Revealed(
            "claim to extend to what is", RefusalCode.BadExtension, w => w.Run(w.Tenderer, Claim(c => c.ExtendUntil = World.ValidUntil))),
        Revealed(
            "claim to extend or pay",
            RefusalCode.None,
            w => w.Run(w.Tenderer, Claim(c => c.ExtendUntil = World.ValidUntil + 1)),
            "guarantee.claimed"),
        Revealed("claim in the last instant", RefusalCode.None, w =>
        {
            w.Time = World.ValidUntil;
            return w.Run(w.Tenderer, World.Claiming());
        }),
        Revealed("claim that a loser refused the contract", RefusalCode.ClaimNotDue,
            w => Awarded(w, 8).Run(w.Tenderer, World.Claiming(reason: ClaimReason.NoContract))),
        Revealed("claim that the winner refused the contract", RefusalCode.None,
            w => Awarded(w, 7).Run(w.Tenderer, World.Claiming(reason: ClaimReason.NoContract))),
        Revealed("claim that the first winner refused, after the second's award", RefusalCode.None, w =>
        {
            Awarded(w, 7).MustRun(w.Tenderer, World.Call(World.Awarding()));
            return w.Run(w.Tenderer, World.Claiming(reason: ClaimReason.AddedConditions));
        }),
        Revealed("claim for want of a performance bond before the award", RefusalCode.ClaimNotDue,
            w => w.Run(w.Tenderer, World.Claiming(reason: ClaimReason.NoPerformanceBond))),
        Revealed(
            "claim by a tender document that is silent",
            RefusalCode.ClaimNotDue,
            w => w.Run(w.Tenderer, World.Claiming(reason: ClaimReason.OtherInDocument))),
        Claimed("claim by a tender document without its clause", RefusalCode.BadText, ClaimReason.OtherInDocument, ""),
        Claimed("claim by a clause of 65", RefusalCode.BadText, ClaimReason.OtherInDocument, new string('条', 65)),
        Claimed("claim as revoked by a blank clause", RefusalCode.BadText, ClaimReason.Revoked, " "),
        Claimed("claim as revoked that names its clause", RefusalCode.None, ClaimReason.Revoked, "投标人须知 3.4.4", "guarantee.claimed"),
        new("guarantee Revealed: claim by a tender document that says so", "实施条例 §74", RefusalCode.None, w =>
        {
            w.MustRun(w.Centre, World.Call(World.Project()));
            w.MustRun(w.Centre, World.Call(TenderRows.Spoil(World.Announcement(), a => a.ForfeitureTermsDigest = World.Blob(32))));
            w.MustRun(w.Guarantor, World.Issuing(World.Seal(GoodTerms)));
            w.Time = World.OpeningTime;
            w.MustRun(w.Centre, World.Call(World.Opening()));
            w.MustRun(w.Centre, World.Revealing(GoodTerms));
            return w.Run(w.Tenderer, World.Claiming(reason: ClaimReason.OtherInDocument));
        }, "guarantee.claimed"),
        Revealed("claim as revoked, not decrypted through another's fault", RefusalCode.ClaimNotDue,
            w => Attributed(w, DecryptionFault.NotBidder).Run(w.Tenderer, World.Claiming())),
        Revealed("claim as revoked, not decrypted through the bidder's fault", RefusalCode.None,
            w => Attributed(w, DecryptionFault.Bidder).Run(w.Tenderer, World.Claiming())),
        In("open claim outlives the term", GuaranteeState.Claimed, RefusalCode.None, w =>
        {
            w.Time = World.ValidUntil + World.Day;
            return w.Run(w.Guarantor, World.Paying());
        }, "guarantee.paid"),
        In("refused claim after the term", GuaranteeState.Refused, RefusalCode.GuaranteeExpired, w =>
        {
            w.Time = World.ValidUntil + 1;
            return w.Run(w.Tenderer, World.Claiming());
        }),
    ];

    private static IEnumerable<Row> Answers =>
    [
        In("pay by another", GuaranteeState.Claimed, RefusalCode.NotTheIssuer, w => w.Run(w.OtherGuarantor, World.Paying())),
        In(
            "pay too much",
            GuaranteeState.Claimed,
            RefusalCode.AmountExceedsBalance,
            w => w.Run(w.Guarantor, World.Paying(World.AmountFen + 1))),
        In("pay too little", GuaranteeState.Claimed, RefusalCode.BadAmount, w => w.Run(w.Guarantor, World.Paying(World.AmountFen - 1))),
        In("refuse by another", GuaranteeState.Claimed, RefusalCode.NotTheIssuer, w => w.Run(w.Tenderer, World.RefusingClaim("x"))),
        In(
            "refuse without discrepancies",
            GuaranteeState.Claimed,
            RefusalCode.NoDiscrepancies,
            w => w.Run(w.Guarantor, World.RefusingClaim())),
        In("refuse with an empty one", GuaranteeState.Claimed, RefusalCode.BadText, w => w.Run(w.Guarantor, World.RefusingClaim("a", ""))),
        In(
            "refuse with 33",
            GuaranteeState.Claimed,
            RefusalCode.BadCount,
            w => w.Run(w.Guarantor, World.RefusingClaim([.. Enumerable.Repeat("a", 33)]))),
        Timed("refuse in the last instant of five working days", RefusalCode.None, w => w.Time = w.Guarantee.Claim.AnswerUntil),
        Timed("refuse after five working days", RefusalCode.ExaminationOver, w => w.Time = w.Guarantee.Claim.AnswerUntil + 1),
        Timed("refuse after a suspension within its days", RefusalCode.None, w =>
        {
            w.MustRun(w.Guarantor, World.Suspending());
            w.Time += 10 * World.Day;
            w.MustRun(w.Guarantor, World.ResumingPayment(World.Blob(32)));
        }),
        In(
            "surrender by another",
            GuaranteeState.IssuedSealed,
            RefusalCode.NotTheIssuer,
            w => w.Run(w.OtherGuarantor, World.Surrendering())),
        In("surrender by the bidder", GuaranteeState.IssuedSealed, RefusalCode.NotTheIssuer, w => w.Run(w.Bidder, World.Surrendering())),
        In("surrender without attestation", GuaranteeState.IssuedSealed, RefusalCode.BadDigest, w =>
        {
            var call = World.Surrendering();
            call.Guarantee.Surrender.AttestationDigest = ByteString.Empty;
            return w.Run(w.Guarantor, call);
        }),
    ];

    private static IEnumerable<Row> Amendments =>
    [
        Revealed("amend by the bidder", RefusalCode.NotTheIssuer, w => w.Run(w.Bidder, World.Amending())),
        Revealed(
            "amend to raise",
            RefusalCode.None,
            w => w.Run(w.Guarantor, World.Amending(a => (a.AmountFen, a.ValidUntil) = (World.AmountFen + 1, World.ValidUntil))),
            "guarantee.amended"),
        Revealed(
            "amend nothing", RefusalCode.AmendmentReduces, w => w.Run(w.Guarantor, World.Amending(a => a.ValidUntil = World.ValidUntil))),
        Revealed("amend to lower", RefusalCode.AmendmentReduces, w => w.Run(w.Guarantor, World.Amending(a => a.AmountFen--))),
        Revealed(
            "amend to shorten",
            RefusalCode.AmendmentReduces,
            w => w.Run(w.Guarantor, World.Amending(a => (a.AmountFen, a.ValidUntil) = (World.AmountFen + 1, World.ValidUntil - 1)))),
        Revealed(
            "amend beyond all amounts", RefusalCode.BadAmount, w => w.Run(w.Guarantor, World.Amending(a => a.AmountFen = long.MaxValue))),
        Revealed(
            "amend without document",
            RefusalCode.BadDigest,
            w => w.Run(w.Guarantor, World.Amending(a => a.DocumentDigest = ByteString.Empty))),
        Revealed(
            "amend without request",
            RefusalCode.BadDigest,
            w => w.Run(w.Guarantor, World.Amending(a => a.RequestDigest = ByteString.Empty))),
        Revealed("amend for the 32nd time", RefusalCode.VersionNumber, w =>
        {
            for (var version = 2; version <= 32; version++)
            {
                w.MustRun(w.Guarantor, World.Amending(a => a.ValidUntil = World.ValidUntil + version));
            }

            return w.Run(w.Guarantor, World.Amending());
        }),
        In("amend what is only to be paid", GuaranteeState.Claimed, RefusalCode.BadExtension, w => w.Run(w.Guarantor, World.Amending())),
        Revealed("extend instead of pay", RefusalCode.None, w =>
        {
            w.MustRun(w.Tenderer, Claim(c => c.ExtendUntil = World.Amendment().ValidUntil));
            return w.Run(w.Guarantor, World.Amending());
        }, "guarantee.amended"),
        Revealed("extend by less than asked", RefusalCode.BadExtension, w =>
        {
            w.MustRun(w.Tenderer, Claim(c => c.ExtendUntil = World.Amendment().ValidUntil + 1));
            return w.Run(w.Guarantor, World.Amending());
        }),
        Revealed("endorse in clear", RefusalCode.NotToBeEndorsed, w => w.Run(w.Guarantor, World.Endorsing())),
    ];

    private static IEnumerable<Row> Suspensions =>
    [
        In("suspend by the beneficiary", GuaranteeState.Claimed, RefusalCode.NotTheIssuer, w => w.Run(w.Tenderer, World.Suspending())),
        In(
            "suspend without order",
            GuaranteeState.Claimed,
            RefusalCode.BadDigest,
            w => w.Run(w.Guarantor, World.Suspending(order: World.Blob(31)))),
        In(
            "suspend with half a suit",
            GuaranteeState.Claimed,
            RefusalCode.BadDigest,
            w => w.Run(w.Guarantor, World.Suspending(suit: World.Blob(16)))),
        In(
            "suspend again without suit",
            GuaranteeState.PaySuspended,
            RefusalCode.GuaranteeState,
            w => w.Run(w.Guarantor, World.Suspending())),
        In("suspend again by another order", GuaranteeState.PaySuspended, RefusalCode.GuaranteeState,
            w => w.Run(w.Guarantor, World.Suspending(suit: World.Blob(32), order: World.Blob(32, 9)))),
        In(
            "suit filed",
            GuaranteeState.PaySuspended,
            RefusalCode.None,
            w => w.Run(w.Guarantor, World.Suspending(suit: World.Blob(32))),
            "guarantee.suit_filed"),
        In("suit filed twice", GuaranteeState.PaySuspended, RefusalCode.GuaranteeState, w =>
        {
            w.MustRun(w.Guarantor, World.Suspending(suit: World.Blob(32)));
            return w.Run(w.Guarantor, World.Suspending(suit: World.Blob(32)));
        }),
        In("suspend again by the order that was lifted", GuaranteeState.PaySuspended, RefusalCode.SuspensionSpent, w =>
        {
            w.MustRun(w.Guarantor, World.ResumingPayment(World.Blob(32, 9)));
            return w.Run(w.Guarantor, World.Suspending());
        }),
        In(
            "suspend for the 16th time",
            GuaranteeState.PaySuspended,
            RefusalCode.None,
            w => StoppedAgain(w, 15),
            "guarantee.payment_suspended"),
        In("suspend for the 17th time", GuaranteeState.PaySuspended, RefusalCode.SuspensionSpent, w => StoppedAgain(w, 16)),
        In(
            "resume by the issuer without order",
            GuaranteeState.PaySuspended,
            RefusalCode.NotTheBeneficiary,
            w => w.Run(w.Guarantor, World.ResumingPayment())),
        In(
            "resume by the beneficiary with an order",
            GuaranteeState.PaySuspended,
            RefusalCode.NotTheIssuer,
            w => w.Run(w.Tenderer, World.ResumingPayment(World.Blob(32)))),
        In(
            "resume with half an order",
            GuaranteeState.PaySuspended,
            RefusalCode.BadDigest,
            w => w.Run(w.Guarantor, World.ResumingPayment(World.Blob(16)))),
        In(
            "resume where no rule ends it",
            GuaranteeState.PaySuspended,
            RefusalCode.SuspensionStands,
            w => Later(w, 400).Run(w.Tenderer, World.ResumingPayment())),
        Unsued("resume on the 30th day without suit", RefusalCode.SuspensionStands, 30),
        Unsued("resume after 30 days without suit", RefusalCode.None, 31),
        In("resume after 30 days with a suit", GuaranteeState.PaySuspended, RefusalCode.SuspensionStands, w =>
        {
            w.WithRule(TenderRuleKind.SuspensionWithoutSuitDaysMax, 30).MustRun(w.Guarantor, World.Suspending(suit: World.Blob(32)));
            return Later(w, 31).Run(w.Tenderer, World.ResumingPayment());
        }),
    ];

    // Guarantee state × call: what DOMAIN §2's machine allows; all else is refused.
    private static IEnumerable<Row> StateMatrix
    {
        get
        {
            (string Name, Func<World, Refused> Try, string Event)[] calls =
            [
                ("reveal", w => w.Run(w.Centre, World.Revealing(GoodTerms)), "guarantee.revealed"),
                ("release", w => w.Run(w.Tenderer, World.Releasing()), "guarantee.released"),
                ("claim", w => w.Run(w.Tenderer, World.Claiming()), "guarantee.claimed"),
                ("pay", w => w.Run(w.Guarantor, World.Paying()), "guarantee.paid"),
                ("refuse", w => w.Run(w.Guarantor, World.RefusingClaim("缺证明")), "guarantee.claim_refused"),
                ("surrender", w => w.Run(w.Guarantor, World.Surrendering()), "guarantee.surrendered"),
                ("amend", w => w.Run(w.Guarantor, World.Amending()), "guarantee.amended"),
                ("suspend", w => w.Run(w.Guarantor, World.Suspending(suit: World.Blob(32))), "guarantee.payment_suspended"),
                ("resume", w => w.Run(w.Guarantor, World.ResumingPayment(World.Blob(32))), "guarantee.payment_resumed"),
            ];
            (GuaranteeState From, string Allowed)[] table =
            [
                (GuaranteeState.IssuedSealed, "reveal surrender"),
                (GuaranteeState.Revealed, "release claim amend"),
                (GuaranteeState.Claimed, "pay refuse suspend"),
                (GuaranteeState.PaySuspended, "resume"),
                (GuaranteeState.Refused, "release claim"),
                (GuaranteeState.Released, ""),
                (GuaranteeState.Paid, ""),
                (GuaranteeState.Surrendered, ""),
                (GuaranteeState.Expired, ""),
            ];
            foreach (var (from, allowed) in table)
            {
                foreach (var call in calls)
                {
                    // Named above: an amendment while claimed, and a suit while suspended, have rows of their own.
                    if ((from, call.Name) is (GuaranteeState.Claimed, "amend") or (GuaranteeState.PaySuspended, "suspend"))
                    {
                        continue;
                    }

                    var isAllowed = allowed.Split(' ').Contains(call.Name);
                    var refusal = from == GuaranteeState.Expired ? RefusalCode.GuaranteeExpired : RefusalCode.GuaranteeState;
                    yield return In(call.Name, from, isAllowed ? RefusalCode.None : refusal, call.Try, isAllowed ? call.Event : null);
                }
            }
        }
    }

    private static Row Claimed(string name, RefusalCode expected, ClaimReason reason, string clause, string? @event = null) => Revealed(
        name, expected, w =>
        {
            var call = World.Claiming(reason: reason);
            call.Guarantee.Claim.Clause = clause;
            return w.Run(w.Tenderer, call);
        }, @event);

    private static World Rejected(World w)
    {
        Opened(w).MustRun(w.Centre, World.Call(World.Rejecting()));
        return w;
    }

    private static World Opened(World w)
    {
        w.MustRun(w.Centre, World.Call(World.Appointing()));
        w.MustRun(w.Centre, World.Call(World.Listing()));
        w.MustRun(w.Centre, World.Call(World.ReleasingKey()));
        w.MustRun(w.Centre, World.Call(World.Completing()));
        return w;
    }

    private static World Awarded(World w, int winner)
    {
        Opened(w);
        w.MustRun(w.Centre, World.Call(World.Evaluating()));
        w.MustRun(w.Tenderer, World.Call(World.Publicizing()));
        w.Time = World.PublicityEnd;
        w.MustRun(w.Tenderer, World.Call(World.Awarding(winner)));
        return w;
    }

    private static World Attributed(World w, DecryptionFault fault)
    {
        w.MustRun(w.Centre, World.Call(World.Attributing(fault)));
        return w;
    }

    // Stopped once already: lifted and stopped again by a new order each time.
    private static Refused StoppedAgain(World w, int times)
    {
        var last = Refused.No;
        for (var i = 0; i < times; i++)
        {
            w.MustRun(w.Guarantor, World.ResumingPayment(World.Blob(32, 9)));
            last = w.Run(w.Guarantor, World.Suspending(order: World.Blob(32, (byte)(10 + i))));
        }

        return last;
    }

    private static World Later(World w, int days)
    {
        w.Time += days * World.Day;
        return w;
    }

    private static Call Claim(Action<ClaimGuarantee> spoil)
    {
        var call = World.Claiming();
        spoil(call.Guarantee.Claim);
        return call;
    }

    private static Row Revealed(string name, RefusalCode expected, Func<World, Refused> act, string? @event = null) =>
        In(name, GuaranteeState.Revealed, expected, act, @event);

    private static Row Timed(string name, RefusalCode expected, Action<World> wait) => Revealed(name, expected, w =>
    {
        w.WithRule(TenderRuleKind.ExaminationWorkdaysMax, 5).MustRun(w.Tenderer, World.Claiming());
        wait(w);
        return w.Run(w.Guarantor, World.RefusingClaim("缺证明"));
    });

    private static Row Unsued(string name, RefusalCode expected, int days) => In(
        name, GuaranteeState.PaySuspended, expected,
        w => Later(w.WithRule(TenderRuleKind.SuspensionWithoutSuitDaysMax, 30), days).Run(w.Tenderer, World.ResumingPayment()));

    private static Row In(string name, GuaranteeState state, RefusalCode expected, Func<World, Refused> act, string? @event = null) =>
        new($"guarantee {state}: {name}", "DOMAIN §2, states and permissions", expected, w => act(w.WithGuarantee(state)), @event);
}
