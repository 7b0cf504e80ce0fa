using Ledger.Schema.Membership;

namespace Ledger.Cli.Tests;

/// <summary>The administrators' day against four real validators: propose, see, vote on what was shown, and know what follows.</summary>
public sealed class ProposalCommandTests : ConsortiumFixture
{
    private const string NewMember = """
        {"putMember": {"uscc": "91440400MA4UWX0R6T", "name": "珠海示例银行", "region": "440400", "roles": ["ROLE_GUARANTOR"], "active": true}}
        """;

    private static readonly string[] Voters = ["zhuhai", "beijing", "guangzhou", "regulator"];

    public override async Task InitializeAsync()
    {
        await base.InitializeAsync();
        foreach (var (name, validator) in Voters.Zip(Seed.Validators))
        {
            WriteKey(name, validator.Owner);
        }

        await File.WriteAllTextAsync(PathOf("member.json"), NewMember);
    }

    [Fact]
    public async Task A_member_is_admitted_by_votes_that_saw_what_they_were_about()
    {
        var made = await RunAsync(ExitCode.Done, "zhuhai", "proposal", "make", PathOf("member.json"), "--days", "3");
        var id = (string)made["proposal"]!;
        var shown = await RunAsync(ExitCode.Done, "zhuhai", "proposal", "show", id);
        Assert.Equal(("Open", 4), ((string)shown["state"]!, shown["waits_for"]!.AsArray().Count));
        Assert.Equal("珠海示例银行", (string?)shown["content"]!["put_member"]!["name"]);
        Assert.Contains("are missing", (string)shown["next"]!, StringComparison.Ordinal);

        var (declined, words) = await AskedAsync("zhuhai", ["proposal", "vote", id, "--approve"], _ => false);
        Assert.Equal(ExitCode.Interrupted, declined);
        Assert.Contains("珠海示例银行", words, StringComparison.Ordinal);
        Assert.Equal("0", (string?)(await RunAsync(ExitCode.Done, "zhuhai", "proposal", "show", id))["votes_for"]);

        foreach (var member in Voters[..3])
        {
            await RunAsync(ExitCode.Done, member, "proposal", "vote", id, "--approve");
        }

        Assert.Empty((await RunAsync(ExitCode.Done, "zhuhai", "proposal", "list"))["proposals"]!.AsArray());
        var all = (await RunAsync(ExitCode.Done, "zhuhai", "proposal", "list", "--all"))["proposals"]!.AsArray();
        Assert.Equal(("Enacted", "It is in force."), ((string)all.Single()!["state"]!, (string)all.Single()!["next"]!));
    }

    [Fact]
    public async Task Every_change_is_proposed_by_options_and_shown_in_words_first()
    {
        string[] member =
        [
            "proposal", "member", "91440400MA4UWX0R6T", "--name", "珠海示例银行", "--region", "440400", "--roles", "guarantor",
            "--active", "true",
        ];
        var look = await RunAsync(ExitCode.Done, "zhuhai", [.. member, "--dry-run"]);
        Assert.Equal("珠海示例银行", (string?)look["content"]!["put_member"]!["name"]);
        var id = (string)(await RunAsync(ExitCode.Done, "zhuhai", member))["proposal"]!;
        var (same, words) = await AskedAsync("beijing", ["proposal", "make", PathOf("member.json")], _ => true);
        Assert.Equal(ExitCode.Usage, same);
        Assert.Contains(id, words, StringComparison.Ordinal); // as the JSON form says it

        var validator = Seed.Validators[0];
        string[][] others =
        [
            [
                "validator", "zhuhai-2", "--member-uscc", validator.Owner.Uscc, "--public-key", KeyOf(71), "--receipt-key", KeyOf(72),
                "--power", "1",
            ],
            [
                "bond-cap", "440400", "--trade-class", "A02", "--share-basis-points", "100", "--absolute-fen", "80万",
                "--effective-from", "2027-01-01 00:00", "--source", "实施条例第二十六条", "--law-version", "2019年修订",
            ],
            [
                "tender-rule", "440400", "--trade-class", "A02", "--kind", "DocumentDaysMin", "--value", "25", "--effective-from",
                "2027-01-01 00:00", "--source", "招标投标法第二十四条", "--law-version", "2017年修正",
            ],
            ["work-calendar", "2027", "--holidays", "20270101", "--workdays", "20270109", "--source", "国办发明电"],
            ["rule-version", "2"],
        ];
        string[] fields = ["put_validator", "put_bond_cap", "put_tender_rule", "put_work_calendar", "rule_version"];
        foreach (var (line, field) in others.Zip(fields))
        {
            var made = await RunAsync(ExitCode.Done, "zhuhai", ["proposal", .. line]);
            var shown = await RunAsync(ExitCode.Done, "zhuhai", "proposal", "show", (string)made["proposal"]!);
            Assert.NotNull(shown["content"]![field]);
        }
    }

