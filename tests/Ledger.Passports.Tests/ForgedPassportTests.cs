using Google.Protobuf;
using Ledger.Client.Passports;
using Ledger.FakeNode;
using Ledger.Protocol;
using Ledger.Protocol.V1;
using Ledger.Schema.Account;
using Ledger.Schema.Guarantee;

namespace Ledger.Passports.Tests;

/// <summary>What somebody might make up, and the check that says so.</summary>
public sealed class ForgedPassportTests
{
    [Fact]
    public Task Votes_of_strangers() => FailsAsync(PassportCheckNames.QuorumCertificate, (world, passport) =>
        Last(passport).Certificate = world.Chain.Certify(world.Chain.Head.Header, 20, 21, 22));

    [Fact]
    public Task Too_few_votes() => FailsAsync(PassportCheckNames.QuorumCertificate, "TooFewVotes", (world, passport) =>
        Last(passport).Certificate = world.Chain.Certify(world.Chain.Head.Header, 1, 2));

    [Fact]
    public Task One_vote_twice() => FailsAsync(PassportCheckNames.QuorumCertificate, "MalformedVotes", (world, passport) =>
        Last(passport).Certificate = world.Chain.Certify(world.Chain.Head.Header, 1, 1, 2));

    [Fact]
    public Task The_certificate_of_another_block() =>
        FailsAsync(PassportCheckNames.QuorumCertificate, "CertificateOfOtherBlock", (world, passport) =>
        Last(passport).Certificate = world.Chain.Certify(world.IssuedIn.Header, 1, 2, 3));

    [Fact]
    public Task A_header_that_its_validators_never_signed() => FailsAsync(PassportCheckNames.QuorumCertificate, (world, passport) =>
        Last(passport).Header = ByteString.CopyFrom((world.Chain.Head.Header with { StateRoot = Digest.Zero }).Encode()));

    [Fact]
    public Task A_header_of_a_set_that_nobody_named() => FailsAsync(PassportCheckNames.ValidatorChain, (world, passport) =>
    {
        var strangers = ValidatorRoster.TryCreate(world.Genesis.Hasher, Keys.Set(world.Genesis.Hasher, [20, 21, 22]))!;
        var header = world.Chain.Head.Header with { ValidatorsHash = strangers.Hash };
        Last(passport).Header = ByteString.CopyFrom(header.Encode());
        Last(passport).Certificate = world.Chain.Certify(header, 20, 21, 22);
    });

    [Fact]
    public Task A_header_above_that_does_not_follow() => FailsAsync(PassportCheckNames.QuorumCertificate, (world, passport) =>
        passport.Blocks[0].Headers.Add(world.Chain.Head.HeaderBytes));

    [Fact]
    public Task Blocks_out_of_order() => FailsAsync(PassportCheckNames.QuorumCertificate, (_, passport) =>
    {
        var first = passport.Blocks[0];
        passport.Blocks.RemoveAt(0);
        passport.Blocks.Add(first);
    });

    [Fact]
    public Task The_state_of_another_height() => FailsAsync(PassportCheckNames.StateProof, (world, passport) =>
    {
        var older = world.BuildAsync(new PassportOptions { Height = world.IssuedIn.Header.Height + 1 }).GetAwaiter().GetResult();
        Last(passport).State = Last(older).State;
    });

    [Fact]
    public Task Another_guarantees_key() => FailsAsync(PassportCheckNames.Commitment, (_, passport) =>
        passport.RecordKey = ByteString.CopyFrom(GuaranteeTables.Guarantees.Key(Enumerable.Repeat((byte)9, 16).ToArray())));

    [Fact]
    public Task A_decoy_of_the_same_transaction() => FailsAsync(PassportCheckNames.StateProof, (_, passport) =>
        passport.RecordKey = ByteString.CopyFrom(GuaranteeTables.Guarantees.Key(new byte[16])));

    [Fact]
    public Task Something_that_is_no_guarantee() => FailsAsync(PassportCheckNames.Commitment, (world, passport) =>
        passport.RecordKey = ByteString.CopyFrom(AccountTables.Certificates.Key(world.Issuer.CertificateId.ToArray())));

