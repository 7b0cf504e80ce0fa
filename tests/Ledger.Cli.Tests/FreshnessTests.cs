using System.Text.Json.Nodes;
using Ledger.Client;

namespace Ledger.Cli.Tests;

/// <summary>A node that shows an old state, or another history, and what the person reads.</summary>
public sealed class FreshnessTests : CliFixture
{
    public override async Task InitializeAsync()
    {
        await base.InitializeAsync();
        Set("LEDGER_MAX_HEAD_AGE", null); // the fake chain's clock stands in 2023
    }

    [Theory]
    [InlineData("en")]
    [InlineData("zh")]
    public async Task An_old_head_is_shown_with_one_warning_on_standard_error(string language)
    {
        var (code, output, error) = await RunAsync("status", "--lang", language);
        Assert.Equal(ExitCode.Done, code);
        Assert.Contains(language == "zh" ? "超过 5 分" : "more than 5 min", output, StringComparison.Ordinal);
        Assert.StartsWith("Warning: The newest final block", error, StringComparison.Ordinal);
        Assert.Single(error.Split('\n'), line => line.StartsWith("Warning", StringComparison.Ordinal));
        Assert.Equal(language == "zh", error.Contains("警告：节点给出的最新终局区块", StringComparison.Ordinal));
    }

    [Fact]
    public async Task In_json_the_warning_is_a_line_of_its_own_and_the_status_says_the_age()
    {
        var (code, output, error) = await RunAsync("status", "--json");
        Assert.Equal(ExitCode.Done, code);
        Assert.False((bool)JsonNode.Parse(output)!["fresh"]!);
        Assert.True(JsonNode.Parse(output)!["age_seconds"].Number() > 300);
        Assert.Equal("OldHead", (string?)JsonNode.Parse(error)!["warning"]!["failure"]);
    }

    [Theory]
    [InlineData("status")]
    [InlineData("state get account/subject/none")]
    [InlineData("ca list")]
    public async Task Where_it_is_asked_for_an_old_head_is_refused(string line)
    {
        var (code, _, error) = await RunAsync([.. line.Split(' '), "--stale-head", "refuse"]);
        Assert.Equal(ExitCode.NotVerified, code);
        Assert.Contains("OldHead", error, StringComparison.Ordinal);
        Set("LEDGER_STALE_HEAD", "refuse");
        Assert.Equal(ExitCode.NotVerified, (await RunAsync(line.Split(' '))).Code);
        var (allowed, _, silent) = await RunAsync([.. line.Split(' '), "--max-head-age", "off"]);
        Assert.NotEqual(ExitCode.NotVerified, allowed);
        Assert.DoesNotContain("Warning", silent, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--max-head-age", "5")]
    [InlineData("--max-head-age", "0s")]
    [InlineData("--max-head-age", "m")]
    [InlineData("--max-head-age", "-5m")]
    [InlineData("--max-head-age", "999d")]
    [InlineData("--stale-head", "ignore")]
    [InlineData("--checkpoint", "7")]
    [InlineData("--checkpoint", "7:00")]
    public async Task Wrong_use_is_2(string option, string value) =>
        Assert.Equal(ExitCode.Usage, (await RunAsync("status", option, value)).Code);

    [Fact]
    public async Task A_checkpoint_is_what_status_shows_and_another_history_is_refused()
    {
        Set("LEDGER_MAX_HEAD_AGE", "off");
        var status = await JsonAsync(ExitCode.Done, "status");
        var checkpoint = new Checkpoint((ulong)status["height"].Number(), Protocol.Digest.Zero);
        Assert.Equal(ExitCode.Done, (await RunAsync("status", "--checkpoint", $"{checkpoint.Height}:{status["block_hash"]}")).Code);
        var (code, _, error) = await RunAsync("status", "--checkpoint", checkpoint.ToString());
        Assert.Equal(ExitCode.NotVerified, code);
        Assert.Contains("ContradictsCheckpoint", error, StringComparison.Ordinal);
        Set("LEDGER_CHECKPOINT", new Checkpoint(checkpoint.Height + 1, Protocol.Digest.Zero).ToString());
        Assert.Contains("BelowCheckpoint", (await RunAsync("status")).Error, StringComparison.Ordinal);
    }
}