    // Put to the vote and voted for: a person is asked twice, and a script is not believed. The rules that are known are asked for once.
    [Fact]
    public async Task Rules_that_the_program_does_not_know_are_asked_for_twice()
    {
        for (var version = 2u; version <= RuleVersions.Known; version++)
        {
            var known = (string)(await RunAsync(ExitCode.Done, "zhuhai", "proposal", "rule-version", $"{version}"))["proposal"]!;
            foreach (var member in Voters[..3])
            {
                await RunAsync(ExitCode.Done, member, "proposal", "vote", known, "--approve");
            }
        }

        string[] propose = ["proposal", "rule-version", $"{RuleVersions.Known + 1}"];
        var (unattended, _, error) = await ScriptAsync("zhuhai", propose);
        Assert.Equal(ExitCode.Usage, unattended);
        Assert.Contains("only a person can answer", error, StringComparison.Ordinal);
        Assert.Equal(ExitCode.Usage, (await AskedAsync("zhuhai", [.. propose, "--yes"], _ => true)).Code);
        var asked = new List<string>();
        Assert.Equal(ExitCode.Interrupted, (await AskedAsync("zhuhai", propose, question =>
        {
            asked.Add(question);
            return asked.Count == 1;
        })).Code);
        Assert.Equal(2, asked.Count);

        var (code, words) = await AskedAsync("zhuhai", [.. propose, "--json"], _ => true);
        Assert.True(code == ExitCode.Done, words);
        var open = (await RunAsync(ExitCode.Done, "zhuhai", "proposal", "list"))["proposals"]!.AsArray();
        var unknown = (string)open.Single()!["proposal"]!;
        Assert.Equal(ExitCode.Usage, (await ScriptAsync("beijing", ["proposal", "vote", unknown, "--approve"])).Code);
        await RunAsync(ExitCode.Done, "beijing", "proposal", "vote", unknown, "--reject");
    }

    private static string KeyOf(byte seed)
    {
        var bytes = new byte[32];
        Array.Fill(bytes, seed);
        using var pair = Ledger.Crypto.Keys.KeyPair.FromSeed(Ledger.Crypto.SignatureAlgorithm.Sm2Sm3, bytes);
        return Convert.ToHexStringLower(pair.PublicKey.Encoded);
    }

    [Fact]
    public async Task The_same_proposal_twice_is_named_and_a_refused_one_has_no_id()
    {
        var id = (string)(await RunAsync(ExitCode.Done, "zhuhai", "proposal", "make", PathOf("member.json")))["proposal"]!;
        var (code, words) = await AskedAsync("beijing", ["proposal", "make", PathOf("member.json")], _ => true);
        Assert.Equal(ExitCode.Usage, code);
        Assert.Contains(id, words, StringComparison.Ordinal);

        await File.WriteAllTextAsync(PathOf("bad.json"), NewMember.Replace("440400", "44", StringComparison.Ordinal));
        var refused = await RefusedAsync("beijing", "proposal", "make", PathOf("bad.json"));
        Assert.Null(refused["proposal"]);
        var none = await AskedAsync("beijing", ["proposal", "vote", new string('0', 32), "--approve"], _ => true);
        Assert.Equal(ExitCode.NotFound, none.Code);

        foreach (var member in Voters[1..3])
        {
            await RunAsync(ExitCode.Done, member, "proposal", "vote", id, "--reject");
        }

        var rejected = await RunAsync(ExitCode.Done, "zhuhai", "proposal", "show", id);
        Assert.Equal(("Rejected", "2"), ((string)rejected["state"]!, (string)rejected["votes_against"]!));
    }
}
