using System.Globalization;
using System.Text.Json;
using Google.Protobuf;
using Ledger.Client.Passports;
using Ledger.FakeNode;
using Ledger.Passports;
using Ledger.Passports.Tests;
using Ledger.Protocol.V1;
using Ledger.Schema;
using Ledger.Schema.Account;
using Ledger.Schema.CaTrust;

namespace Ledger.Web.Tests;

/// <summary>
/// Passports, genuine and forged, with what the C# verifier says of each: <c>cases.json</c> beside the files that it names. The one in
/// TypeScript was written from the specification, so that where the two say the same they check each other.
/// </summary>
internal sealed class PassportCases : IDisposable
{
    private readonly List<object> _cases = [];

    private PassportCases() => Folder = Directory.CreateTempSubdirectory("ledger-passports").FullName;

    internal string Folder { get; }

    internal static async Task<PassportCases> WriteAsync()
    {
        var cases = new PassportCases();
        await cases.AddRevealedAsync();
        await cases.AddSealedAsync();
        await cases.AddOfIssuersAsync();
        await File.WriteAllTextAsync(Path.Combine(cases.Folder, "cases.json"), JsonSerializer.Serialize(cases._cases));
        return cases;
    }

    public void Dispose() => Directory.Delete(Folder, recursive: true);

    private async Task AddRevealedAsync()
    {
        await using var world = await PassportWorld.RevealedAsync();
        var genuine = await world.BuildAsync();
        Add(world, "revealed", genuine);
        Add(world, "with its genesis", await world.BuildAsync(new PassportOptions { WithGenesis = true }));
        Forge("too few votes", passport => passport.Blocks[^1].Certificate.Votes.RemoveAt(0));
        Forge("another chain", passport => passport.ChainId = ByteString.CopyFrom(new byte[32]));
        Forge("another genesis file", passport => passport.Genesis = ByteString.CopyFromUtf8("{}"));
        Forge("blocks out of order", passport => (passport.Blocks[0], passport.Blocks[1]) = (passport.Blocks[1], passport.Blocks[0]));
        Forge("a header above that does not follow", passport => passport.Blocks[0].Headers.Add(world.Chain.Head.HeaderBytes));
        Forge("another value", passport => passport.Blocks[^1].State.Leaves[0].Value = ByteString.CopyFromUtf8("another"));
        Forge("a side beyond the path", passport => passport.Blocks[0].Transactions[0].Left |= 1UL << 40);
        Forge("another place in the block", passport => passport.Blocks[0].Transactions[0].Left ^= 1);
        Forge("no transaction", passport => passport.Blocks[0].Transactions.Clear());
        Forge("a transaction twice", passport => passport.Blocks[0].Transactions.Add(passport.Blocks[0].Transactions[0].Clone()));
        Forge("a certificate more", passport => passport.Certificates.Add(ByteString.CopyFrom(world.Stranger.Certificate.Der.Span)));
        Forge("another certificate", passport => passport.Certificates[0] = ByteString.CopyFrom(world.Stranger.Certificate.Der.Span));
        Forge("something that is no guarantee", passport =>
            passport.RecordKey = ByteString.CopyFrom(AccountTables.Certificates.Key(world.Issuer.CertificateId.ToArray())));
        Forge("swapped terms", passport =>
        {
            var terms = world.Terms;
            terms.AmountFen *= 10;
            passport.Openings[0].Content = terms.ToByteString();
        });
        Forge("a salt too short", passport => passport.Openings[0].Salt = ByteString.Empty);
        var record = world.Record.Clone();
        record.Terms.AmountFen++;
        world.Put(record);
        Add(world, "a record of other terms than were committed to", await world.BuildAsync());

        void Forge(string name, Action<Passport> forge)
        {
            var passport = genuine.Clone();
            forge(passport);
            Add(world, name, passport);
        }
    }

    private async Task AddSealedAsync()
    {
        await using var world = await PassportWorld.SealedAsync(static chain =>
        {
            chain.ChangeValidators(1, 2, 3, 5);
            chain.Put();
            chain.ChangeValidators(5, 6, 7);
            chain.Put();
        });
        var passport = await world.BuildAsync();
        Add(world, "sealed, over changes of validators", passport);
        Add(world, "sealed, opened by who holds its salt", await world.BuildAsync(new PassportOptions { Opening = world.Opening }));
        passport.Blocks.RemoveAt(0);
        Add(world, "a set that does not follow", passport);
    }

