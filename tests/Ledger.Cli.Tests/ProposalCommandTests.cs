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
    public async Task The_same_proposal_twice_is_named_and_a_refused_one_has_no_id()
    {
        var id = (string)(await RunAsync(ExitCode.Done, "zhuhai", "proposal", "make", PathOf("member.json")))["proposal"]!;
        var (code, words) = await AskedAsync("beijing", ["proposal", "make", PathOf("member.json")], _ => true);
        Assert.Equal(ExitCode.Usage, code);
        Assert.Contains(id, words, StringComparison.Ordinal);

        await File.WriteAllTextAsync(PathOf("bad.json"), NewMember.Replace("440400", "44", StringComparison.Ordinal));
        var refused = await RunAsync(ExitCode.Refused, "beijing", "proposal", "make", PathOf("bad.json"));
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
