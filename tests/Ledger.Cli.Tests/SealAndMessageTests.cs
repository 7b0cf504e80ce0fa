using System.Text.Json.Nodes;
using Ledger.Certificates;
using Ledger.Certificates.Extensions;
using Ledger.Certificates.Names;
using Ledger.Crypto;
using Ledger.Crypto.Keys;

namespace Ledger.Cli.Tests;

/// <summary>Seals and messages on the command line: from a person's certificate to a verified document, and what goes wrong.</summary>
public sealed class SealAndMessageTests : CliFixture
{
    internal const string Pdf =
        "%PDF-1.4\n1 0 obj\n<< /Type /Catalog /Pages 2 0 R >>\nendobj\n2 0 obj\n<< /Type /Pages /Kids [3 0 R] /Count 1 >>\nendobj\n"
        + "3 0 obj\n<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] >>\nendobj\nxref\n0 4\n0000000000 65535 f \n0000000009 00000 n " +
            "\n0000000058 00000 n \n0000000115 00000 n \n"
        + "trailer\n<< /Size 4 /Root 1 0 R >>\nstartxref\n186\n%%EOF\n";

    internal const string Png = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8BQDwAEhQGAhKmMIQAAAABJRU5ErkJggg==";

    public override async Task InitializeAsync()
    {
        await base.InitializeAsync();
        KeyFile.Create(PathOf("signing"), Pair(101), "628153", KeyFileCost.OfKnownKeys);
        KeyFile.Create(PathOf("encryption"), Pair(102), "628153", KeyFileCost.OfKnownKeys);
        var issuer = new CertificateIssuer(Name("Authority"), Pair(103).CreateSigner());
        Directory.CreateDirectory(PathOf("trust"));
        await File.WriteAllBytesAsync(PathOf("trust/root.crt"), issuer.IssueRoot(new byte[] { 1 }, 0, 4_000_000_000_000).Der.ToArray());
        await CertifyAsync(issuer, 101, KeyUsages.Signing, "signing.crt");
        await CertifyAsync(issuer, 102, KeyUsages.Encryption, "encryption.crt");
        await File.WriteAllTextAsync(PathOf("content"), "投标文件");
        await File.WriteAllTextAsync(PathOf("bid.pdf"), Pdf);
        await File.WriteAllBytesAsync(PathOf("seal.png"), Convert.FromBase64String(Png));
    }

    [Fact]
    public async Task A_file_is_signed_and_verified_and_a_changed_one_is_not()
    {
        await JsonAsync(
            ExitCode.Done,
            "cms",
            "sign",
            PathOf("content"),
            "--key",
            PathOf("signing"),
            "--certificate",
            PathOf("signing.crt"),
            "--detached",
            "--out",
            PathOf("m"));
        var verified = await JsonAsync(ExitCode.Done, "cms", "verify", PathOf("m"), "--content", PathOf("content"));
        Assert.Equal(("signature-valid", "valid", "not-checked"), Verdicts(verified));
        Assert.Equal("pass", (string?)verified["signers"]![0]!["outcome"]);
        Assert.Equal(
            "invalid",
            (string?)(await JsonAsync(ExitCode.NotVerified, "cms", "verify", PathOf("m"), "--content", PathOf("bid.pdf")))["verdict"]);
        Assert.Equal("incomplete", (string?)(await JsonAsync(ExitCode.NotVerified, "cms", "verify", PathOf("m")))["verdict"]);
        Assert.Equal("malformed", (string?)(await JsonAsync(ExitCode.NotVerified, "cms", "verify", PathOf("content")))["verdict"]);
    }

