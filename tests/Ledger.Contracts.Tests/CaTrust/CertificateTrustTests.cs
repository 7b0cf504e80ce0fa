using Ledger.Certificates;
using Ledger.Certificates.Paths;
using Ledger.Crypto.Signatures;
using Ledger.Protocol;
using Ledger.Protocol.V1;
using Ledger.Schema;
using Ledger.Schema.CaTrust;

namespace Ledger.Contracts.Tests;

/// <summary>"Was this certificate good for this use, here, at that time?", asked of the past and of now.</summary>
public sealed class CertificateTrustTests
{
    private readonly World _world = new World().WithCa();
    private readonly Certificate _leaf = Certificates.Leaf(World.Uscc(7));

    [Theory]
    [InlineData("of a recognised CA", "good")]
    [InlineData("through an intermediate", "good")]
    [InlineData("of an unknown authority", "authority-unknown")]
    [InlineData("for encryption", "usage-key")]
    [InlineData("for encryption, to encrypt", "good")]
    [InlineData("to encrypt", "usage-key")]
    [InlineData("for no use", "no-usage")]
    [InlineData("expired", "expired")]
    [InlineData("before the CA was entered", "authority-not-yet")]
    public void The_answer_says_why(string what, string expected)
    {
        var answer = what switch
        {
            "of a recognised CA" => _world.Ask(_leaf),
            "through an intermediate" => _world.Ask(CertificateRows.FromSub()),
            "of an unknown authority" => _world.Ask(Certificates.Leaf(World.Uscc(7), Certificates.IssuerOf(60, "Other CA"))),
            "for encryption" => _world.Ask(CertificateRows.Encryption(World.Uscc(7))),
            "for encryption, to encrypt" => _world.Ask(CertificateRows.Encryption(World.Uscc(7)), CertificateUsage.Encrypt),
            "to encrypt" => _world.Ask(_leaf, CertificateUsage.Encrypt),
            "for no use" => _world.Ask(_leaf, CertificateUsage.Any),
            "expired" => _world.Ask(Certificates.Leaf(World.Uscc(7), null, t => t with { NotAfterMs = World.Start })),
            _ => _world.Ask(_leaf, at: World.Start - 1),
        };
        Assert.Equal(expected, answer.Reason.Code);
        Assert.Equal(expected == "good", answer.IsGood);
        Assert.NotEmpty(answer.Reason.Sentence);
        Assert.NotEmpty(answer.Reason.Rule);
        Assert.Equal(answer.CaId is null ? null : World.Uscc(7), answer.Uscc);
    }

    [Fact]
    public void A_ca_suspended_today_leaves_yesterdays_signatures_valid()
    {
        var yesterday = _world.Time;
        _world.Later(World.Day).MustEnact(TrustWorld.Status(AuthorityStatus.Suspended));
        var today = _world.Time;
        Assert.Equal("authority-suspended", _world.Ask(_leaf).Reason.Code);
        Assert.True(_world.Ask(_leaf, at: yesterday).IsGood);
        Assert.True(_world.Ask(_leaf, at: today - 1).IsGood);

        _world.Later(World.Day).MustEnact(TrustWorld.Status(AuthorityStatus.Active));
        Assert.True(_world.Ask(_leaf).IsGood);
        Assert.Equal("authority-suspended", _world.Ask(_leaf, at: today).Reason.Code);

        _world.Later(World.Day).MustEnact(TrustWorld.Status(AuthorityStatus.Withdrawn));
        Assert.Equal("authority-withdrawn", _world.Ask(_leaf).Reason.Code);
        Assert.True(_world.Ask(_leaf, at: yesterday).IsGood);
    }

    [Fact]
    public void A_suspended_cas_signers_are_refused_and_come_back()
    {
        Assert.False(CertificateRows.Register(_world, _leaf).IsRefused);
        Assert.Equal(RefusalCode.None, Resolve(_leaf));
        _world.Later(1).MustEnact(TrustWorld.Status(AuthorityStatus.Suspended));
        Assert.Equal(RefusalCode.AuthorityNotActive, Resolve(_leaf));
        _world.Later(1).MustEnact(TrustWorld.Status(AuthorityStatus.Active));
        Assert.Equal(RefusalCode.None, Resolve(_leaf));
    }

