using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json.Nodes;
using Ledger.Certificates;
using Ledger.Certificates.Extensions;
using Ledger.Certificates.Names;
using Ledger.Crypto;
using Ledger.Crypto.Keys;

namespace Ledger.Cli.Tests;

/// <summary><c>ledger ca check</c> on authorities of our own: no node answers, and none is asked.</summary>
public sealed class CaCheckTests : CliFixture
{
    private const string Uscc = "91440400MA4UCMXC6X";
    private const string At = "2026-11-01T00:00:00Z";
    private static readonly long BeginMs = DateTimeOffset.Parse("2025-01-01T00:00:00Z", CultureInfo.InvariantCulture)
        .ToUnixTimeMilliseconds();
    private static readonly long EndMs = DateTimeOffset.Parse("2030-01-01T00:00:00Z", CultureInfo.InvariantCulture)
        .ToUnixTimeMilliseconds();

    private Certificate _root = null!;
    private Certificate _middle = null!;

    public override async Task InitializeAsync()
    {
        await base.InitializeAsync();
        using var rootPair = Pair(1);
        using var rootSigner = rootPair.CreateSigner();
        using var middlePair = Pair(2);
        var root = new CertificateIssuer(Name("Test Root"), rootSigner);
        _root = root.IssueRoot(new byte[] { 1 }, BeginMs, EndMs);
        _middle = root.Issue(
            Template("Test CA", middlePair.PublicKey, 2) with { KeyUsage = KeyUsages.KeyCertSign | KeyUsages.CrlSign, IsAuthority = true });
        Write("trust/root.pem", Pem(_root));
        Write("trust/more/middle.crt", _middle.Der.ToArray());
        Write("leaf.crt", Leaf().Der.ToArray());
    }

    [Fact]
    public async Task A_valid_certificate_is_0_and_one_json_line()
    {
        var (code, output, error) = await CheckAsync("--json", PathOf("leaf.crt"));
        Assert.Equal((ExitCode.Done, ""), (code, error));
        var line = JsonNode.Parse(Assert.Single(output.Split('\n', StringSplitOptions.RemoveEmptyEntries)))!;
        Assert.Equal(("valid", "valid", "SM2/SM3"), ((string?)line["verdict"], (string?)line["reason"], (string?)line["algorithm"]));
        Assert.Equal((PathOf("leaf.crt"), Uscc), ((string?)line["file"], (string?)line["uscc"]));
        Assert.Equal(["C=CN, CN=Bidder", "C=CN, CN=Test CA", "C=CN, CN=Test Root"], line["chain"]!.AsArray().Select(one => (string?)one));
    }

    [Fact]
    public async Task One_bad_file_of_two_is_1_and_both_are_shown()
    {
        Write("old.crt", Leaf(endMs: BeginMs + 86_400_000).Der.ToArray());
        var (code, output, _) = await CheckAsync("--json", PathOf("leaf.crt"), PathOf("old.crt"));
        Assert.Equal(ExitCode.NotVerified, code);
        Assert.Equal(
            ["valid", "expired"],
            output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => (string?)JsonNode.Parse(line)!["verdict"]));
        var table = await CheckAsync(PathOf("leaf.crt"), PathOf("old.crt"));
        Assert.Contains("expired", table.Out, StringComparison.Ordinal);
        Assert.Contains(Uscc, table.Out, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("sign", "valid")]
    [InlineData("seal", "valid")]
    [InlineData("login", "valid")]
    [InlineData("encrypt", "wrong-usage")]
    public async Task The_use_counts(string usage, string verdict) =>
        Assert.Equal(verdict, await VerdictAsync("--usage", usage, PathOf("leaf.crt")));

    [Fact]
    public async Task Damage_and_strangers_have_their_verdicts()
    {
        var bytes = Leaf().Der.ToArray();
        Write("trailing.crt", [.. bytes, 0]);
        Write("nothing.crt", "no certificate"u8.ToArray());
        bytes[^1] ^= 1;
        Write("forged.crt", bytes);
        using var foreignPair = Pair(9);
        using var foreignSigner = foreignPair.CreateSigner();
        Write(
            "foreign.crt",
            new CertificateIssuer(Name("Foreign"), foreignSigner).Issue(Template("Bidder", foreignPair.PublicKey, 5)).Der.ToArray());
        Assert.Equal("malformed", await VerdictAsync(PathOf("trailing.crt")));
        Assert.Equal("malformed", await VerdictAsync(PathOf("nothing.crt")));
        Assert.Equal("invalid", await VerdictAsync(PathOf("forged.crt")));
        var foreign = await JsonAsync(ExitCode.NotVerified, Line(PathOf("foreign.crt")));
        Assert.Equal("unknown-issuer", (string?)foreign["verdict"]);
        Assert.Null((string?)foreign["uscc"]);
    }

