using System.Security.Cryptography;
using Ledger.Cms.KeyContainers;
using Ledger.FakeNode;

namespace Ledger.Cli.Tests;

/// <summary>One reader opens every file with a key, for every command; what is nearly one, and what was swapped, is said.</summary>
public sealed class KeyCommandTests : CliFixture
{
    private const string Section = "E3500000001001043001001";

    public override async Task InitializeAsync()
    {
        await base.InitializeAsync();
        using var pair = Keys.Pair(100);
        var exported = Pkcs8PrivateKey.WriteEncrypted(pair, "628153");
        await File.WriteAllBytesAsync(PathOf("key.p8"), exported);
        await File.WriteAllTextAsync(
            PathOf("key.pem"),
            "\uFEFF-----BEGIN ENCRYPTED PRIVATE KEY-----\r\n" + Convert.ToBase64String(exported) +
            "\r\n-----END ENCRYPTED PRIVATE KEY-----\r\n");
        using var other = Keys.Pair(101);
        await File.WriteAllTextAsync(
            PathOf("two.pem"), string.Concat(new[] { other, pair }.Select(key => PemEncoding.WriteString(
                "ENCRYPTED PRIVATE KEY", Pkcs8PrivateKey.WriteEncrypted(key, "628153")) + "\n")));
        await File.WriteAllTextAsync(PathOf("calls.json"), """{"calls": [{"tender": {"failSection": {"sectionCode": "x"}}}]}""");
        await File.WriteAllTextAsync(PathOf("other.json"), "{}");
    }

    [Theory]
    [InlineData("key")]
    [InlineData("key.p8")]
    [InlineData("key.pem")]
    [InlineData("two.pem")] // the one of the two that the chain knows
    public async Task A_command_signs_with_a_key_in_any_form(string key)
    {
        Set("LEDGER_KEY", PathOf(key));
        foreach (var line in (string[][])
        [
            ["tx", "submit", PathOf("calls.json")], ["tender", "fail", Section, "--cause", "TooFewBidders"],
            ["guarantee", "release", new string('1', 32), "--reason", "NotAwarded"],
        ])
        {
            Assert.False((bool)(await JsonAsync(ExitCode.Done, [.. line, "--dry-run"]))["sent"]!);
        }
    }

    [Fact]
    public async Task A_key_goes_to_another_tool_and_comes_back_and_no_file_is_overwritten()
    {
        var first = await JsonAsync(ExitCode.Done, "keys", "export", "--out", PathOf("out.pem"), "--new-pin-file", PathOf("pin"));
        Assert.StartsWith(
            "-----BEGIN ENCRYPTED PRIVATE KEY-----", await File.ReadAllTextAsync(PathOf("out.pem")), StringComparison.Ordinal);
        var back = await JsonAsync(ExitCode.Done, "keys", "import", PathOf("out.pem"), "--out", PathOf("back.key"));
        Assert.Equal((string?)first["public_key"], (string?)back["public_key"]);
        var before = await File.ReadAllBytesAsync(PathOf("out.pem"));
        foreach (var line in (string[][])
        [
            ["export", "--out", PathOf("out.pem")], ["import", PathOf("out.pem"), "--out", PathOf("out.pem")],
            ["new", "--out", PathOf("out.pem")], ["show", PathOf("key"), "--public-out", PathOf("out.pem")],
        ])
        {
            Assert.Equal(ExitCode.Usage, (await RunAsync(["keys", .. line])).Code);
        }

        Assert.Equal(before, await File.ReadAllBytesAsync(PathOf("out.pem")));
    }

    [Fact]
    public async Task A_look_at_a_key_file_asks_for_no_pin()
    {
        Set("LEDGER_PIN_FILE", null);
        var shown = await JsonAsync(ExitCode.Done, "keys", "show", PathOf("key"), "--public-out", PathOf("public.pem"));
        using var pair = Keys.Pair(100);
        Assert.Equal(Convert.ToHexStringLower(pair.PublicKey.Encoded), (string?)shown["keys"]![0]!["public_key"]);
        Assert.Equal("a key file of Ledger", (string?)shown["kind"]);
        Assert.Contains(
            Convert.ToBase64String(pair.PublicKey.ToSubjectPublicKeyInfo())[..60],
            (await File.ReadAllTextAsync(PathOf("public.pem"))).ReplaceLineEndings(""),
            StringComparison.Ordinal);
        Assert.Contains("nobody is there to ask", await FailAsync("keys", "show", PathOf("key.pem")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Files_that_were_swapped_are_told_by_what_they_are()
    {
        string[] line = ["tender", "fail", Section, "--cause", "TooFewBidders"];
        Assert.Contains(
            "is a key file of Ledger: were two files swapped?",
            await FailAsync([.. line, "--key", PathOf("pin"), "--pin-file", PathOf("key")]) +
                await FailAsync([.. line, "--pin-file", PathOf("key")]),
            StringComparison.Ordinal);
        var pinForKey = await FailAsync([.. line, "--key", PathOf("pin")]);
        Assert.Contains("were --key and --pin-file swapped?", pinForKey, StringComparison.Ordinal);
        Assert.DoesNotContain("628153", pinForKey, StringComparison.Ordinal);
        Assert.Contains(
            "a private key under a password", await FailAsync([.. line, "--pin-file", PathOf("key.p8")]), StringComparison.Ordinal);
        Assert.Contains(
            "it is JSON, but no key file of Ledger", await FailAsync([.. line, "--key", PathOf("other.json")]), StringComparison.Ordinal);
        await File.WriteAllBytesAsync(PathOf("gbk.pin"), [0xBF, 0xDA, 0xC1, 0xEE]);
        Assert.Contains("GB18030", await FailAsync([.. line, "--pin-file", PathOf("gbk.pin")]), StringComparison.Ordinal);
        Assert.Contains(
            "is no certificate: it is a key file of Ledger",
            await FailAsync("cert", "revoke", PathOf("key"), "--reason", "x"),
            StringComparison.Ordinal);
        Assert.Empty(Server.Behaviour.Submitted);
    }

    private async Task<string> FailAsync(params string[] line)
    {
        var (code, _, error) = await RunAsync(line);
        Assert.True(code == ExitCode.Usage, $"{code}: {error}");
        return error;
    }
}
