using System.Text.Json.Nodes;

namespace Ledger.Cli.Tests;

/// <summary>
/// What people hand to the commands: keys, certificates and messages as other tools write them. Each refusal says what the file is.
/// </summary>
public sealed class ForeignFileTests : CliFixture
{
    private const string Forms = "pkcs12-forms/";

    public override async Task InitializeAsync()
    {
        await base.InitializeAsync();
        await File.WriteAllTextAsync(PathOf("empty"), string.Empty);
        await File.WriteAllTextAsync(PathOf("six"), "123456");
    }

    [SharedDataTheory]
    [InlineData(Forms + "02-rc2-40.pfx", Forms + "pin", null, "RC2-40")]
    [InlineData(Forms + "04-empty.pfx", null, null, "")]
    [InlineData(Forms + "06-nomac.pfx", Forms + "pin", null, "has no MAC")]
    [InlineData(Forms + "20-dual.pfx", Forms + "pin", null, "")]
    [InlineData(Forms + "ec2.pem", null, Forms + "ee.crt", "lies open")]
    [InlineData(Forms + "ee8.key", Forms + "pin", Forms + "ee.crt", "")]
    public async Task A_key_in_any_form_signs_and_what_protects_it_badly_is_said(
        string key, string? pin, string? certificate, string warning)
    {
        var (code, _, error) = await RunAsync([
            "cms", "sign", PathOf("pin"), "--key", Case(key), "--pin-file", pin is null ? PathOf("empty") : Case(pin), "--out", PathOf("m"),
            .. certificate is null ? [] : (string[])["--certificate", Case(certificate)]]);
        Assert.Equal((ExitCode.Done, warning.Length == 0), (code, error.Length == 0));
        Assert.Contains(warning, error, StringComparison.Ordinal);
        Assert.True(warning.Length == 0 || error.Contains("ledger keys import", StringComparison.Ordinal));
        Assert.Equal("signature-valid", (string?)(await JsonAsync(ExitCode.Done, "cms", "verify", PathOf("m")))["verdict"]);
    }

    [SharedDataFact]
    public async Task An_old_container_is_imported_once_and_then_needs_its_new_pin()
    {
        var (code, _, error) = await RunAsync(
            "keys", "import", Case("sm2-3des.pfx"), "--pin-file", PathOf("six"), "--out", PathOf("new.key"), "--new-pin-file",
            PathOf("pin"), "--certificate-out", PathOf("new.crt"));
        Assert.Equal(ExitCode.Done, code);
        Assert.Contains("3DES", error, StringComparison.Ordinal);
        (code, _, error) = await RunAsync(
            "cms", "sign", PathOf("six"), "--key", PathOf("new.key"), "--certificate", PathOf("new.crt"), "--out", PathOf("m"));
        Assert.Equal((ExitCode.Done, string.Empty), (code, error));
        (code, _, error) = await RunAsync(
            "keys",
            "import",
            Case("sm2-3des.pfx"),
            "--pin-file",
            PathOf("six"),
            "--out",
            PathOf("weak.key"),
            "--new-pin-file",
            PathOf("six"));
        Assert.Equal((ExitCode.Usage, false), (code, File.Exists(PathOf("weak.key"))));
    }

    [SharedDataTheory]
    [InlineData("03-unsorted-signed-sorted.p7", ExitCode.Done, "every signature holds")]
    [InlineData("05-uid-gmssl.p7", ExitCode.NotVerified, "it holds with the ID anonym@gmssl.org")]
    [InlineData("08-padint-sig.p7", ExitCode.NotVerified, "r has a zero byte too many at byte 4")]
    [InlineData("14-ber.p7", ExitCode.NotVerified, "an indefinite length at byte 0")]
    [InlineData("18-smime.eml", ExitCode.NotVerified, "it is an encrypted message: read it with ledger cms decrypt")]
    [InlineData("enc.crt", ExitCode.NotVerified, "it is a certificate, and no message")]
    [InlineData("enc.key", ExitCode.NotVerified, "it is a private key in clear")]
    public async Task A_message_is_verified_or_refused_by_what_it_is(string name, int code, string reason) =>
        Assert.Contains(
            reason, (string?)(await JsonAsync(code, "cms", "verify", Case("cms-forms/" + name)))["reason"], StringComparison.Ordinal);