    [Fact]
    public async Task A_bundle_brings_its_own_authorities_but_no_anchors()
    {
        Directory.Delete(PathOf("trust/more"), recursive: true);
        Assert.Equal("unknown-issuer", await VerdictAsync(PathOf("leaf.crt")));
        Write("bundle.pem", Pem(_middle, Leaf()));
        Assert.Equal("valid", await VerdictAsync(PathOf("bundle.pem")));
        File.Delete(PathOf("trust/root.pem"));
        Write("bundle.pem", Pem(_root, _middle, Leaf()));
        Assert.Equal("unknown-issuer", await VerdictAsync(PathOf("bundle.pem")));
    }

    [Fact]
    public async Task Folders_say_what_is_an_anchor()
    {
        File.Delete(PathOf("trust/root.pem"));
        Write("trust/anchors/middle.crt", _middle.Der.ToArray());
        Assert.Equal("valid", await VerdictAsync(PathOf("leaf.crt")));
        Directory.Delete(PathOf("trust/anchors"), recursive: true);
        Write("trust/intermediates/root.pem", Pem(_root));
        Assert.Equal("unknown-issuer", await VerdictAsync(PathOf("leaf.crt")));
    }

    [Fact]
    public async Task Without_lists_revocation_can_be_required() =>
        Assert.Equal("stale-revocation", await VerdictAsync("--require-crl", PathOf("leaf.crt")));

    [Fact]
    public async Task The_trust_file_names_floor_and_profile()
    {
        Write("trust/trust.json", """{"floor": [{"sm2": false}]}"""u8.ToArray());
        Assert.Equal("algorithm-too-weak", await VerdictAsync(PathOf("leaf.crt")));
        Write("trust/trust.json", """{"profiles": {"root.pem": "bjca"}}"""u8.ToArray());
        Assert.Equal("bjca", (string?)(await JsonAsync(ExitCode.Done, Line(PathOf("leaf.crt"))))["profile"]);
        Write("trust/trust.json", """{"profiles": {"root.pem": "nobody"}}"""u8.ToArray());
        Assert.Equal(ExitCode.Usage, (await CheckAsync(PathOf("leaf.crt"))).Code);
    }

    [Fact]
    public async Task What_is_no_certificate_in_the_trust_folder_is_said_and_skipped()
    {
        Write("trust/broken.crt", "no certificate"u8.ToArray());
        Write("trust/README.md", "no certificate either"u8.ToArray());
        var (code, _, error) = await CheckAsync(PathOf("leaf.crt"));
        Assert.Equal(ExitCode.Done, code);
        Assert.Contains("broken.crt", error, StringComparison.Ordinal);
        Assert.DoesNotContain("README", error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--at", "yesterday")]
    [InlineData("--usage", "anything")]
    [InlineData("--crl", "nowhere")]
    public async Task Wrong_use_is_2(string option, string value) =>
        Assert.Equal(ExitCode.Usage, (await CheckAsync(option, value, PathOf("leaf.crt"))).Code);

    private static KeyPair Pair(byte number)
    {
        var seed = new byte[KeyPair.SeedBytes];
        seed[0] = number;
        return KeyPair.FromSeed(SignatureAlgorithm.Sm2Sm3, seed);
    }

    private static DistinguishedName Name(string commonName) =>
        DistinguishedName.Create(new(DistinguishedName.CountryOid, "CN"), new(DistinguishedName.CommonNameOid, commonName));

    private static CertificateTemplate Template(string name, PublicKey key, byte serial) => new()
    {
        Subject = Name(name),
        PublicKey = key,
        SerialNumber = new[] { serial },
        NotBeforeMs = BeginMs,
        NotAfterMs = EndMs,
        KeyUsage = KeyUsages.Signing,
        OrganizationCode = Uscc,
    };

    private static byte[] Pem(params Certificate[] certificates) => System.Text.Encoding.ASCII.GetBytes(
        string.Join('\n', certificates.Select(one => new string(PemEncoding.Write("CERTIFICATE", one.Der.Span)))));

    private static Certificate Leaf(long? endMs = null)
    {
        using var middlePair = Pair(2);
        using var middleSigner = middlePair.CreateSigner();
        using var pair = Pair(3);
        return new CertificateIssuer(Name("Test CA"), middleSigner)
            .Issue(Template("Bidder", pair.PublicKey, 7) with { NotAfterMs = endMs ?? EndMs });
    }

    private void Write(string name, byte[] bytes)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(PathOf(name))!);
        File.WriteAllBytes(PathOf(name), bytes);
    }

    private string[] Line(params string[] more)
    {
        string[] at = more.Contains("--at") ? [] : ["--at", At];
        return ["ca", "check", "--trust", PathOf("trust"), .. at, .. more];
    }

    private Task<(int Code, string Out, string Error)> CheckAsync(params string[] more) => RunAsync(Line(more));

    private async Task<string?> VerdictAsync(params string[] more) =>
        (string?)JsonNode.Parse((await RunAsync([.. Line(more), "--json"])).Out)!["verdict"];
}
