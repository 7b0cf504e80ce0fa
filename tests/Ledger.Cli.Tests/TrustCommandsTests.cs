using System.Numerics;
using System.Text.Json.Nodes;
using Ledger.Certificates;
using Ledger.Certificates.Names;
using Ledger.Crypto;
using Ledger.Crypto.Keys;
using Ledger.Protocol;
using Ledger.Rehearsal;
using Ledger.Schema.CaTrust;
using Ledger.Seeds;
using Ledger.TestConsortium;
using Microsoft.Extensions.Logging.Abstractions;

namespace Ledger.Cli.Tests;

/// <summary>
/// The commands of the trust list against four real validators: a bidder's certificate, a suspension by vote, coming expiries.
/// </summary>
public sealed class TrustCommandsTests : IAsyncLifetime
{
    private const string BidderUscc = "91440400MA4UWX0R6T";
    private readonly string _folder = Directory.CreateTempSubdirectory("ledger-trust").FullName;
    private readonly Participant _bidder = ConsortiumSeed.Create().Authorities[1].Certify(BidderUscc, "珠海建设有限公司");
    private ConsortiumRehearsal? _consortium;

    public async Task InitializeAsync()
    {
        _consortium = await ConsortiumRehearsal.StartAsync(
            new RehearsalOptions { DataDirectory = Data, Record = null }, NullLoggerFactory.Instance, CancellationToken.None);
        await File.WriteAllTextAsync(PathOf("pin"), ConsortiumFiles.TestPin);
        await File.WriteAllBytesAsync(PathOf("bidder.crt"), _bidder.Certificate.Der.ToArray());
        KeyFile.Create(PathOf("bidder.key"), _bidder.KeyPair, ConsortiumFiles.TestPin, KeyFileCost.OfKnownKeys);
    }

