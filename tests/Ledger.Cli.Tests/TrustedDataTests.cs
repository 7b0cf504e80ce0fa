using System.Text.Json.Nodes;
using Ledger.Cms.Tests;

namespace Ledger.Cli.Tests;

/// <summary>
/// The messages and seal signatures of the data on the command line, with and without the authorities that the data has: the manifest says
/// what the signatures are worth, the README beside it whose issuers are there.
/// </summary>
public sealed class TrustedDataTests : CliFixture
{
    private const string Messages = "04-gmt0010-p7/";

    // The Yunnan authority is in the data; the tax authorities, CEGN_SEAL_CA and the samples' own are not.
    private static readonly (string File, string[] Options, string Path)[] Cases =
    [
        (
            Messages + "yn_signeddata_signedattrs.der",
            ["--content", Messages + "yn_signeddata_signedattrs.content.xml", "--data-type-mismatch"],
            "valid"),
        (Messages + "zibo_signeddata_raw_rs.der", ["--raw-signatures"], "unknown-issuer"),
        (Messages + "gmsm_sadk_attached.b64", [], "unknown-issuer"),
    ];

    public override async Task InitializeAsync()
    {
        await base.InitializeAsync();
        if (!Directory.Exists(SharedData.PathOf("01-cn-sm2-pki")))
        {
            return;
        }

        // Without the data's lists, which ended in 2022: what they say of later times is a matter of its own.
        foreach (var folder in (string[])["roots", "running-ca"])
        {
            Directory.CreateDirectory(PathOf($"authorities/{folder}"));
            foreach (var file in Directory.GetFiles(SharedData.PathOf($"01-cn-sm2-pki/{folder}")))
            {
                File.Copy(file, PathOf($"authorities/{folder}/{Path.GetFileName(file)}"));
            }
        }
    }

    [SharedDataFact]
    public async Task Messages_get_the_verdict_of_their_signature_and_of_their_path()
    {
        var verdicts = Manifest.Rows(Messages).ToDictionary(row => row.File, row => row.Verdict, StringComparer.Ordinal);
        foreach (var (file, options, path) in Cases)
        {
            Assert.StartsWith("VALID", verdicts[file], StringComparison.Ordinal);
            string[] verify =
            [
                "cms", "verify", SharedData.PathOf(file),
                .. options.Select(option => option.StartsWith(Messages, StringComparison.Ordinal) ? SharedData.PathOf(option) : option),
            ];
            var unasked = await JsonAsync(ExitCode.Done, verify);
            Assert.Equal(("signature-valid", "valid", "not-checked"), Verdicts(unasked));
            var asked = await JsonAsync(
                path == "valid" ? ExitCode.Done : ExitCode.NotVerified,
                [.. verify, "--trust", PathOf("authorities"), "--at", "2023-06-01T00:00:00Z"]);
            Assert.Equal((path, "valid", path), Verdicts(asked));
        }
    }

    [SharedDataFact]
    public async Task Seal_signatures_get_the_verdict_of_their_path()
    {
        var rows = Manifest.Rows("03-eseal-ses/").Where(row => row.File.EndsWith("/SignedValue.dat", StringComparison.Ordinal)).ToList();
        Assert.True(rows.Count >= 6, $"{rows.Count} rows");
        foreach (var (file, verdict) in rows)
        {
            Assert.Contains("signature OK", verdict, StringComparison.Ordinal);
            var isKnown = file.Contains("yunnan", StringComparison.Ordinal);
            var raw = file.Contains("raw-rs", StringComparison.Ordinal) ? ["--raw-signatures"] : Array.Empty<string>();
            var unasked = await JsonAsync(ExitCode.Done, ["seal", "verify", SharedData.PathOf(file), .. raw]);
            Assert.Equal(("signature-valid", "not-checked"), ((string?)unasked["verdict"], (string?)unasked["path"]));
            var asked = await JsonAsync(
                isKnown ? ExitCode.Done : ExitCode.NotVerified,
                ["seal", "verify", SharedData.PathOf(file), .. raw, "--trust", PathOf("authorities")]);
            Assert.Equal(
                isKnown ? ("valid", "valid") : ("unknown-issuer", "unknown-issuer"), ((string?)asked["verdict"], (string?)asked["path"]));
        }
    }

    private static (string? Verdict, string? Signature, string? Path) Verdicts(JsonObject document) =>
        ((string?)document["verdict"], (string?)document["signature"], (string?)document["path"]);
}
