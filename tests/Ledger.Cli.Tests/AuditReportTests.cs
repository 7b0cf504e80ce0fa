using System.Security.Cryptography;
using System.Text.Json.Nodes;
using Ledger.Crypto.Keys;
using Ledger.GuaranteePdf.Tests;
using Ledger.Protocol.V1;
using Ledger.TestConsortium;
using static Ledger.TestConsortium.TenderStory;

namespace Ledger.Cli.Tests;

/// <summary>An auditor's report: the same for programs and for people, and signed.</summary>
public sealed class AuditReportTests : IDisposable
{
    private readonly StoryArchive _told = new(story =>
    {
        story.UpToReveal().UpToAward();
        story.Contract(40);
        story.Release(Winner, 60, ReleaseReason.ContractSigned); // late
    });

    public void Dispose() => _told.Dispose();

    [Fact]
    public async Task A_report_says_what_was_found_and_is_signed()
    {
        var (name, pin) = (Path.Combine(_told.Folder, "report"), Path.Combine(_told.Folder, "pin"));
        await File.WriteAllTextAsync(pin, "628153");
        var auditor = Guarantor;
        KeyFile.Create(Path.Combine(_told.Folder, "auditor.key"), auditor.KeyPair, "628153", KeyFileCost.OfKnownKeys);
        await File.WriteAllBytesAsync(Path.Combine(_told.Folder, "auditor.crt"), auditor.Certificate.Der.ToArray());
        var written = await _told.JsonAsync(
            ExitCode.NotVerified, "audit", "report", _told.Archive, "--out", name, "--level", "signatures", "--key",
            Path.Combine(_told.Folder, "auditor.key"), "--pin-file", pin, "--certificate", Path.Combine(_told.Folder, "auditor.crt"));
        Assert.Equal(("1", true), ((string)written["breaches"]!, (bool)written["sound"]!));

        var bytes = await File.ReadAllBytesAsync(name + ".json");
        Assert.Equal((string)written["sha256"]!, Convert.ToHexStringLower(SHA256.HashData(bytes)));
        var report = JsonNode.Parse(bytes)!;
        Assert.Equal("ledger-audit-report/1", (string)report["format"]!);
        Assert.Equal($"{TestChain.Genesis.ChainId}", (string)report["chain_id"]!);
        Assert.Equal("returned-in-time", (string)Assert.Single(report["rule_findings"]!.AsArray())!["rule"]!);
        Assert.Equal("3", (string)report["total"]!["guarantees"]!);
        Assert.Equal(5, report["figures"]!.AsArray().Count);
        Assert.NotEmpty(report["rule_versions"]!.AsArray());

        string[] verify = ["cms", "verify", name + ".json.p7s", "--content", name + ".json"];
        var checkedBy = await _told.RunAsync(verify);
        Assert.True(checkedBy.Exit == ExitCode.Done, checkedBy.Output + checkedBy.Error);
        await File.AppendAllTextAsync(name + ".json", " ");
        Assert.NotEqual(ExitCode.Done, (await _told.RunAsync(verify)).Exit);

        Assert.Equal(ExitCode.Usage, (await _told.RunAsync("audit", "report", _told.Archive, "--out", name)).Exit); // nothing is replaced
    }

    [Fact]
    public async Task The_page_says_the_same_in_both_languages()
    {
        var name = Path.Combine(_told.Folder, "page");
        await _told.JsonAsync(ExitCode.NotVerified, "audit", "report", _told.Archive, "--out", name, "--level", "headers");
        var text = await TextOfAsync(name + ".pdf");
        foreach (var said in new[]
        {
            "链审计报告", "归档核验无误；1 项违反规则", "The archive is sound; 1 breaches of rules", "returned-in-time", "实施条例 §57",
            Convert.ToHexStringLower(SHA256.HashData(await File.ReadAllBytesAsync(name + ".json"))), "替代现金", "未签名 not signed",
        })
        {
            Assert.Contains(string.Concat(said.Where(one => one != ' ')), text, StringComparison.Ordinal);
        }

        Assert.False(File.Exists(name + ".json.p7s"));
    }

    [Fact]
    public async Task An_archive_that_is_not_sound_gets_a_report_that_says_so()
    {
        var name = Path.Combine(_told.Folder, "forged");

        // Executed again, its state is none.
        var written = await _told.JsonAsync(ExitCode.NotVerified, "audit", "report", _told.Archive, "--out", name);
        Assert.False((bool)written["sound"]!);
        Assert.NotEmpty(JsonNode.Parse(await File.ReadAllTextAsync(name + ".json"))!["findings"]!.AsArray());
        Assert.Contains("归档与其所称不符", await TextOfAsync(name + ".pdf"), StringComparison.Ordinal);
    }

    // Lines are wrapped anywhere: without white space.
    private static async Task<string> TextOfAsync(string pdf) =>
        string.Concat(Poppler.Run(await File.ReadAllBytesAsync(pdf), "pdftotext", "FILE", "-").Where(one => !char.IsWhiteSpace(one)));
}
