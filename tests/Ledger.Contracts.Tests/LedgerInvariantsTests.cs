using Google.Protobuf;
using Ledger.Protocol;
using Ledger.Protocol.V1;
using Ledger.Schema.CaTrust;
using Ledger.Schema.Credential;
using Ledger.Schema.Evidence;
using Ledger.Schema.Guarantee;
using Ledger.Schema.Membership;
using GuaranteeRecord = Ledger.Protocol.V1.Guarantee;

namespace Ledger.Contracts.Tests;

/// <summary>Blocks that no contract would make: what a faulty contract or a lying node might.</summary>
public sealed class LedgerInvariantsTests
{
    [Fact]
    public void More_paid_than_covered() =>
        Violated("are paid of", GuaranteeState.Claimed, g => (g.State, g.PaidFen) = (GuaranteeState.Paid, World.AmountFen + 1));

    [Fact]
    public void A_negative_amount() => Violated("negative", GuaranteeState.Revealed, g => g.Terms.AmountFen = -1);

    [Theory]
    [InlineData(GuaranteeState.Released)]
    [InlineData(GuaranteeState.Paid)]
    [InlineData(GuaranteeState.Surrendered)]
    public void An_end_that_is_none(GuaranteeState end) => Violated("had ended", end, g => g.State = GuaranteeState.Claimed);

    [Fact]
    public void A_lowered_guarantee() => Violated("lowered or shortened", GuaranteeState.Revealed, g => g.Terms.AmountFen--);

    [Fact]
    public void A_shortened_guarantee() => Violated("lowered or shortened", GuaranteeState.Revealed, g => g.Terms.ValidUntil--);

    [Fact]
    public void A_version_taken_back() => Violated("taken back", GuaranteeState.Revealed, g => g.Version--);

    [Fact]
    public void Sealed_again() => Violated("sealed again", GuaranteeState.Revealed, g => g.State = GuaranteeState.IssuedSealed);

    [Fact]
    public void A_revealed_guarantee_without_terms() => Violated("shows no terms", GuaranteeState.Revealed, g => g.Terms = null);

    [Fact]
    public void A_merged_version_that_no_guarantee_has() =>
        Violated(
            "none of the guarantee", GuaranteeState.IssuedSealed, g => (g.State, g.Amends) = (GuaranteeState.Merged, World.Blob(16, 77)));