    [Fact]
    public void Revoked_by_list_after_a_time_stays_good_at_that_time()
    {
        Assert.False(CertificateRows.Register(_world, _leaf).IsRefused);
        var since = Whole(_world.Time + World.Day);
        _world.Later(2 * World.Day).MustRun(_world.Bidder, TrustWorld.Importing(TrustWorld.RootCrl(Whole(_world.Time), (2, since))));
        Assert.Equal("revoked", _world.Ask(_leaf).Reason.Code);
        Assert.Equal("revoked", _world.Ask(_leaf, at: since).Reason.Code);
        Assert.True(_world.Ask(_leaf, at: since - 1).IsGood);
        Assert.Equal(RefusalCode.CertificateNotValid, Resolve(_leaf));
        Assert.Contains(_world.Events, e => e.Type == "certificate.revoked");
    }

    [Fact]
    public void A_second_certificate_of_the_same_issuer_and_serial_hides_the_first_from_no_list()
    {
        var second = Certificates.Leaf(World.Uscc(7), null, template => template with { NotAfterMs = Certificates.NotAfter - World.Day });
        Assert.NotEqual(AccountRows.Id(_leaf), AccountRows.Id(second));
        Assert.Equal(_leaf.SerialNumber.ToArray(), second.SerialNumber.ToArray());
        Assert.False(CertificateRows.Register(_world, _leaf).IsRefused);
        Assert.False(CertificateRows.Register(_world, second).IsRefused);
        _world.Later(2 * World.Day)
            .MustRun(_world.Bidder, TrustWorld.Importing(TrustWorld.RootCrl(Whole(_world.Time), (2, Whole(_world.Time)))));
        Assert.Equal(RefusalCode.CertificateNotValid, Resolve(_leaf));
        Assert.Equal(RefusalCode.CertificateNotValid, Resolve(second));
    }

    [Fact]
    public void As_many_of_one_issuer_and_serial_as_may_be_and_no_more()
    {
        Certificate Nth(int n) =>
            Certificates.Leaf(World.Uscc(7), null, template => template with { NotAfterMs = Certificates.NotAfter - (n * World.Day) });
        for (var n = 0; n < 16; n++)
        {
            Assert.False(CertificateRows.Register(_world, Nth(n)).IsRefused);
        }

        Assert.Equal(RefusalCode.CertificateExists, CertificateRows.Register(_world, Nth(16)).Code);
    }

    [Fact]
    public void A_revocation_is_found_under_the_number_however_it_is_encoded()
    {
        var issuer = CaTrustTables.IssuerId(Certificates.Root(), World.Hasher);
        byte[] Key(params byte[] serial) => CaTrustTables.RevocationKey(issuer, serial, World.Hasher);
        Assert.Equal(Key(0, 0x8F, 1), Key(0x8F, 1)); // as the authority's list has it, and as its certificate
        Assert.NotEqual(Key(0x8F, 1), Key(0x8F));
    }

    [Fact]
    public void A_later_list_moves_a_revocation_to_an_earlier_date_and_never_drops_it()
    {
        var (early, late) = (Whole(_world.Time - 5000), Whole(_world.Time));
        _world.Later(World.Day).MustRun(_world.Bidder, TrustWorld.Importing(TrustWorld.RootCrl(Whole(_world.Time), (2, late))));
        Assert.True(_world.Ask(_leaf, at: late - 1).IsGood);
        _world.Later(World.Day).MustRun(_world.Bidder, TrustWorld.Importing(TrustWorld.RootCrl(Whole(_world.Time), (2, early))));
        Assert.Equal("revoked", _world.Ask(_leaf, at: late - 1).Reason.Code);
        _world.Later(World.Day).MustRun(_world.Bidder, TrustWorld.Importing(TrustWorld.RootCrl(Whole(_world.Time))));
        Assert.Equal("revoked", _world.Ask(_leaf, at: late - 1).Reason.Code);
    }