    public async Task DisposeAsync()
    {
        await _consortium!.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    private string Data => PathOf("data");

    [Fact]
    public async Task A_certificate_is_registered_checked_and_revoked_and_a_CA_suspended_by_vote()
    {
        await File.WriteAllTextAsync(
            PathOf("subject.json"),
            """{"calls": [{"account": {"registerSubject": {"uscc": "CODE", "name": "珠海建设有限公司"}}}]}""".Replace(
                "CODE", BidderUscc, StringComparison.Ordinal));
        await RunAsync(ExitCode.Done, "tx", "submit", PathOf("subject.json"));
        var registered = await RunAsync(ExitCode.Done, "cert", "register", PathOf("bidder.crt"), "--certificate-key", PathOf("bidder.key"));
        Assert.Equal(_bidder.CertificateId.ToString(), (string?)registered["certificate"]);

        var good = await RunAsync(ExitCode.Done, "cert", "check", PathOf("bidder.crt"), "--usage", "sign", "--region", "440400");
        Assert.Equal(("good", BidderUscc), ((string?)good["reason"], (string?)good["uscc"]));
        Assert.Equal(
            "usage-key",
            (string?)(await RunAsync(ExitCode.NotVerified, "cert", "check", PathOf("bidder.crt"), "--usage", "encrypt"))["reason"]);

        var list = await RunAsync(ExitCode.Done, "ca", "list");
        var authorities = list["authorities"]!.AsArray();
        Assert.Equal(2, authorities.Count);
        Assert.All(authorities, authority => Assert.Equal("Active", (string?)authority!["status"]));

        await File.WriteAllTextAsync(PathOf("suspend.json"), $$$"""
            {"setStatus": {"caId": "{{{good["ca"]}}}", "status": "AUTHORITY_STATUS_SUSPENDED", "evidenceDigest": "{{{new string('0', 64)}}}", "reason": "整改"}}
            """);
        var proposed = await RunAsync(ExitCode.Done, "ca", "propose", PathOf("suspend.json"), "--days", "3");
        foreach (var member in (string[])["zhuhai", "beijing", "guangzhou"])
        {
            await RunAsync(ExitCode.Done, "proposal", "vote", (string)proposed["proposal"]!, "--approve", "--key", Member(member));
        }

        Assert.Equal(
            "authority-suspended", (string?)(await RunAsync(ExitCode.NotVerified, "cert", "check", PathOf("bidder.crt")))["reason"]);
        Assert.Equal(
            "good",
            (string?)(await RunAsync(ExitCode.Done, "cert", "check", PathOf("bidder.crt"), "--at", (string)good["at"]!))["reason"]);
        await RunAsync(
            ExitCode.Refused, "cert", "revoke", _bidder.CertificateId.ToString(), "--reason", "lost", "--key", PathOf("bidder.key"));
        await RunAsync(ExitCode.Done, "cert", "revoke", _bidder.CertificateId.ToString(), "--reason", "lost");
    }

    [Fact]
    public async Task A_CA_is_recognised_by_three_votes_of_which_the_missing_one_is_said_and_put_up()
    {
        using var authority = KeyPair.FromSeed(SignatureAlgorithm.Sm2Sm3, [.. Enumerable.Repeat((byte)78, KeyPair.SeedBytes)]);
        var name = DistinguishedName.Create(new DistinguishedNameAttribute(DistinguishedName.CommonNameOid, "New CA"));
        await File.WriteAllBytesAsync(
            PathOf("new.crt"),
            new CertificateIssuer(name, authority.CreateSigner()).IssueRoot(new byte[] { 1 }, 0, 4_000_000_000_000).Der.ToArray());
        string[] entry =
            ["ca", "recognise", "new", "--name", "新CA", "--uscc", BidderUscc, "--product", "企业证书", "--anchor", PathOf("new.crt")];
        string[][] votes = [entry, ["ca", "recognise", "new"], ["ca", "recognise", "new", "--source", "文件", "--usages", "Seal,Sign"]];
        await RunAsync(ExitCode.Usage, "ca", "recognise", "new");
        await RunAsync(ExitCode.Usage, entry[..^2]);
        for (var done = 0; done < votes.Length; done++)
        {
            var proposed = await RunAsync(ExitCode.Done, votes[done]);
            var waiting = await RunAsync(ExitCode.Done, votes[done]);
            Assert.Equal(
                [.. Enumerable.Repeat("InForce", done), "Open", .. Enumerable.Repeat("Missing", votes.Length - done - 1)],
                waiting["votes"]!.AsArray().Select(vote => (string)vote!["state"]!));
            Assert.Equal((string?)proposed["proposal"], (string?)waiting["votes"]![done]!["proposal"]);
            foreach (var member in (string[])["zhuhai", "beijing", "guangzhou"])
            {
                await RunAsync(ExitCode.Done, "proposal", "vote", (string)proposed["proposal"]!, "--approve", "--key", Member(member));
            }
        }

        var after = await RunAsync(ExitCode.Done, votes[0]);
        Assert.All(after["votes"]!.AsArray(), vote => Assert.Equal("InForce", (string?)vote!["state"]));
    }

    [Fact]
    public async Task Expiry_ends_with_1_where_something_ends_within_the_days()
    {
        var none = await RunAsync(ExitCode.Done, "expiry", "--days", "1");
        Assert.Equal(0, (int)none["ending"]!);
        Assert.Equal(19, (int)none["watched"]!); // two anchors, four validators' owners, twelve guarantors, an issuing authority
        var all = await RunAsync(ExitCode.Refused, "expiry", "--days", "100000");
        Assert.Equal(19, all["items"]!.AsArray().Count);
        Assert.Equal(2, all["items"]!.AsArray().Count(item => (string?)item!["kind"] == "anchor"));
        var withFile = await RunAsync(
            ExitCode.Done, "expiry", "--days", "1", "--all", "--uscc", BidderUscc, "--certificate", PathOf("bidder.crt"));
        Assert.Equal(3, withFile["items"]!.AsArray().Count);
    }

    [Fact]
    public async Task A_list_over_64_KiB_is_imported_in_parts_and_a_broken_run_goes_on()
    {
        using var authority = KeyPair.FromSeed(SignatureAlgorithm.Sm2Sm3, [.. Enumerable.Repeat((byte)77, KeyPair.SeedBytes)]);
        var name = DistinguishedName.Create(new DistinguishedNameAttribute(DistinguishedName.CommonNameOid, "Large CA"));
        await File.WriteAllBytesAsync(
            PathOf("large.crt"),
            new CertificateIssuer(name, authority.CreateSigner()).IssueRoot(new byte[] { 1 }, 0, 4_000_000_000_000).Der.ToArray());
        await File.WriteAllTextAsync(
            PathOf("large.json"),
            """{"putAuthority": {"caId": "large", "name": "大列表CA", "uscc": "91440400MA4UWX0R6T", "product": "企业证书", "profile": "gb-t-20518"}}""");
        var proposed = await RunAsync(ExitCode.Done, "ca", "propose", PathOf("large.json"), "--anchor", PathOf("large.crt"));
        var shown = (await RunAsync(ExitCode.Done, "proposal", "show", (string)proposed["proposal"]!))["content"]!["trust"]!;
        Assert.Equal("CN=Large CA", (string?)shown["put_authority"]!["certificates"]![0]!["subject"]); // nobody votes on Base64
        foreach (var member in (string[])["zhuhai", "beijing", "guangzhou"])
        {
            await RunAsync(ExitCode.Done, "proposal", "vote", (string)proposed["proposal"]!, "--approve", "--key", Member(member));
        }

        var now = ConsortiumSeed.Create().Genesis.Content.Time;
        var crl = TestRevocationList.Make(
            authority,
            name,
            now - 3_600_000,
            null,
            [.. Enumerable.Range(1, 3000).Select(i => ((BigInteger.One << 100) + i, now - 7_200_000))]);
        Assert.InRange(crl.Length, CrlUploadLimits.OneCallBytesMax, 2 * CrlUploadLimits.PartBytes);
        await File.WriteAllBytesAsync(PathOf("large.crl"), crl);

        Assert.Empty(await RunAsync(ExitCode.Refused, "ca", "import", "unknown", PathOf("large.crl"))); // foretold, and said to stderr

        // Another run came as far as the first part.
        var digest = Convert.ToBase64String(
            TaggedHash.Compute(ConsortiumSeed.Create().Genesis.Hasher, DomainTag.RevocationList, crl).ToArray());
        await SubmitAsync($$"""{"beginCrlUpload": {"caId": "large", "crlDigest": "{{digest}}", "crlBytes": {{crl.Length}} } }""");
        await SubmitAsync(
            $$"""{"addCrlPart": {"crlDigest": "{{digest}}", "content": "{{Convert.ToBase64String(crl.AsSpan(0, CrlUploadLimits.PartBytes))}}"} }""");

        var looked = await RunAsync(ExitCode.Done, "ca", "import", "large", PathOf("large.crl"), "--dry-run");
        Assert.Equal((3000, false), ((int)looked["content"]!["entries"]!, (bool)looked["sent"]!));

        var imported = await RunAsync(ExitCode.Done, "ca", "import", "large", PathOf("large.crl"));
        Assert.Contains("crl.imported", imported["events"]!.AsArray().Select(happened => (string?)happened!["type"]));
        var again = await RunAsync(ExitCode.Refused, "ca", "import", "large", PathOf("large.crl"));
        Assert.Equal("CRL_NOT_NEWER", (string?)again["name"]);
    }

    [Fact]
    public async Task A_list_that_no_CA_signed_is_refused_by_name()
    {
        await File.WriteAllBytesAsync(PathOf("bad.crl"), [0x30, 0x03, 0x02, 0x01, 0x01]);
        await RunAsync(ExitCode.Usage, "ca", "import", "anchor-0000000000000000", PathOf("bad.crl"));
    }

    private async Task SubmitAsync(string call)
    {
        await File.WriteAllTextAsync(PathOf("call.json"), $$"""{"calls": [{"caTrust": {{call}}}]}""");
        await RunAsync(ExitCode.Done, "tx", "submit", PathOf("call.json"));
    }

    private string PathOf(string name) => Path.Combine(_folder, name);

    private string Member(string name) => Path.Combine(Data, "consortium", "members", $"{name}.key");

    private async Task<JsonObject> RunAsync(int code, params string[] args)
    {
        await using var output = new StringWriter();
        await using var error = new StringWriter();
        var variables = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["LEDGER_GENESIS"] = Path.Combine(Data, "consortium", ConsortiumFiles.GenesisName),
            ["LEDGER_KEY"] = Member("zhuhai"),
            ["LEDGER_PIN_FILE"] = PathOf("pin"),
            ["LEDGER_NODE"] = _consortium!.Nodes[^1].Grpc.ToString(),
            ["LEDGER_MAX_HEAD_AGE"] = "off", // its clock is the record's
        };
        var context = new CliContext { Out = output, Error = error, Variable = name => variables.GetValueOrDefault(name) };
        using var stop = new CancellationTokenSource(TimeSpan.FromSeconds(120));
        var exit = await ReusedTrees.RunAsync<LedgerCommandLine>([.. args, "--json"], context, stop.Token);
        Assert.True(exit == code, $"{string.Join(' ', args)}: {exit} {output} {error}");
        return output.ToString() is { Length: > 0 } text ? JsonNode.Parse(text)!.AsObject() : [];
    }
}