    [Theory]
    [InlineData("trust", "2026-11-01T00:00:00Z", ExitCode.Done, "valid", "valid")]
    [InlineData("trust", "2099-01-01T00:00:00Z", ExitCode.NotVerified, "expired", "expired")]
    [InlineData("nobody", "2026-11-01T00:00:00Z", ExitCode.NotVerified, "unknown-issuer", "issuer-unknown")]
    public async Task A_signers_path_is_judged_as_ca_check_judges_it(string trust, string at, int code, string path, string reason)
    {
        Directory.CreateDirectory(PathOf("nobody"));
        await JsonAsync(
            ExitCode.Done,
            "cms",
            "sign",
            PathOf("content"),
            "--key",
            PathOf("signing"),
            "--certificate",
            PathOf("signing.crt"),
            "--out",
            PathOf("m"));
        var verified = await JsonAsync(code, "cms", "verify", PathOf("m"), "--trust", PathOf(trust), "--at", at);
        Assert.Equal((path, "valid", path), Verdicts(verified));
        Assert.Equal((path, reason), ((string?)verified["signers"]![0]!["path"], (string?)verified["signers"]![0]!["path_reason"]));
        var check = await JsonAsync(code, "ca", "check", PathOf("signing.crt"), "--trust", PathOf(trust), "--at", at);
        Assert.Equal((path, reason), ((string?)check["verdict"], (string?)check["reason"]));
    }

    [Fact]
    public async Task A_bad_signature_outweighs_a_good_path_and_a_use_outweighs_a_good_signature()
    {
        await JsonAsync(
            ExitCode.Done,
            "cms",
            "sign",
            PathOf("content"),
            "--key",
            PathOf("signing"),
            "--certificate",
            PathOf("signing.crt"),
            "--detached",
            "--out",
            PathOf("m"));
        string[] verify = ["cms", "verify", PathOf("m"), "--trust", PathOf("trust"), "--content"];
        Assert.Equal(("invalid", "invalid", "valid"), Verdicts(await JsonAsync(ExitCode.NotVerified, [.. verify, PathOf("bid.pdf")])));
        Assert.Equal(
            ("wrong-usage", "valid", "wrong-usage"),
            Verdicts(await JsonAsync(ExitCode.NotVerified, [.. verify, PathOf("content"), "--usage", "encrypt"])));
        Assert.Equal(
            ("stale-revocation", "valid", "stale-revocation"),
            Verdicts(await JsonAsync(ExitCode.NotVerified, [.. verify, PathOf("content"), "--require-crl"])));
    }