    [Fact]
    public void A_merged_version_that_is_none_of_its_guarantee()
    {
        var w = new World().WithGuarantee(GuaranteeState.Revealed);
        var before = w.State.Copy();
        var stray = new GuaranteeRecord { GuaranteeId = World.Blob(16, 77), State = GuaranteeState.Merged, Amends = World.Id };
        GuaranteeTables.Guarantees.Write(w.State, GuaranteeTables.Guarantees.Key(stray.GuaranteeId.Span), stray);
        Assert.Contains(
            "none of the guarantee",
            LedgerInvariants.Check(w.State.ChangesSince(before), w.State, w.Time, World.Hasher),
            StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_validator_set_that_finalises_nothing(bool removed)
    {
        var w = new World();
        var key = MembershipTables.Validators.Key(MembershipTables.Current);
        var change = new StateTransition(key, w.State.Get(key), removed ? null : new ValidatorSet().ToByteArray());
        Assert.Contains("not well formed", LedgerInvariants.Check([change], w.State, w.Time, World.Hasher), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(1, 1UL, null)]
    [InlineData(0, 1UL, "twice in a block")]
    [InlineData(1, 9UL, "a third")]
    public void A_step_of_the_validator_set(ulong since, ulong power, string? violation)
    {
        var w = new World();
        var key = MembershipTables.Validators.Key(MembershipTables.Current);
        var after = MembershipTables.Validators.Read(w.State, key)!;
        (after.Since, after.Validators[0].Power) = (since, after.Validators[0].Power + power);
        var found = LedgerInvariants.Check(
            [new StateTransition(key, w.State.Get(key), after.ToByteArray())], w.State, w.Time, World.Hasher);
        Assert.Equal(violation is null, found is null);
        Assert.Contains(violation ?? "", found ?? "", StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("no receipt key", 101, null)]
    [InlineData("a key that votes", 101, (byte)102)]
    [InlineData("another validator's too", 101, (byte)(102 ^ 0xFF))]
    [InlineData("is no validator's", 200, (byte)201)]
    [InlineData(null, 101, (byte)201)]
    public void A_receipt_key_beside_the_others(string? violation, byte validator, byte? seed)
    {
        var w = new World();
        var key = MembershipTables.ReceiptKeys.Key(ValidatorRoster.IdOf(World.Hasher, World.Key(validator).PublicKey).ToArray());
        var before = w.State.Get(key);
        if (seed is { } receipts)
        {
            MembershipTables.ReceiptKeys.Write(w.State, key, World.AsReceiptKey(World.Key(receipts)));
        }
        else
        {
            MembershipTables.ReceiptKeys.Delete(w.State, key);
        }

        Holds(violation, w, new StateTransition(key, before, w.State.Get(key)));
    }

    [Fact]
    public void A_set_whose_keys_are_not_the_receipt_keys_that_stand()
    {
        var w = new World();
        var key = MembershipTables.Validators.Key(MembershipTables.Current);
        w.PutValidators((w.Centre, 4), (w.Guarantor, 4), (w.OtherCentre, 4), (w.Regulator, 1));
        var four = MembershipTables.Validators.Read(w.State, key)!;
        var three = new ValidatorSet(four) { Since = 2 };
        three.Validators.Remove(three.Validators.Single(validator => validator.Power == 1));
        MembershipTables.Validators.Write(w.State, key, three);
        Holds(
            "is gone, and its receipt key is not",
            w,
            new StateTransition(key, new ValidatorSet(four) { Since = 1 }.ToByteArray(), three.ToByteArray()));
    }

    private static void Holds(string? violation, World w, StateTransition change)
    {
        var found = LedgerInvariants.Check([change], w.State, w.Time, World.Hasher);
        Assert.Equal(violation is null, found is null);
        Assert.Contains(violation ?? "", found ?? "", StringComparison.Ordinal);
    }

    [Fact]
    public void A_live_guarantee_that_is_not_its_bidders() =>
        Violated("is not the one", GuaranteeState.Revealed, g => g.Terms.ApplicantUscc = World.Uscc(8));

    [Fact]
    public void An_index_entry_replaced_while_its_guarantee_is_live()
    {
        var w = new World().WithGuarantee(GuaranteeState.Revealed);
        var before = w.State.Copy();
        var key = GuaranteeTables.BidderKey(World.SectionCode, World.Uscc(7));
        GuaranteeTables.ByBidder.Write(w.State, key, new GuaranteeRef { GuaranteeId = World.Blob(16, 1) });
        Assert.Contains(
            "is live", LedgerInvariants.Check(w.State.ChangesSince(before), w.State, w.Time, World.Hasher), StringComparison.Ordinal);
    }

    [Fact]
    public void A_removed_guarantee()
    {
        var w = new World().WithGuarantee(GuaranteeState.Revealed);
        var before = w.State.Copy();
        w.State.Delete(GuaranteeTables.Guarantees.Key(World.Id.Span));
        Assert.Contains(
            "never removed",
            LedgerInvariants.Check(w.State.ChangesSince(before), w.State, w.Time, World.Hasher),
            StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("a revocation removed", "never removed")]
    [InlineData("a revocation dated later", "dated later")]
    [InlineData("a status of the past", "of the past")]
    [InlineData("a status dropped", "of the past")]
    [InlineData("a session changed", "a record of sessions never changes")]
    [InlineData("a cosignature changed", "a cosignature never changes")]
    [InlineData("a finding rewritten", "other than by steps")]
    [InlineData("a step taken back", "other than by steps")]
    public void Evidence_that_does_not_stay(string what, string violation)
    {
        var w = new World().WithCa();
        w.MustRun(w.Bidder, TrustWorld.Importing(TrustWorld.RootCrl(w.Time / 1000 * 1000, (2, World.Start))));
        w.MustRun(w.Centre, SessionRows.Recording());
        w.RuleVersion = 3;
        w.SkipTo(10);
        w.MustRun(w.Auditor, CosignRows.Cosigning());
        FindingRows.Recorded(w).MustRun(w.Regulator, FindingRows.Warning());
        var before = w.State.Copy();
        var revocation = w.State.Entries.Single(entry => entry.Key.AsSpan().StartsWith(CaTrustTables.Revocations.Prefix)).Key;
        var standing = AuthorityRecords.Standing(TrustWorld.CaId, w.State);
        switch (what)
        {
            case "a revocation removed":
                w.State.Delete(revocation);
                break;
            case "a revocation dated later":
                CaTrustTables.Revocations.Write(w.State, revocation, new Revocation { Since = World.Start + World.Day });
                break;
            case "a status of the past":
                standing.Statuses[^1].EffectiveFrom -= 1;
                break;
            case "a status dropped":
                standing.Statuses.Clear();
                break;
            case "a finding rewritten" or "a step taken back":
                var at = EvidenceTables.Findings.Key(World.Bytes(16, 3));
                var finding = EvidenceTables.Findings.Read(w.State, at)!;
                if (what == "a step taken back")
                {
                    finding.Steps.Clear();
                }
                else
                {
                    finding.Recorded.Light = FindingLight.Green;
                }

                EvidenceTables.Findings.Write(w.State, at, finding);
                break;
            case "a cosignature changed":
                EvidenceTables.Cosignatures.Write(
                    w.State, EvidenceTables.CosignatureKey(w.Auditor.Uscc, 3), new Cosignature { Height = 3 });
                break;
            default:
                EvidenceTables.Sessions.Write(
                    w.State, EvidenceTables.SessionsKey(w.Centre.Uscc, SessionRows.Yesterday), new SessionRecord { RecordedAt = 1 });
                break;
        }

        CaTrustTables.Standings.Write(w.State, CaTrustTables.Standings.Key(TrustWorld.CaId), standing);
        Assert.Contains(
            violation, LedgerInvariants.Check(w.State.ChangesSince(before), w.State, w.Time, World.Hasher), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("removed", "never removed")]
    [InlineData("rewritten", "a credential never changes")]
    [InlineData("recorded at another time", "a credential never changes")]
    [InlineData("a change dropped", "taken back")]
    [InlineData("a change rewritten", "taken back")]
    [InlineData("a change of before", "out of their order")]
    [InlineData("a check", "a check never changes")]
    [InlineData("what stands beside it", "taken back")]
    public void What_an_authority_said_does_not_stay(string what, string violation)
    {
        var w = new World().WithCredentials().WithSection(SectionState.Opened);
        w.RuleVersion = 3;
        w.MustRun(w.Authority, CredentialRows.Call(World.Qualifying()));
        w.MustRun(w.Authority, CommitRows.Call(CommitRows.Committing()));
        w.MustRun(w.Authority, CredentialChangeRows.Call(World.Suspending(World.Qualifying())));
        w.MustRun(w.Centre, CheckRows.Call(World.Checking()));
        var before = w.State.Copy();
        var record = w.Credential(World.Qualifying())!;
        Action? spoil = what switch
        {
            "rewritten" => () => record.Recorded.Qualification.LevelCode = "T",
            "recorded at another time" => () => record.RecordedAt--,
            "a change dropped" => record.Changes.Clear,
            "a change rewritten" => () => record.Changes[0].Kind = CredentialChangeKind.Revoked,
            "a change of before" => () => record.Changes.Add(new CredentialChange { EffectiveFrom = 1 }),
            _ => null,
        };
        spoil?.Invoke();
        var key = CredentialTables.RecordKey(w.Bidder.Uscc, World.Qualifying().RecordId.Span);
        CredentialTables.Records.Write(w.State, key, record);
        if (what == "removed")
        {
            w.State.Delete(key);
        }
        else if (what == "a check")
        {
            CredentialTables.Checks.Write(
                w.State, CredentialTables.CheckKey(w.Bidder.Uscc, World.Checking().CheckId.Span), new CredentialCheck());
        }

        else if (what == "what stands beside it")
        {
            var committed = CommitRows.Find(w)!;
            committed.Standing.Changes.Clear();
            CredentialTables.Commitments.Write(
                w.State, CredentialTables.CommitmentKey(w.Bidder.Uscc, World.Qualifying().RecordId.Span), committed);
        }

        Assert.Contains(
            violation, LedgerInvariants.Check(w.State.ChangesSince(before), w.State, w.Time, World.Hasher), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("guarantee")]
    [InlineData("guarantee/other/x")]
    [InlineData("other/guarantee/x")]
    [InlineData("guarantee/guarantee/")]
    public void A_key_of_no_table(string key)
    {
        var change = new StateTransition(System.Text.Encoding.ASCII.GetBytes(key), null, []);
        Assert.Contains(
            "belongs to no table",
            LedgerInvariants.Check([change], new MemoryState(), World.Start, World.Hasher),
            StringComparison.Ordinal);
    }

    [Fact]
    public void Bytes_that_are_no_record()
    {
        var change = new StateTransition(GuaranteeTables.Guarantees.Key(World.Id.Span), null, [0xFF]);
        Assert.Contains(
            "not the table's record",
            LedgerInvariants.Check([change], new MemoryState(), World.Start, World.Hasher),
            StringComparison.Ordinal);
    }

    private static void Violated(string words, GuaranteeState from, Action<GuaranteeRecord> spoil)
    {
        var w = new World().WithGuarantee(from);
        var before = w.State.Copy();
        var guarantee = w.Guarantee;
        spoil(guarantee);
        w.State.Put(GuaranteeTables.Guarantees.Key(World.Id.Span), guarantee.ToByteArray());
        Assert.Contains(
            words, LedgerInvariants.Check(w.State.ChangesSince(before), w.State, w.Time, World.Hasher), StringComparison.Ordinal);
    }
}
