using System.Text;
using Google.Protobuf;
using Ledger.Protocol.V1;
using Ledger.TestConsortium;

namespace Ledger.Audit.Archive.Tests;

/// <summary>What is done to a chain's archive is found at the level that promises it, and at each above.</summary>
public sealed class TamperingTests
{
    private const string TableBegins = "| what was done | headers | merkle | signatures | full |\n|---|---|---|---|---|\n";

    [Theory]
    [InlineData(AuditLevel.Headers)]
    [InlineData(AuditLevel.Merkle)]
    [InlineData(AuditLevel.Signatures)]
    [InlineData(AuditLevel.Full)]
    public async Task A_chain_as_it_was_is_sound(AuditLevel level)
    {
        var result = await VerifyAsync(ArchivedChain.Blocks, level);
        Assert.Empty(result.Findings);
        Assert.True(result.IsSound);
        Assert.Equal((7UL, 7UL, 6L), (result.Head.Height, result.Figures.FinalHeight, result.Figures.Certificates));
        Assert.Equal(level == AuditLevel.Full ? 7UL : null, result.ExecutedTo);
        Assert.Equal(level == AuditLevel.Headers ? 0 : 17, result.Figures.Transactions);
    }

    [Fact]
    public async Task Each_tampering_is_found_where_the_table_says()
    {
        var table = new StringBuilder(TableBegins);
        foreach (var (name, change) in Tampering.All)
        {
            var found = new List<string?>();
            foreach (var level in Enum.GetValues<AuditLevel>())
            {
                var blocks = ArchivedChain.Blocks;
                change(blocks);
                var result = await VerifyAsync(blocks, level);
                Assert.Equal(result.IsSound, result.Findings.Count == 0);
                found.Add(result.IsSound ? null : $"{result.Findings[0].Height}: {result.Findings[0].Field}");
            }

            // No level misses what a lower one finds.
            Assert.Equal(found.SkipWhile(one => one is null).Count(), found.Count(one => one is not null));
            table.Append($"| {name} | {string.Join(" | ", found.Select(one => one ?? "–"))} |\n");
        }

        CompareWithSpec(table.ToString());
    }

    [Fact]
    public async Task No_bit_of_a_block_changes_unnoticed()
    {
        var record = ArchivedChain.Blocks[3].ToByteArray();
        for (var at = 0; at < record.Length; at += 13)
        {
            var blocks = ArchivedChain.Blocks;
            var spoilt = record.ToArray();
            spoilt[at] ^= (byte)(1 << (at % 8));
            if (Receipts.TryParse(GetBlockResponse.Parser, ByteString.CopyFrom(spoilt)) is { Block: not null } parsed)
            {
                blocks[3] = parsed;
                var result = await VerifyAsync(blocks, AuditLevel.Full);
                Assert.False(result.IsSound, $"Byte {at} of {record.Length} was changed.");
            }
        }
    }

    [Fact]
    public async Task The_first_deviation_is_named_and_a_later_one_too()
    {
        var blocks = ArchivedChain.Blocks;
        blocks[1].Block.Receipts[0] = blocks[1].Block.Receipts[1];
        blocks[4].Block.Receipts[0] = blocks[4].Block.Receipts[1];
        var result = await VerifyAsync(blocks, AuditLevel.Full);
        Assert.Equal((2UL, "receipt 0, executed again"), (result.Findings[0].Height, result.Findings[0].Field));
        Assert.Equal(1UL, result.ExecutedTo);
        Assert.Contains(result.Findings, finding => finding.Height == 5 && finding.Field == "receipts root");
        Assert.DoesNotContain(result.Findings, finding => finding.Height is 3 or 4 or 6 or 7);
    }

    private static async Task<AuditResult> VerifyAsync(List<GetBlockResponse> blocks, AuditLevel level)
    {
        using var audit = new ArchiveAudit(
            TestChain.Genesis, TestChain.Verifier, level, Path.Combine(Path.GetTempPath(), $"ledger-audit-{Guid.NewGuid():N}"));
        return await audit.VerifyAsync(blocks, null, CancellationToken.None);
    }

    private static void CompareWithSpec(string table)
    {
        var path = Repository.PathOf("docs/spec/archive.md");
        var page = File.ReadAllText(path);
        var begin = page.IndexOf(TableBegins, StringComparison.Ordinal);
        var end = page.IndexOf("\n\n", begin, StringComparison.Ordinal);
        var updated = page[..begin] + table.TrimEnd('\n') + page[end..];
        if (Environment.GetEnvironmentVariable("LEDGER_UPDATE_DOCS") == "1")
        {
            File.WriteAllText(path, updated);
        }

        Assert.True(
            page == updated,
            "The table of docs/spec/archive.md is not what the audit finds. Make it again: LEDGER_UPDATE_DOCS=1 dotnet test " +
            "tests/Ledger.Audit.Archive.Tests");
    }
}