    [SharedDataTheory]
    [InlineData("03-negint.p7", "x is encoded as a negative number at byte 4")]
    [InlineData("05-raw-c1c3c2.p7", "raw, 04 ‖ x ‖ y")]
    [InlineData("07-raw-no04.p7", "without the 04")]
    [InlineData("08-padint-sig.p7", "it is a signed message: check it with ledger cms verify")]
    [InlineData("enc.crt", "it is a certificate, and no message")]
    public async Task What_does_not_decrypt_says_why(string name, string words)
    {
        var (code, _, error) = await RunAsync(
            "cms", "decrypt", Case("cms-forms/" + name), "--key", Case("cms-forms/enc.key"), "--certificate", Case("cms-forms/enc.crt"),
            "--out", PathOf("out"));
        Assert.Equal((ExitCode.NotVerified, false), (code, File.Exists(PathOf("out"))));
        Assert.Contains(words, error, StringComparison.Ordinal);
    }

    [SharedDataTheory]
    [InlineData("cert-wrappings/12-t61gbk.crt", "丁建筑有限公司", "GBK in a T61String")]
    [InlineData("cert-wrappings/13-printablegbk.crt", "戊建筑有限公司", "GBK in a PrintableString")]
    [InlineData("cert-wrappings/17-pem-bom-crlf.crt", "乙工程有限公司", "")]
    [InlineData("cert-wrappings/18-bareb64.cer", "乙工程有限公司", "")]
    [InlineData("cert-wrappings/20-pem-utf16.crt", "乙工程有限公司", "")]
    public async Task A_certificate_is_read_out_of_every_wrapping(string name, string company, string warning)
    {
        Directory.CreateDirectory(PathOf("trust/anchors"));
        File.Copy(Case("cert-wrappings/root.crt"), PathOf("trust/anchors/root.crt"));
        var line = await CheckAsync(ExitCode.Done, Case(name));
        Assert.Equal("valid", (string?)line["verdict"]);
        Assert.Contains(company, (string?)line["subject"], StringComparison.Ordinal);
        var warnings = line["warnings"]!.AsArray().Select(one => (string)one!).ToList();
        Assert.Equal(warning.Length == 0, warnings.Count == 0);
        Assert.Contains(warning, string.Concat(warnings), StringComparison.Ordinal);
    }

    [SharedDataTheory]
    [InlineData("sm2-compressed-point.crt", "malformed-key-compressed", "compressed point")]
    [InlineData("sm2-3des.pfx", "malformed-structure", "It is a PKCS #12 file, and no certificate.")]
    [InlineData("crl-fail-open/18-b64/crl/0.crl", "malformed-size", "It is a revocation list, and no certificate.")]
    [InlineData("cropbox.pdf", "malformed-trailing-bytes", "It is a PDF document, and no certificate.")]
    public async Task What_is_no_certificate_is_told(string name, string reason, string words)
    {
        Directory.CreateDirectory(PathOf("trust"));
        var line = await CheckAsync(ExitCode.NotVerified, Case(name));
        Assert.Equal(reason, (string?)line["reason"]);
        Assert.Contains(words, (string?)line["message"], StringComparison.Ordinal);
    }

    [SharedDataTheory]
    [InlineData("gbk.json", ExitCode.Usage, "is no UTF-8 at byte")]
    [InlineData("callbom.json", ExitCode.Done, "begins with a byte order mark (EF BB BF)")]
    public async Task Calls_in_GBK_are_never_sent_and_a_mark_is_said(string name, int code, string words)
    {
        var before = Server.Behaviour.Submitted.Count;
        var run = await RunAsync("tx", "submit", Case("tx-submit-gbk/" + name), "--no-wait");
        Assert.Equal(code, run.Code);
        Assert.Contains(words, run.Error, StringComparison.Ordinal);
        Assert.Equal(code == ExitCode.Done ? 1 : 0, Server.Behaviour.Submitted.Count - before);
    }

    private static string Case(string name) => SharedData.PathOf("11-cases/" + name);

    private Task<JsonObject> CheckAsync(int code, string file) =>
        JsonAsync(code, "ca", "check", "--trust", PathOf("trust"), "--usage", "sign", "--at", "2026-11-29T00:00:00Z", file);
}
