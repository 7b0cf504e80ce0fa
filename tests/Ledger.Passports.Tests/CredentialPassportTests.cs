using System.Collections.Concurrent;
using Google.Protobuf;
using Ledger.Passports.Credentials;
using Ledger.Protocol.V1;
using Ledger.Schema.Account;

namespace Ledger.Passports.Tests;

/// <summary>What a credential's passport shows, to whom, and what is refused.</summary>
public sealed class CredentialPassportTests
{
    [Fact]
    public async Task Only_the_fields_asked_for_are_shown()
    {
        await using var world = await CredentialWorld.CreateAsync();
        var passport = await world.BuildAsync();
        var report = world.Verify(passport);

        Assert.True(report.IsValid, report.Failure?.ToString());
        Assert.Equal(PassportCheckNames.OfCredential, report.Checks.Select(check => check.Name));
        Assert.All(report.Checks, check => Assert.Equal(PassportOutcome.Pass, check.Outcome));
        var view = report.Credential!;
        Assert.Equal([("category", "JZS1"), ("person_name", "张伟")], view.Fields.Select(field => (field.Name, field.Value)));
        Assert.Equal((CredentialWorld.Subject.Uscc, CredentialWorld.Issuer.Uscc), (view.SubjectUscc, view.IssuerUscc));
        Assert.Equal((CredentialWorld.Issuer.Name, CredentialKind.Person, false), (view.IssuerName, view.Kind, view.IsLate));
        Assert.Equal(world.Request, view.Request);

        var file = PassportFile.Encode(passport);
        Assert.All(
            (string[])["市政公用工程", "粤建许", "specialty"],
            hidden => Assert.Equal(-1, file.AsSpan().IndexOf(System.Text.Encoding.UTF8.GetBytes(hidden))));
    }

    // That every byte of the blocks counts, the guarantee's passport shows: they are the same.
    [Fact]
    public async Task Every_byte_outside_the_blocks_counts()
    {
        await using var world = await CredentialWorld.CreateAsync();
        var passport = await world.BuildAsync();
        var file = PassportFile.Encode(passport);
        var (head, tail) = (passport.Clone(), passport.Clone());
        head.Blocks.Clear();
        tail.Blocks.Clear();
        (tail.ChainId, tail.Kind, tail.RecordKey) = (ByteString.Empty, PassportKind.Unspecified, ByteString.Empty);
        var (before, after) = (PassportFile.Encode(head).Length - tail.CalculateSize(), file.Length - tail.CalculateSize());
        var verifier = new PassportVerifier(PassportTrust.Of(world.Genesis));
        Assert.True(verifier.Verify(file, world.Request).IsValid);
        var taken = new ConcurrentBag<int>();
        Parallel.ForEach(Enumerable.Range(0, before).Concat(Enumerable.Range(after, file.Length - after)), at =>
        {
            var flipped = (byte[])file.Clone();
            flipped[at] ^= (byte)(1 << (at % 8));
            if (verifier.Verify(flipped, world.Request).Failure is null)
            {
                taken.Add(at);
            }
        });
        Assert.Empty(taken.Order());
    }

