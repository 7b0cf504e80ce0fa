using System.Text.Json;
using Ledger.Crypto;

namespace Ledger.Web.Tests;

/// <summary>The tests that the pages have of their own, by npm; those of the verifier ask fake nodes of both suites.</summary>
public sealed class UnitTests
{
    [Fact]
    public async Task The_verifier_reads_what_is_true_and_nothing_else()
    {
        await WebPages.FolderAsync();
        await using var guomi = await FakeWebNode.StartAsync(CryptoSuite.Guomi);
        await using var international = await FakeWebNode.StartAsync(CryptoSuite.International);
        var nodes = new[] { guomi, international }.Select(static node => new
        {
            suite = node.Chain.Genesis.Suite.ToString(),
            url = node.Address.GetLeftPart(UriPartial.Authority),
            transaction = FakeHistory.Fill(node.Chain)[1].Id.ToString(),
            sections = FakeHistory.Sections,
            head = node.Chain.Head.Header.Height,
        }).ToList();
        using var passports = await PassportCases.WriteAsync();
        await PassAsync("core", new Dictionary<string, string>
        {
            ["LEDGER_NODES"] = JsonSerializer.Serialize(nodes),
            ["LEDGER_PASSPORTS"] = passports.Folder,
        });
    }

    [Fact]
    public Task The_words_of_the_console_are_right() => PassAsync("console", new Dictionary<string, string>());

    private static async Task PassAsync(string package, IReadOnlyDictionary<string, string> environment)
    {
        await WebPages.FolderAsync();
        var output = await WebPages.RunAsync($"web/{package}", environment, "npm", "test", "--silent");
        Assert.Contains("passed", output, StringComparison.Ordinal);
    }
}
