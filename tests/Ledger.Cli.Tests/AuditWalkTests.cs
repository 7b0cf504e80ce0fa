using System.Text.Json.Nodes;
using Ledger.Protocol.V1;
using Ledger.Schema.Membership;
using Ledger.TestConsortium;
using static Ledger.TestConsortium.TenderStory;

namespace Ledger.Cli.Tests;

/// <summary>
/// The walk of docs/operations/audit.md: an auditor who knows nothing finds each of ten frauds that all validators have agreed to, with the
/// commands alone.
/// </summary>
public sealed class AuditWalkTests : IDisposable
{
    private readonly StoryArchive _story = new(Plant);

    private string Archive => _story.Archive;

    public void Dispose() => _story.Dispose();

    [Fact]
    public async Task Ten_planted_frauds_are_found_by_the_commands_alone()
    {
        // Headers, roots, certificates and signatures hold: the validators have forged with their own keys.
        Assert.True((bool)(await RunAsync(ExitCode.Done, "verify", Archive, "--level", "signatures"))["sound"]!);

        // What they have not is a state that comes out of it.
        var full = await RunAsync(ExitCode.NotVerified, "verify", Archive);
        Assert.Contains("executed again", (string)full["findings"]![0]!["field"]!, StringComparison.Ordinal);

        var listed = (await RunAsync(ExitCode.Done, "rules"))["rules"]!.AsArray().Select(rule => (string)rule!["rule"]!).ToList();
        var csv = Path.Combine(_story.Folder, "findings.csv");
        var check = await RunAsync(ExitCode.NotVerified, "check", Archive, "--csv", csv);
        var findings = check["findings"]!.AsArray();
        Assert.Equal(findings.Count + 1, (await File.ReadAllLinesAsync(csv)).Length);
        string[] planted =
        [
            "candidates-had-bid", "claim-answered", "contract-as-awarded", "issued-before-opening", "not-taken-back-after-opening",
            "parties-apart", "returned-in-time", "sealed-until-opening", "signer-was-valid", "votes-sufficed",
        ];
        Assert.Empty(planted.Except(findings.Select(finding => (string)finding!["rule"]!)));
        Assert.All(planted, rule => Assert.Contains(rule, listed));
        Assert.All(findings, finding => Assert.NotEmpty((string)finding!["source"]!));

        // From a finding to what was done, and by whom.
        var late = (await RunAsync(ExitCode.NotVerified, "check", Archive, "--rule", "returned-in-time"))["findings"]![0]!;
        var life = await RunAsync(ExitCode.Done, "timeline", Archive, "--guarantee", (string)late["about"]!);
        Assert.Contains((string)late["transaction"]!, life["entries"]!.AsArray().Select(entry => (string)entry!["transaction"]!));

        await RunAsync(ExitCode.Usage, "check", Archive, "--rule", "no-such-rule");
        Assert.Contains("returned-in-time", await ShowAsync("check", Archive, "--lang", "zh"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_full_verification_goes_on_from_its_file_and_takes_nothing_from_a_damaged_one()
    {
        var progress = Path.Combine(_story.Folder, "progress");
        using var lawful = new StoryArchive(_ => { });
        string[] verify = ["audit", "verify", lawful.Archive, "--progress", progress];
        await lawful.JsonAsync(ExitCode.Done, verify);
        Assert.True(File.Exists(progress));
        Assert.True((bool)(await lawful.JsonAsync(ExitCode.Done, verify))["sound"]!);
        await lawful.JsonAsync(ExitCode.Usage, [.. verify, "--level", "merkle"]);
        await File.WriteAllTextAsync(progress, "nothing");
        var (code, _, error) = await lawful.RunAsync([.. verify]);
        Assert.Equal(ExitCode.NotVerified, code);
        Assert.Contains("Delete it", error, StringComparison.Ordinal);
    }

    private static void Plant(TenderStory story)
    {
        story.Tell(0.5, Centre, new Call(), ("member.admitted", MembershipTables.Members.Key("x"), new Member { Uscc = "x" })); // no vote
        story.Announce();
        story.Issue(Winner);
        story.Issue(Third);
        story.Reveal(Third, 24); // read before the opening
        story.Open();
        story.ListBidders(25, Winner, Second, Tenderer.Uscc); // the tenderer bids
        story.ReleaseKey();
        story.Reveal(Winner);
        story.Surrender(Third, 25.05); // a bribed guarantor takes a bond back
        story.Reveal(Third, 25.06);
        story.Issue(Second, 25.07); // another makes one afterwards
        story.Reveal(Second, 25.08);
        story.Complete();
        story.Evaluate(Winner, Third); // who is ranked had not bid
        story.Publicize();
        story.Award();
        story.Claim(Third, 33, answerUntil: 39); // never answered
        story.Contract(40, contractFen: 990_000_000); // for more than was awarded
        story.Release(Second, 41, ReleaseReason.ContractSigned);
        story.Release(Winner, 70, ReleaseReason.ContractSigned); // late
        story.Tell(20_000, Centre, new Call()); // with a certificate that expired long ago
    }

    private Task<JsonObject> RunAsync(int code, params string[] args) => _story.JsonAsync(code, ["audit", .. args]);

    private async Task<string> ShowAsync(params string[] args) => (await _story.RunAsync(["audit", .. args])).Output;
}