    // One consortium for all: each spoils a copy.
    [Fact]
    public async Task What_somebody_might_make_up_is_refused_by_the_check_that_it_fails()
    {
        await using var world = await CredentialWorld.CreateAsync();
        var genuine = await world.BuildAsync();
        var others = world.Make(CredentialWorld.Recorded(22, world.Now)); // another record of the same issuer and subject
        var byStranger = world.Make(world.Record.Recorded, CredentialWorld.Stranger);

        // By who holds the subject's key: signed again after each change.
        Fails("a field more", PassportCheckNames.Request, p => p.Openings.Add(OpeningOf(world, "specialty")));
        Fails("a field less", PassportCheckNames.Request, p => p.Openings.RemoveAt(0));
        Fails("fields in another order", PassportCheckNames.Request, p => p.Openings.Insert(0, p.Openings[1].Clone()), then: p =>
            p.Openings.RemoveAt(2));
        Fails("a field twice", PassportCheckNames.Commitment, p => p.Openings.Add(p.Openings[0].Clone()));
        Fails("another value", PassportCheckNames.Commitment, p => p.Openings[0].Content = new CredentialField
        {
            Name = "category",
            Value = "JZS2",
        }.ToByteString());
        Fails("a value under another name", PassportCheckNames.Commitment, p => p.Openings[0].Content = new CredentialField
        {
            Name = "specialty",
            Value = "JZS1",
        }.ToByteString());
        Fails("no salt", PassportCheckNames.Commitment, p => p.Openings[0].Salt = ByteString.Empty);
        Fails("a salt of 16", PassportCheckNames.Commitment, p => p.Openings[0].Salt = ByteString.CopyFrom(new byte[16]));
        Fails("a field of another record", PassportCheckNames.Commitment, p => p.Openings[0] = others.Openings.First(one =>
            CredentialField.Parser.ParseFrom(one.Content).Name == "category").Clone());
        Fails("the commitments of another record", PassportCheckNames.Commitment, p => p.Commitments = others.Commitments);
        Fails("another encoding of a field", PassportCheckNames.Commitment, p => p.Openings[0].Content = ByteString.CopyFrom(
            [.. p.Openings[0].Content.Span, 0x7A, 0x00]));
        Fails("commitments that a stranger signed", PassportCheckNames.IssuerSignature, p =>
        {
            p.Commitments = new SignedCommitments(p.Commitments) { Signature = byStranger.Commitments.Signature };
        });
        Fails("a stranger's certificate in the issuer's place", PassportCheckNames.IssuerCertificate, p =>
            p.Certificates[0] = ByteString.CopyFrom(CredentialWorld.Stranger.Certificate.Der.Span));
        Fails("no answer to anything", PassportCheckNames.Request, p => p.Presentation.Request = ByteString.Empty);

        // By who does not.
        Fails("presented by another, of whom it proves nothing", PassportCheckNames.StateProof, _ => { }, CredentialWorld.Stranger);
        var anothers = world.Verify(await world.BuildAsync(CredentialWorld.Stranger));
        Assert.Contains("presents what is", anothers[PassportCheckNames.Holder].Detail, StringComparison.Ordinal);
        Assert.Equal(PassportOutcome.Fail, anothers[PassportCheckNames.Holder].Outcome);
        Fails("another request under the same signature", PassportCheckNames.Holder, p =>
            p.Presentation.Request = world.Asking("category", "person_name").ToByteString(), signer: null, signs: false);
        Fails("fields left out under the same signature", PassportCheckNames.Holder, p => p.Openings.Clear(), signer: null, signs: false);
        Fails("no presentation", PassportCheckNames.Format, p => p.Presentation = null, signer: null, signs: false);
        Fails("a transaction beside it", PassportCheckNames.Format, p => p.Blocks[0].Transactions.Add(new PassportTransaction()));
        Fails("shown as a guarantee", PassportCheckNames.Format, p => p.Kind = PassportKind.Guarantee);

        void Fails(
            string what, string check, Action<Passport> spoil, Seeds.Participant? signer = null, bool signs = true,
            Action<Passport>? then = null)
        {
            var spoilt = genuine.Clone();
            spoil(spoilt);
            then?.Invoke(spoilt);
            if (signs)
            {
                world.SignAgain(spoilt, signer);
            }

            var report = world.Verify(spoilt);
            Assert.True(report[check].Outcome == PassportOutcome.Fail, $"{what}: {report.Failure?.ToString() ?? "taken"}");
            Assert.Null(report.Credential);
        }
    }