    [Fact]
    public async Task What_is_about_paths_needs_authorities()
    {
        await JsonAsync(
            ExitCode.Done,
            "cms",
            "sign",
            PathOf("content"),
            "--key",
            PathOf("signing"),
            "--certificate",
            PathOf("signing.crt"),
            "--out",
            PathOf("m"));
        var (code, _, error) = await RunAsync("cms", "verify", PathOf("m"), "--at", "2026-11-01T00:00:00Z");
        Assert.Equal(ExitCode.Usage, code);
        Assert.Contains("none is checked without --trust DIR", error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("sm4-cbc")]
    [InlineData("aes-256-gcm")]
    public async Task A_file_is_encrypted_and_decrypted_by_the_encryption_key_only(string cipher)
    {
        await JsonAsync(
            ExitCode.Done,
            "cms",
            "encrypt",
            PathOf("content"),
            "--to",
            PathOf("encryption.crt"),
            "--cipher",
            cipher,
            "--out",
            PathOf("m"));
        await JsonAsync(
            ExitCode.Done,
            "cms",
            "decrypt",
            PathOf("m"),
            "--key",
            PathOf("encryption"),
            "--certificate",
            PathOf("encryption.crt"),
            "--out",
            PathOf("plain"));
        Assert.Equal(await File.ReadAllTextAsync(PathOf("content")), await File.ReadAllTextAsync(PathOf("plain")));

        var (code, _, error) = await RunAsync(
            "cms", "decrypt", PathOf("m"), "--key", PathOf("signing"), "--certificate", PathOf("signing.crt"), "--out", PathOf("other"));
        Assert.Equal(ExitCode.NotVerified, code);
        Assert.Contains("a signing certificate never decrypts", error, StringComparison.Ordinal);
        Assert.False(File.Exists(PathOf("other")));
        Assert.Equal(
            ExitCode.Usage,
            (await RunAsync("cms", "encrypt", PathOf("content"), "--to", PathOf("signing.crt"), "--out", PathOf("x"))).Code);
    }

    [Fact]
    public async Task A_seal_is_made_put_on_a_pdf_and_verified()
    {
        await MakeSealAsync();
        await JsonAsync(
            ExitCode.Done,
            "seal",
            "put",
            PathOf("bid.pdf"),
            "--seal",
            PathOf("seal.esl"),
            "--key",
            PathOf("signing"),
            "--certificate",
            PathOf("signing.crt"),
            "--out",
            PathOf("sealed.pdf"));
        var report = await JsonAsync(ExitCode.Done, "seal", "verify", PathOf("sealed.pdf"), "--trust", PathOf("trust"));
        Assert.Equal(("valid", "valid"), ((string?)report["verdict"], (string?)report["path"]));
        var unasked = await JsonAsync(ExitCode.Done, "seal", "verify", PathOf("sealed.pdf"));
        Assert.Equal(("signature-valid", "not-checked"), ((string?)unasked["verdict"], (string?)unasked["path"]));
        Assert.Equal("PDF", (string?)report["kind"]);
        Assert.Equal(10, report["checks"]!.AsArray().Count);
        Assert.True((bool)report["signatures"]![0]!["covers_whole_file"]!);

        Directory.CreateDirectory(PathOf("nobody"));
        Assert.Equal(
            "unknown-issuer",
            (string?)(
                await JsonAsync(ExitCode.NotVerified, "seal", "verify", PathOf("sealed.pdf"), "--trust", PathOf("nobody")))["verdict"]);
        await File.AppendAllTextAsync(PathOf("sealed.pdf"), "more");
        Assert.Equal("invalid", (string?)(await JsonAsync(ExitCode.NotVerified, "seal", "verify", PathOf("sealed.pdf")))["verdict"]);
    }

    [Fact]
    public async Task Several_files_give_a_line_each_and_the_worst_counts()
    {
        await MakeSealAsync();
        var (code, output, _) = await RunAsync("seal", "verify", PathOf("seal.esl"), PathOf("bid.pdf"), PathOf("content"), "--json");
        Assert.Equal(ExitCode.NotVerified, code);
        var lines = output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonNode.Parse(line)!).ToList();
        Assert.Equal(["signature-valid", "malformed", "malformed"], lines.Select(line => (string?)line["verdict"]));
        Assert.Equal("it has no signature", (string?)lines[1]["reason"]);
        var (_, table, _) = await RunAsync("seal", "verify", PathOf("seal.esl"));
        Assert.Contains("seal-revocation", table, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_revoked_seal_is_refused_by_its_number()
    {
        await MakeSealAsync();
        await File.WriteAllTextAsync(PathOf("revoked"), "44040000000001\n");
        Assert.Equal(
            "revoked",
            (string?)(
                await JsonAsync(
                    ExitCode.NotVerified, "seal", "verify", PathOf("seal.esl"), "--revoked-seals", PathOf("revoked")))["verdict"]);
    }

    private static (string? Verdict, string? Signature, string? Path) Verdicts(JsonObject document) =>
        ((string?)document["verdict"], (string?)document["signature"], (string?)document["path"]);

    private async Task MakeSealAsync() => await JsonAsync(
        ExitCode.Done, "seal", "make", "--id", "44040000000001", "--name", "珠海建设有限公司", "--picture", PathOf("seal.png"), "--for",
        PathOf("signing.crt"),
        "--from", "2026-01-01T00:00:00Z", "--to", "2090-01-01T00:00:00Z", "--key", PathOf("signing"), "--certificate",
        PathOf("signing.crt"), "--out", PathOf("seal.esl"));

    private async Task CertifyAsync(CertificateIssuer issuer, int number, KeyUsages usage, string file)
    {
        using var pair = Pair(number);
        var certificate = issuer.Issue(new CertificateTemplate
        {
            Subject = Name($"Person {number}"),
            PublicKey = pair.PublicKey,
            SerialNumber = new[] { (byte)number },
            NotBeforeMs = 0,
            NotAfterMs = 4_000_000_000_000,
            KeyUsage = usage,
        });
        await File.WriteAllBytesAsync(PathOf(file), certificate.Der.ToArray());
    }

    private static KeyPair Pair(int number)
    {
        var seed = new byte[KeyPair.SeedBytes];
        seed[0] = (byte)number;
        return KeyPair.FromSeed(SignatureAlgorithm.Sm2Sm3, seed);
    }

    private static DistinguishedName Name(string common) =>
        DistinguishedName.Create(new DistinguishedNameAttribute(DistinguishedName.CommonNameOid, common));
}