    // What the state says of the signer at the time of signing, which is the block's.
    private async Task AddOfIssuersAsync()
    {
        await AddSignedAsync("revoked as it signed", static (record, at) => record.RevokedAt = at);
        await AddSignedAsync("revoked after it signed", static (record, at) => record.RevokedAt = at + 1);
        await AddSignedAsync("replaced as it signed", static (record, at) =>
            (record.ReplacedUntil, record.ReplacedBy) = (at, ByteString.CopyFrom(new byte[32])));
        await AddSignedAsync("expired before it signed", static (record, at) => record.NotAfter = at - 1);
        await AddSignedAsync("whose path expired before it signed", static (record, at) => record.PathNotAfter = at - 1);
        await AddSignedAsync("registered after it signed", static (record, at) => record.RegisteredAt = at + 1);
        await AddSignedAsync("for encryption", static (record, _) => record.Kind = CertificateKind.Encryption);
        await AddSignedAsync("of another subject", static (record, _) => record.Uscc = Keys.MemberUscc);
        await AddSignedAsync("with another key", static (record, _) => record.PublicKey = ByteString.CopyFrom(Generator()));
        await AddStandingAsync("whose CA was suspended as it signed", static (standing, _, at) => standing.Statuses.Add(
            new AuthorityStatusEntry { EffectiveFrom = at, Status = AuthorityStatus.Suspended, Reason = "r" }));
        await AddStandingAsync("whose CA was suspended after it signed", static (standing, _, at) => standing.Statuses.Add(
            new AuthorityStatusEntry { EffectiveFrom = at + 1, Status = AuthorityStatus.Suspended, Reason = "r" }));
        await AddStandingAsync("whose authority ended as it signed", static (standing, record, at) => standing.Ended.Add(
            new EndedIssuer { IssuerId = record.IssuerId, Since = at }));
    }

    private Task AddSignedAsync(string name, Action<CertificateRecord, long> change) => AddChangedAsync(name, (world, record, at) =>
    {
        change(record, at);
        world.Chain.Put((AccountTables.Certificates.Key(world.Issuer.CertificateId.ToArray()), record));
    });

    private Task AddStandingAsync(string name, Action<AuthorityStanding, CertificateRecord, long> change) =>
        AddChangedAsync(name, (world, record, at) =>
        {
            var key = CaTrustTables.Standings.Key(record.CaId);
            var standing = Read(world, CaTrustTables.Standings, key);
            change(standing, record, at);
            world.Chain.Put((key, standing));
        });

    private async Task AddChangedAsync(string name, Action<PassportWorld, CertificateRecord, long> change)
    {
        await using var world = await PassportWorld.RevealedAsync();
        var key = AccountTables.Certificates.Key(world.Issuer.CertificateId.ToArray());
        change(world, Read(world, AccountTables.Certificates, key), world.IssuedIn.Header.Time);
        Add(world, name, await world.BuildAsync());
    }

    private static T Read<T>(PassportWorld world, StateTable<T> table, byte[] key)
        where T : class, IMessage<T>, new() => world.Client.ReadAsync(table, key).GetAwaiter().GetResult().Record!;

    // A point of P-256 that is nobody's key here.
    private static byte[] Generator() => Convert.FromHexString(
        "046b17d1f2e12c4247f8bce6e563a440f277037d812deb33a0f4a13945d898c2964fe342e2fe1a7f9b8ee7eb4a7c0f9e162bce33576b315ececbb6406837bf51f5");

    private void Add(PassportWorld world, string name, Passport passport)
    {
        var report = world.Verify(passport);
        var file = $"{_cases.Count}.ldgp";
        File.WriteAllBytes(Path.Combine(Folder, file), PassportFile.Encode(passport));
        var genesis = $"{_cases.Count}.json";
        File.WriteAllBytes(Path.Combine(Folder, genesis), world.Genesis.FileBytes.ToArray());
        _cases.Add(new
        {
            name,
            file,
            genesis,
            checks = report.Checks.ToDictionary(static check => check.Name, static check => check.OutcomeName),
            failure = report.Failure?.Name,
            state = report.Guarantee?.State.ToString(),
            amount = report.Guarantee?.Terms?.AmountFen.ToString(CultureInfo.InvariantCulture),
        });
    }
}