    [Fact]
    public void A_single_revocation_counts_from_its_block_on()
    {
        Assert.False(CertificateRows.Register(_world, _leaf).IsRefused);
        _world.Later(World.Day).MustRun(_world.Bidder, AccountRows.RevokingCall(AccountRows.Id(_leaf), "丢失"));
        Assert.Equal("revoked", _world.Ask(_leaf).Reason.Code);
        Assert.True(_world.Ask(_leaf, at: _world.Time - 1).IsGood);
    }

    [Fact]
    public void A_revoked_intermediate_ends_what_it_issued_from_its_date_on()
    {
        var below = CertificateRows.FromSub();
        Assert.False(CertificateRows.Register(_world, below).IsRefused);
        var since = Whole(_world.Time + World.Day);
        _world.Later(2 * World.Day)
            .MustRun(_world.Bidder, TrustWorld.Importing(TrustWorld.RootCrl(Whole(_world.Time), (TrustWorld.SubSerial, since))));
        Assert.Equal("revoked", _world.Ask(below).Reason.Code);
        Assert.True(_world.Ask(below, at: since - 1).IsGood);
        Assert.Equal(RefusalCode.CertificateNotValid, Resolve(below));
        Assert.True(_world.Ask(_leaf).IsGood);
    }

    [Fact]
    public void An_authority_left_out_by_vote_ends_what_it_issued()
    {
        var below = CertificateRows.FromSub();
        Assert.False(CertificateRows.Register(_world, below).IsRefused);
        var before = _world.Time;
        _world.Later(World.Day).MustEnact(TrustWorld.Entering(e => e.Certificates.RemoveAt(1)));
        Assert.False(_world.Ask(below).IsGood);
        Assert.True(_world.Ask(below, at: before).IsGood);
        Assert.Equal(RefusalCode.CertificateNotValid, Resolve(below));
    }

    [Fact]
    public void The_most_specific_place_decides_and_its_past_stands()
    {
        var before = _world.Time;
        _world.Later(World.Day)
            .MustEnact(TrustWorld.Accepting("440000", AcceptedUsage.Login), TrustWorld.Accepting(World.Uscc(1), AcceptedUsage.Seal));
        Assert.True(_world.Ask(_leaf, CertificateUsage.Seal).IsGood);
        Assert.Equal("not-accepted", _world.Ask(_leaf, CertificateUsage.Sign).Reason.Code);
        Assert.True(_world.Ask(_leaf, CertificateUsage.Sign, before).IsGood);
        Assert.True(_world.Ask(_leaf, CertificateUsage.Login, place: new TrustPlace("440400")).IsGood);
        Assert.Equal("not-accepted", _world.Ask(_leaf, CertificateUsage.Sign, place: new TrustPlace("440400", World.Uscc(2))).Reason.Code);
        Assert.True(_world.Ask(_leaf, CertificateUsage.Sign, place: new TrustPlace("110000")).IsGood);
    }

    [Fact]
    public void A_floor_in_the_future_counts_from_its_date_on_and_one_in_the_past_from_now()
    {
        var from = _world.Time + World.Day;
        _world.MustEnact(TrustWorld.Floor(sm2: false, from: from));
        Assert.True(_world.Ask(_leaf, at: from - 1).IsGood);
        Assert.Equal("key-too-weak", _world.Ask(_leaf, at: from).Reason.Code);

        _world.Later(2 * World.Day).MustEnact(TrustWorld.Floor(from: 1));
        Assert.True(_world.Ask(_leaf).IsGood);
        Assert.Equal("key-too-weak", _world.Ask(_leaf, at: _world.Time - 1).Reason.Code);
    }

    [Theory]
    [InlineData(StaleMeaning.Refuse)]
    [InlineData(StaleMeaning.Warn)]
    public void A_stale_list_means_what_the_policy_of_that_time_says(StaleMeaning meaning)
    {
        var before = _world.Time;
        _world.Later(1).MustEnact(TrustWorld.Freshness(meaning, maxAgeMs: World.Day));
        Says("revocation-list-missing", _world.Time);
        Says(null, before);

        var list = Whole(_world.Later(World.Day).Time);
        _world.Time = list;
        _world.MustRun(_world.Bidder, TrustWorld.Importing(TrustWorld.RootCrl(list)));
        Says(null, list + World.Day);
        Says("revocation-too-old", list + World.Day + 1);
        Says(null, list - 1); // a list made later speaks for that time, too

        _world.Later(5 * World.Day).MustEnact(TrustWorld.Freshness(meaning, TrustWorld.CaId, 30 * World.Day));
        Says(null, _world.Time);

        void Says(string? code, long at)
        {
            var answer = _world.Ask(_leaf, at: at);
            var refuses = code is not null && meaning == StaleMeaning.Refuse;
            Assert.Equal(refuses ? code : "good", answer.Reason.Code);
            Assert.Equal(code is null || refuses ? [] : [code], answer.Warnings.Select(warning => warning.Code));
        }
    }

