namespace Ledger.Cli.Tests;

/// <summary>A finding from its record to its end, against four real validators, by the commands alone.</summary>
public sealed class SuperviseFindingTests : ConsortiumFixture
{
    private const string Id = "9c1f0a52b7d84e6680f3c2d1a4e5b697";
    private static readonly string Digest = new('a', 64);

    [Fact]
    public async Task A_regulator_records_warns_reads_and_closes_and_who_was_warned_answers()
    {
        var respondent = Seed.Guarantors[0].Participant;
        WriteKey("regulator", Seed.Validators[3].Owner);
        WriteKey("respondent", respondent);
        await EnactRulesAsync();
        string[] record =
        [
            "supervise", "finding", "record", Id, "--case-no", "2026-017", "--rule", "returned-in-time", "--rule-version", "1", "--light",
            "red", "--data-commitment", Digest, "--due", "2099-01-01 18:00",
        ];
        Assert.Equal("NOT_PERMITTED", (string?)(await RefusedAsync("respondent", record))["name"]);
        await RunAsync(ExitCode.NotFound, "regulator", "supervise", "finding", "show", Id);
        await RunAsync(ExitCode.Done, "regulator", record);
        Assert.Equal(("Pending", "1", "Red"), await StateAsync());

        string[] answer = ["supervise", "finding", "answer", Id, "--document-digest", Digest];
        Assert.Equal("NOT_THE_FINDINGS_HAND", (string?)(await RefusedAsync("respondent", answer))["name"]);
        await RunAsync(
            ExitCode.Done, "regulator", "supervise", "finding", "warn", Id, "--respondent-uscc", respondent.Uscc, "--answer-due",
            "2099-01-01 18:00", "--close-due", "2099-01-02 18:00", "--document-digest", Digest);
        Assert.Equal("Warned", (await StateAsync()).State);
        await RunAsync(ExitCode.Done, "respondent", answer);
        await RunAsync(ExitCode.Done, "regulator", "supervise", "finding", "read", Id);
        Assert.Equal("Read", (await StateAsync()).State);
        await RunAsync(
            ExitCode.Done, "regulator", "supervise", "finding", "close", Id, "--outcome", "corrected", "--document-digest", Digest);
        Assert.Equal("Closed", (await StateAsync()).State);
    }

    private async Task<(string State, string Version, string Light)> StateAsync()
    {
        var shown = await RunAsync(ExitCode.Done, "respondent", "supervise", "finding", "show", Id);
        var recorded = shown["recorded"]!;
        return ((string)shown["state"]!, recorded["rule_version"]!.ToJsonString().Trim('"'), (string)recorded["light"]!);
    }
}