    [Fact]
    public Task Other_values_in_the_state() => FailsAsync(PassportCheckNames.StateProof, (world, passport) =>
    {
        var leaf = Last(passport).State.Leaves.Single(one => one.Key.Span.SequenceEqual(PassportWorld.Key));
        var record = world.Record.Clone();
        record.Terms.AmountFen++;
        leaf.Value = record.ToByteString();
    });

    [Fact]
    public Task Another_transaction() => FailsAsync(PassportCheckNames.TransactionInclusion, (world, passport) =>
    {
        var call = new Call
        {
            Guarantee = new GuaranteeCall { Issue = new IssueGuarantees { Guarantees = { world.Sealed(PassportWorld.GuaranteeId) } } },
        };
        passport.Blocks[0].Transactions[0].Transaction = ByteString.CopyFrom(world.Sign(world.Issuer, call).Bytes.Span);
    });

    [Fact]
    public Task Another_place_in_the_block() => FailsAsync(PassportCheckNames.TransactionInclusion, (_, passport) =>
        passport.Blocks[0].Transactions[0].Left ^= 1);

    [Fact]
    public Task A_side_beyond_the_path() => FailsAsync(PassportCheckNames.TransactionInclusion, (_, passport) =>
        passport.Blocks[0].Transactions[0].Left |= 1UL << 40);

    [Fact]
    public Task A_second_transaction() => FailsAsync(PassportCheckNames.TransactionInclusion, (_, passport) =>
        passport.Blocks[0].Transactions.Add(passport.Blocks[0].Transactions[0].Clone()));

    [Fact]
    public Task No_transaction() =>
        FailsAsync(PassportCheckNames.TransactionInclusion, (_, passport) => passport.Blocks[0].Transactions.Clear());

    [Fact]
    public Task Another_certificate() => FailsAsync(PassportCheckNames.IssuerCertificate, (world, passport) =>
        passport.Certificates[0] = ByteString.CopyFrom(world.Stranger.Certificate.Der.Span));

    [Fact]
    public Task A_certificate_more() => FailsAsync(PassportCheckNames.IssuerCertificate, (world, passport) =>
        passport.Certificates.Add(ByteString.CopyFrom(world.Stranger.Certificate.Der.Span)));

    [Fact]
    public Task Swapped_terms() => FailsAsync(PassportCheckNames.Commitment, (world, passport) =>
    {
        var terms = world.Terms;
        terms.AmountFen *= 10;
        passport.Openings[0].Content = terms.ToByteString();
    });

    [Fact]
    public Task A_salt_that_is_too_short() =>
        FailsAsync(PassportCheckNames.Commitment, (_, passport) => passport.Openings[0].Salt = ByteString.Empty);

    [Fact]
    public Task Another_chain() =>
        FailsAsync(PassportCheckNames.Genesis, (_, passport) => passport.ChainId = ByteString.CopyFrom(new byte[32]));

    [Fact]
    public Task Another_chains_genesis() => FailsAsync(PassportCheckNames.Genesis, (world, passport) =>
        passport.Genesis = ByteString.CopyFrom([.. world.Genesis.FileBytes.Span, (byte)'\n']));

    [Fact]
    public async Task A_genuine_passport_of_another_chain()
    {
        await using var world = await PassportWorld.RevealedAsync();
        using var other = new FakeChain(validators: [1, 2, 3]);
        var report = new PassportVerifier(PassportTrust.Of(other.Genesis)).Verify(PassportFile.Encode(await world.BuildAsync()));
        Assert.Equal(PassportCheckNames.Genesis, report.Failure!.Name);
    }

    private static PassportBlock Last(Passport passport) => passport.Blocks[^1];

    private static Task FailsAsync(string check, Action<PassportWorld, Passport> forge) => FailsAsync(check, string.Empty, forge);

    private static async Task FailsAsync(string check, string detail, Action<PassportWorld, Passport> forge)
    {
        await using var world = await PassportWorld.RevealedAsync();
        var passport = await world.BuildAsync();
        Assert.True(world.Verify(passport).IsValid);
        forge(world, passport);
        var report = world.Verify(passport);
        Assert.False(report.IsValid);
        Assert.Equal(check, report.Failure!.Name);
        Assert.Contains(detail, report.Failure.Detail, StringComparison.Ordinal);
        Assert.Null(report.Guarantee);
    }
}
