using System.Security.Cryptography;
using System.Text.Json.Nodes;
using Ledger.Protocol.V1;
using Ledger.Schema.Evidence;

namespace Ledger.Cli.Tests;

/// <summary>An auditor's day against four real validators: fetch, report, cosign; and what is not cosigned.</summary>
public sealed class AuditCosignTests : ConsortiumFixture
{
    [Fact]
    public async Task An_auditor_cosigns_what_it_verified_and_nothing_else()
    {
        var (auditor, housing) = (Seed.Guarantors[1].Participant, Seed.Issuer);
        WriteKey("auditor", auditor);
        WriteKey("housing", housing);
        await EnactAsync(new ProposeChange
        {
            PutMember = new Member
            {
                Uscc = auditor.Uscc,
                Name = "审计机构（测试）",
                Region = "440400",
                Roles = { Role.Guarantor, Role.Auditor },
                Active = true,
            },
        });
        var (archive, report) = (PathOf("archive"), PathOf("report"));
        await RunAsync(ExitCode.Done, "auditor", "audit", "fetch", "--from", Node, "--to", archive);
        await File.WriteAllBytesAsync(PathOf("auditor.crt"), auditor.Certificate.Der.ToArray());
        var written = await RunAsync(
            ExitCode.Done, "auditor", "audit", "report", archive, "--out", report, "--certificate", PathOf("auditor.crt"));
        string[] cosign = ["audit", "cosign", report + ".json"];
        Assert.Equal("RULES_TOO_OLD", (string?)(await RefusedAsync("auditor", cosign))["name"]);
        await EnactRulesAsync();
        Assert.Equal("NOT_PERMITTED", (string?)(await RefusedAsync("housing", cosign))["name"]);

        var done = await RunAsync(ExitCode.Done, "auditor", cosign);
        Assert.Equal(((string)written["height"]!, (string)written["sha256"]!), ((string)done["height"]!, (string)done["sha256"]!));
        await RunAsync(ExitCode.Done, "auditor", cosign); // again: nothing changes
        using (var client = ClientOf(housing))
        {
            var key = EvidenceTables.CosignatureKey(auditor.Uscc, ulong.Parse((string)written["height"]!));
            var proven = (await client.ReadAsync(EvidenceTables.Cosignatures, key)).Record!;
            Assert.Equal(
                ((string)written["sha256"]!, AuditDepth.Full), (Convert.ToHexStringLower(proven.ReportDigest.Span), proven.Depth));
        }

        await OtherwiseAsync(report, "\"sound\": true", "\"sound\": false", ExitCode.NotVerified, "nothing to cosign");
        await OtherwiseAsync(report, HashIn(report), new string('0', 64), ExitCode.NotVerified, "the node proves");
        await OtherwiseAsync(report, "ledger-audit-report/1", "ledger-audit-report/2", ExitCode.Usage, "is no ledger-audit-report/1");
        await OtherwiseAsync(report, $"{Seed.Genesis.ChainId}", new string('0', 64), ExitCode.Usage, "is of chain 0000");
        await OtherwiseAsync(report, "\"sound\"", "\"height\": \"1\", \"sound\"", ExitCode.Usage, "is no ledger-audit-report/1"); // twice
        await OtherwiseAsync(report, " ", "  ", ExitCode.Refused, "COSIGNATURE_EXISTS"); // another report of the same height

        // The next audit sees it, in the timeline and by its rules.
        await RunAsync(ExitCode.Done, "auditor", "audit", "fetch", "--from", Node, "--to", archive);
        var timeline = await RunAsync(ExitCode.Done, "auditor", "audit", "timeline", archive, "--subject", auditor.Uscc);
        Assert.Contains(
            timeline["entries"]!.AsArray(), entry => entry!["events"]!.AsArray().Any(one => (string?)one == "checkpoint.cosigned"));
        await RunAsync(ExitCode.Done, "auditor", "audit", "check", archive);
    }

    private static string HashIn(string report) => (string)JsonNode.Parse(File.ReadAllText(report + ".json"))!["hash"]!;

    private async Task OtherwiseAsync(string report, string what, string by, int code, string says)
    {
        var path = PathOf($"{Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(4))}.json");
        var text = await File.ReadAllTextAsync(report + ".json");
        Assert.Contains(what, text, StringComparison.Ordinal);
        await File.WriteAllTextAsync(path, text.Replace(what, by, StringComparison.Ordinal));
        var (exit, output, error) = await ScriptAsync("auditor", ["audit", "cosign", path]);
        Assert.True(exit == code && (output + error).Contains(says, StringComparison.OrdinalIgnoreCase), $"{exit}: {error}{output}");
    }
}
