using System.Text.Json.Nodes;
using Ledger.Api.Access;
using Ledger.Host;
using Ledger.Seeds;

namespace Ledger.Cli.Tests;

/// <summary>Commands against nodes that serve nobody whom they do not know.</summary>
public sealed class AccessCommandTests : ConsortiumFixture
{
    private static readonly string[] Read = ["state", "get", "account/subject/none"];
    private static readonly string[] Events = ["events", "follow", "--count", "1"];

    // A member whom the operator lets read and no more.
    private protected override NodeServerOptions Served => new()
    {
        Access = new AccessOptions
        {
            Open = new HashSet<AccessGroup>(),
            Callers = [new NamedCaller("bank", null, Seed.Guarantors[0].Participant.CertificateId, AccessRole.Subject, null)],
        },
    };

    private string Name => Consortium.Nodes[0].Name;

    [Fact]
    public async Task Who_shows_a_token_gets_what_its_role_may_and_nobody_else_gets_in()
    {
        Write("centre", Seed.Zhuhai);
        Write("bank", Seed.Guarantors[0].Participant);
        string[] centre = ["--authenticate", Name, "--caller", PathOf("centre.crt")];
        string[] bank = ["--authenticate", Consortium.Nodes[0].Id.ToString(), "--caller", PathOf("bank.crt")];

        // Status is everybody's; nothing else is, and the words say how to go on.
        await RunAsync(ExitCode.Done, "bank", "status");
        var stranger = await ErrorAsync("bank", Read);
        Assert.Equal("CALLER_UNKNOWN", (string?)stranger["name"]);
        Assert.Contains("--authenticate", (string?)stranger["remedy"], StringComparison.Ordinal);
        Assert.Contains("--authenticate", (string?)stranger["remedy_zh"], StringComparison.Ordinal);

        // A subject reads, and a member also follows; what is submitted is signed and called by the same key, or by another.
        await RunAsync(ExitCode.NotFound, "bank", [.. Read, .. bank]);
        Assert.Equal("METHOD_NOT_PERMITTED", (string?)(await ErrorAsync("bank", [.. Events, .. bank]))["name"]);
        await File.WriteAllTextAsync(
            PathOf("calls.json"),
            """{"calls": [{"account": {"registerSubject": {"uscc": "91440400MA4UWX0R6T", "name": "珠海建设有限公司"}}}]}""");
        Assert.Equal("OK", (string?)(await RunAsync(ExitCode.Done, "centre", ["tx", "submit", PathOf("calls.json"), .. centre]))["name"]);
        Assert.Equal("subject.registered", (string?)(await RunAsync(ExitCode.Done, "centre", [.. Events, .. centre]))["type"]);
        string[] byId = ["--authenticate", Name, "--caller", Seed.Zhuhai.CertificateId.ToString()];
        await RunAsync(ExitCode.Done, "centre", ["state", "get", "account/subject/91440400MA4UWX0R6T", .. byId]);

        // One token for each node.
        var other = Consortium.Nodes[1];
        string[] letters = ["mailbox", "new", "--pin-file", PathOf("pin"), "--also", other.Server.GrpcAddress.ToString(), "--out"];
        Assert.Equal("CALLER_UNKNOWN", (string?)(await ErrorAsync("bank", [.. letters, PathOf("one"), .. bank]))["name"]);
        await RunAsync(
            ExitCode.Done, "bank", [.. letters, PathOf("both"), .. bank, "--authenticate", $"{other.Server.GrpcAddress}={other.Name}"]);
    }

    [Fact]
    public async Task What_would_show_nobody_or_too_much_is_said_before_anything_is_sent()
    {
        Write("bank", Seed.Guarantors[0].Participant);
        Write("centre", Seed.Zhuhai);
        foreach (var (words, args) in new (string, string[])[]
        {
            ("name of no validator in the genesis file", ["--authenticate", "nobody", "--caller", PathOf("bank.crt")]),
            ("give its file or id with --caller", ["--authenticate", Name]),
            ("is not for the key in", ["--authenticate", Name, "--caller", PathOf("centre.crt")]),
            (
                "have the node serve over TLS",
                ["--authenticate", Name, "--caller", PathOf("bank.crt"), "--node", "http://ledger.invalid:7300"]),
            ("twice", ["--authenticate", Name, "--authenticate", Name, "--caller", PathOf("bank.crt")]),
        })
        {
            var (code, output, error) = await ScriptAsync("bank", [.. Read, .. args]);
            Assert.Equal((ExitCode.Usage, ""), (code, output));
            Assert.Contains(words, error, StringComparison.Ordinal);
        }

        // Another node's token opens nothing, and neither does a certificate's that another key belongs to.
        foreach (var (node, caller) in new[]
        {
            (Consortium.Nodes[1].Name, PathOf("bank.crt")), (Name, Seed.Zhuhai.CertificateId.ToString()),
        })
        {
            var refused = await ErrorAsync("bank", [.. Read, "--authenticate", node, "--caller", caller]);
            Assert.Equal("CALLER_UNKNOWN", (string?)refused["name"]);
            Assert.Contains("not signed by its certificate's key for this node", (string?)refused["message"], StringComparison.Ordinal);
        }
    }

    private async Task<JsonNode> ErrorAsync(string key, params string[] args)
    {
        var (code, output, error) = await ScriptAsync(key, [.. args, "--json"]);
        Assert.True(code == ExitCode.Refused && output.Length == 0, $"{string.Join(' ', args)} ended with {code}: {error}{output}");
        return JsonNode.Parse(error)!["error"]!;
    }

    private void Write(string name, Participant who)
    {
        WriteKey(name, who);
        File.WriteAllBytes(PathOf($"{name}.crt"), who.Certificate.Der.ToArray());
    }
}