    [Fact]
    public async Task It_answers_one_request_and_no_other()
    {
        await using var world = await CredentialWorld.CreateAsync();
        var passport = await world.BuildAsync();
        var verifier = new PassportVerifier(PassportTrust.Of(world.Genesis));
        var without = verifier.Verify(PassportFile.Encode(passport));
        Assert.Contains("give it", without[PassportCheckNames.Request].Detail, StringComparison.Ordinal);
        Fails("section", asked => asked.SectionCode = "A4404000000000001001002");
        Fails("section", asked => asked.SectionCode = string.Empty);
        Fails("made for", asked => asked.Audience = "广州交易集团");
        Fails("nonce", asked => asked.Nonce = world.Asking("category").Nonce);
        Fails("others", asked => asked.AsOf--);
        Fails("others", asked => asked.Fields.RemoveAt(0));
        Fails("others", asked => asked.Kind = CredentialKind.Credit);

        void Fails(string reason, Action<PassportRequest> change)
        {
            var asked = world.Request.Clone();
            change(asked);
            var failed = world.Verify(passport, asked)[PassportCheckNames.Request];
            Assert.Equal(PassportOutcome.Fail, failed.Outcome);
            Assert.Contains(reason, failed.Detail, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData(CredentialChangeKind.Suspended, "Suspended")]
    [InlineData(CredentialChangeKind.Revoked, "Revoked")]
    [InlineData(CredentialChangeKind.Superseded, "Superseded")]
    [InlineData(CredentialChangeKind.Repaired, "Repaired")]
    public async Task A_record_that_stands_no_more_is_refused_even_if_it_did_when_asked_about(CredentialChangeKind kind, string word)
    {
        await using var world = await CredentialWorld.CreateAsync();
        world.Change(kind, world.Now + 1); // the next block is later
        await RefusedAsync(world, PassportCheckNames.Standing, word);
        world.Request = world.Asking("category", "person_name"); // asked about now, when it is so
        await RefusedAsync(world, PassportCheckNames.Standing, $"is {word} at");
    }

    [Fact]
    public async Task A_state_older_than_the_time_asked_about_proves_nothing_of_it()
    {
        await using var world = await CredentialWorld.CreateAsync();
        world.Request.AsOf = world.Now + 1;
        await RefusedAsync(world, PassportCheckNames.Standing, "made later");
        world.Chain.Put();
        Assert.True(world.Verify(await world.BuildAsync()).IsValid);
    }

    [Fact]
    public async Task A_record_that_has_not_begun_or_has_expired_is_refused()
    {
        await using var world = await CredentialWorld.CreateAsync();
        world.Request.AsOf = world.Record.Recorded.EffectiveFrom - 1;
        await RefusedAsync(world, PassportCheckNames.Standing, "NotYet");
        world.Record.Recorded.EffectiveUntil = world.Now;
        world.Commit(world.File, world.Record);
        world.Request.AsOf = world.Now;
        await RefusedAsync(world, PassportCheckNames.Standing, "Expired");
        world.Request.AsOf = world.Record.Recorded.EffectiveUntil - 1; // in force at the deadline, expired since: it is shown as such
        var report = world.Verify(await world.BuildAsync());
        Assert.True(report.IsValid, report.Failure?.ToString());
        Assert.Contains("expired by", report[PassportCheckNames.Standing].Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_lost_computer_presents_nothing_once_its_certificate_is_revoked()
    {
        await using var world = await CredentialWorld.CreateAsync();
        world.Revoke(CredentialWorld.Subject, world.Now);
        await RefusedAsync(world, PassportCheckNames.Holder, "revoked");
    }

    [Fact]
    public async Task An_operator_whose_power_to_sign_is_over_presents_nothing()
    {
        await using var world = await CredentialWorld.CreateAsync();
        var key = AccountTables.OperatorKey(CredentialWorld.Subject.Uscc, CredentialWorld.Subject.CertificateId.ToArray());
        var term = new OperatorTerm { Powers = { OperatorPower.Sign }, AppointedAt = 1, Until = long.MaxValue };
        world.Chain.Put((key, new Operator { Terms = { term } }));
        Assert.True(world.Verify(await world.BuildAsync()).IsValid);
        term.DismissedAt = world.Now;
        world.Chain.Put((key, new Operator { Terms = { term } }));
        await RefusedAsync(world, PassportCheckNames.Holder, "may not sign");
        (term.DismissedAt, term.Powers[0]) = (0, OperatorPower.Pay);
        world.Chain.Put((key, new Operator { Terms = { term } }));
        await RefusedAsync(world, PassportCheckNames.Holder, "may not sign");
    }

    [Fact]
    public async Task Commitments_made_anew_take_the_place_of_those_before()
    {
        await using var world = await CredentialWorld.CreateAsync();
        world.Commit(world.Make(world.Record.Recorded), world.Record); // new salts: the file of before is worth nothing
        await RefusedAsync(world, PassportCheckNames.Commitment, "newest file");
    }

    [Fact]
    public async Task An_issuer_whose_certificate_had_gone_before_it_committed_is_refused_and_afterwards_not()
    {
        await using var world = await CredentialWorld.CreateAsync();
        world.Revoke(CredentialWorld.Issuer, world.Now);
        Assert.True(world.Verify(await world.BuildAsync()).IsValid); // it was good when the commitments came to the chain
        world.Revoke(CredentialWorld.Issuer, 1);
        await RefusedAsync(world, PassportCheckNames.IssuerCertificate, "revoked");
    }

    [Fact]
    public async Task A_request_and_a_file_that_do_not_fit_are_told_before_anything_is_signed()
    {
        await using var world = await CredentialWorld.CreateAsync();
        await ThrowsAsync("fields must be some of", world.Request.Clone(), request => request.Fields[0] = "colour");
        await ThrowsAsync("ascending", world.Request.Clone(), request => request.Fields.Add("category"));
        await ThrowsAsync("another chain", world.Request.Clone(), request => request.ChainId = ByteString.Empty);
        await ThrowsAsync("nonce", world.Request.Clone(), request => request.Nonce = ByteString.CopyFrom(new byte[16]));
        await ThrowsAsync("audience", world.Request.Clone(), request => request.Audience = "a\nb");
        await ThrowsAsync("section_code", world.Request.Clone(), request => request.SectionCode = "A44");
        await ThrowsAsync("another kind", world.Request.Clone(), request =>
        {
            request.Kind = CredentialKind.Credit;
            request.Fields.Clear();
            request.Fields.Add("basis");
        });
        world.File.Openings[0].Salt = ByteString.CopyFrom(new byte[8]);
        await ThrowsAsync("salt", world.Request, _ => { });

        async Task ThrowsAsync(string reason, PassportRequest request, Action<PassportRequest> change)
        {
            change(request);
            var thrown = await Assert.ThrowsAsync<InvalidDataException>(() => world.BuildAsync(request: request));
            Assert.Contains(reason, thrown.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task What_is_read_of_the_chain_is_the_same_whoever_asks()
    {
        await using var world = await CredentialWorld.CreateAsync();
        var one = await world.BuildAsync();
        world.Request = PassportRequests.Make(
            world.Genesis.ChainId, "某银行", string.Empty, CredentialKind.Person, ["specialty"], world.Now);
        var other = await world.BuildAsync();
        Assert.Equal(one.Blocks, other.Blocks);
        Assert.True(world.Verify(other).IsValid);
    }

    private static PassportOpening OpeningOf(CredentialWorld world, string name) => world.File.Openings.Single(
        one => CredentialField.Parser.ParseFrom(one.Content).Name == name).Clone();

    private static async Task RefusedAsync(CredentialWorld world, string check, string reason)
    {
        var report = world.Verify(await world.BuildAsync());
        Assert.True(report[check].Outcome == PassportOutcome.Fail, report.Failure?.ToString() ?? "it was taken");
        Assert.Contains(reason, report[check].Detail, StringComparison.Ordinal);
        Assert.Null(report.Credential);
    }
}