    [Fact]
    public void A_replaced_certificate_counts_until_its_named_time()
    {
        Assert.False(CertificateRows.Register(_world, _leaf).IsRefused);
        var until = _world.Time + (7 * World.Day);
        _world.MustRun(_world.Bidder, CertificateRows.ReplacingCall(_world, r => r.OldUntil = until));
        var successor = Certificates.Leaf(World.Uscc(7), null, t => t with { SerialNumber = new byte[] { 3 } });
        Assert.True(_world.Ask(_leaf, at: until - 1).IsGood);
        Assert.Equal("replaced", _world.Ask(_leaf, at: until).Reason.Code);
        Assert.True(_world.Ask(successor).IsGood);
        Assert.Equal(RefusalCode.None, Resolve(_leaf));
        Assert.Equal(RefusalCode.None, Resolve(successor));
        _world.Time = until;
        Assert.Equal(RefusalCode.CertificateNotValid, Resolve(_leaf));
        Assert.Equal(RefusalCode.None, Resolve(successor));
    }

    [Fact]
    public void An_encryption_certificate_is_never_a_signer()
    {
        Assert.False(CertificateRows.RegisterPair(_world, Certificates.LeafKey, null).IsRefused);
        Assert.Equal(RefusalCode.NotASigningKey, Resolve(CertificateRows.Encryption(_world.Bidder.Uscc)));
    }

    [Fact]
    public void Of_the_future_the_state_knows_nothing()
    {
        var question = new TrustQuestion(_leaf, CertificateUsage.Sign, TrustWorld.Zhuhai, _world.Time + 1);
        Assert.Equal(
            "time-not-reached",
            CertificateTrust.Check(_world.State, World.Hasher, new SignatureVerifier(), question, _world.Time).Reason.Code);
    }

    [Fact]
    public void The_answer_follows_from_the_keys_it_asks_for_alone()
    {
        _world.MustEnact(TrustWorld.Freshness(StaleMeaning.Warn));
        var below = CertificateRows.FromSub();
        Assert.False(CertificateRows.Register(_world, below).IsRefused);
        var question = new TrustQuestion(below, CertificateUsage.Sign, TrustWorld.Zhuhai, _world.Time);
        var verifier = new SignatureVerifier();
        var partial = new PartialState();
        TrustAnswer? answer;
        var rounds = 0;
        while (!partial.TryEvaluate(state => CertificateTrust.Check(state, World.Hasher, verifier, question, _world.Time), out answer))
        {
            foreach (var key in partial.Needed.ToList())
            {
                partial.Add(key, _world.State.Get(key));
            }

            Assert.InRange(++rounds, 1, 10);
        }

        var whole = _world.Ask(below);
        Assert.Equal(
            whole with { Warnings = [] },
            answer! with { Warnings = [] },
            (a, b) => a.Reason == b.Reason && a.CertificateId == b.CertificateId && a.CaId == b.CaId && a.Uscc == b.Uscc);
        Assert.Equal(whole.Warnings, answer!.Warnings);
        Assert.Equal(["revocation-list-missing"], answer.Warnings.Select(warning => warning.Code));
    }

    [Fact]
    public void Every_reason_has_its_own_code() =>
        Assert.Distinct(TrustReasons.All.Select(reason => reason.Code).Concat(PathReasons.All.Select(reason => reason.Code)));

    private RefusalCode Resolve(Certificate certificate) =>
        SignerRules.Resolve(_world.State, CertificateId.Compute(World.Hasher, certificate.Der.Span), _world.Time, out _).Code;

    private static long Whole(long time) => time / 1000 * 1000;
}
