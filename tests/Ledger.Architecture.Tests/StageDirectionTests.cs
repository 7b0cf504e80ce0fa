using System.Xml.Linq;

namespace Ledger.Architecture.Tests;

/// <summary>The direction of DESIGN §3, as the project files have it: a stage knows only what stands before it.</summary>
public class StageDirectionTests
{
    // A stage may refer to lower numbers, and to Crypto and Protocol; never to its own number or a higher one.
    private static readonly Dictionary<string, int> Stages = new(StringComparer.Ordinal)
    {
        ["Ledger.Crypto"] = 0,
        ["Ledger.Storage"] = 0,
        ["Ledger.Certificates"] = 1,
        ["Ledger.Protocol"] = 1,
        ["Ledger.Schema"] = 2,
        ["Ledger.Threshold"] = 2,
        ["Ledger.State"] = 2,
        ["Ledger.Contracts"] = 3,
        ["Ledger.Keepers"] = 3, // secrets; no contract, nor what replays one, may reach it
        ["Ledger.Mempool"] = 3,
        ["Ledger.Sessions"] = 3,
        ["Ledger.Mail"] = 3,
        ["Ledger.Admission"] = 4,
        ["Ledger.Ordering"] = 5,
        ["Ledger.Ordering.Etcd"] = 6,
        ["Ledger.Execution"] = 6,
        ["Ledger.Finality"] = 7,
        ["Ledger.Index"] = 8,
        ["Ledger.Node"] = 9,
        ["Ledger.Api"] = 10,
        ["Ledger.Peers"] = 10,
        ["Ledger.Host"] = 11,
        ["Ledger.Audit"] = 2, // by which a node that begins at a snapshot checks what others prove; knows nothing of nodes
        ["Ledger.Terminal"] = 2, // how programs speak, a node's too; knows nothing of nodes
        ["Ledger.Server"] = 12,
    };

    private static readonly Dictionary<string, string[]> Allowed = new(StringComparer.Ordinal)
    {
        ["Ledger.Cms"] = ["Ledger.Certificates", "Ledger.Crypto"],
        ["Ledger.Seals"] = ["Ledger.Cms"],
        ["Ledger.Audit"] = ["Ledger.Protocol", "Ledger.Crypto"],
        ["Ledger.Audit.Replay"] = ["Ledger.Audit", "Ledger.Contracts"], // what the calls do, and nothing else of the node's
        ["Ledger.Audit.Archive"] = ["Ledger.Audit.Replay"],
        ["Ledger.Audit.Evidence"] = ["Ledger.Audit.Archive"],
        ["Ledger.Audit.Report"] = ["Ledger.PdfDrawing"],
        ["Ledger.Supervision"] = ["Ledger.Audit.Rules"],
        ["Ledger.Audit.Sql"] = ["Ledger.Audit.Archive"],
        ["Ledger.Audit.Rules"] = ["Ledger.Audit.Archive", "Ledger.Terminal"], // how times and sums are written
        ["Ledger.Passports"] = ["Ledger.Protocol", "Ledger.Crypto", "Ledger.Audit", "Ledger.Schema"],
        ["Ledger.Exchange"] = ["Ledger.Protocol", "Ledger.Schema"],
        ["Ledger.Requirements"] = ["Ledger.Protocol", "Ledger.Schema"],
        ["Ledger.OnlineChecks"] = ["Ledger.Protocol", "Ledger.Crypto", "Ledger.Schema"],
        ["Ledger.PdfDrawing"] = [],
        ["Ledger.GuaranteePdf"] = ["Ledger.Passports", "Ledger.Seals", "Ledger.Exchange", "Ledger.PdfDrawing"],
        ["Ledger.Witness"] = ["Ledger.Protocol", "Ledger.Crypto", "Ledger.Audit", "Ledger.Schema"],
        ["Ledger.Client"] = ["Ledger.Protocol", "Ledger.Crypto", "Ledger.Audit", "Ledger.Schema", "Ledger.Passports", "Ledger.Witness"],
        ["Ledger.Preflight"] = ["Ledger.Client", "Ledger.Contracts"], // the chain's own judgement, before it is asked (ADR 0029)
        ["Ledger.BidFiles"] = ["Ledger.Protocol", "Ledger.Cms"],
        ["Ledger.ReferenceModel"] = ["Ledger.Protocol", "Ledger.Crypto"],
        ["Ledger.Anchor"] = ["Ledger.Protocol", "Ledger.Crypto"],
        ["Ledger.Terminal"] = ["Ledger.Protocol"],
        ["Ledger.Phone"] = ["Ledger.Protocol", "Ledger.Crypto", "Ledger.Schema", "Ledger.Client", "Ledger.BidFiles", "Ledger.Seals"],
        ["Ledger.Oidc"] = ["Ledger.Protocol", "Ledger.Crypto", "Ledger.Schema", "Ledger.Client"],
        ["Ledger.Orders"] = ["Ledger.Protocol", "Ledger.Crypto", "Ledger.Schema", "Ledger.Client"],
        ["Ledger.Cli"] =
        [
            "Ledger.Terminal", "Ledger.Anchor",
            "Ledger.Audit.Archive", "Ledger.Audit.Evidence", "Ledger.Audit.Report", "Ledger.Audit.Rules",
            "Ledger.Audit.Sql", "Ledger.Client", "Ledger.BidFiles", "Ledger.Exchange", "Ledger.GuaranteePdf", "Ledger.Oidc",
            "Ledger.OnlineChecks", "Ledger.Orders", "Ledger.Phone", "Ledger.Preflight", "Ledger.Requirements", "Ledger.Seals",
            "Ledger.Supervision",
        ],
    };

    public static TheoryData<string> StageProjects => new(Stages.Keys);

    public static TheoryData<string> ClientProjects => new(Allowed.Keys);

    [Theory]
    [MemberData(nameof(StageProjects))]
    public void A_stage_refers_to_no_later_one(string stage) => Assert.All(
        References(stage),
        reference =>
            Assert.True(
                Stages.TryGetValue(reference, out var before) && before < Stages[stage], $"{stage} must not refer to {reference}."));

    [Theory]
    [MemberData(nameof(ClientProjects))]
    public void Clients_and_second_opinions_share_only_this_with_the_node(string project) =>
        Assert.Empty(References(project).Except(Allowed[project]));

    /// <summary>
    /// What a certificate is worth is asked by contracts and by members' programs; what a message is, by members' programs alone.
    /// </summary>
    [Theory]
    [InlineData("Ledger.Protocol", "Ledger.Certificates")]
    [InlineData("Ledger.Audit", "Ledger.Certificates")]
    [InlineData("Ledger.State", "Ledger.Certificates")]
    [InlineData("Ledger.Finality", "Ledger.Certificates")]
    [InlineData("Ledger.Mail", "Ledger.Certificates")]
    [InlineData("Ledger.Contracts", "Ledger.Cms")]
    [InlineData("Ledger.Host", "Ledger.Cms")]
    [InlineData("Ledger.Server", "Ledger.Cms")]
    [InlineData("Ledger.Server", "Ledger.Client")]
    [InlineData("Ledger.Server", "Ledger.Seeds")]
    [InlineData("Ledger.Cli", "Ledger.Seeds")]
    [InlineData("Ledger.Client", "Ledger.Contracts")]
    [InlineData("Ledger.Exchange", "Ledger.Contracts")]
    [InlineData("Ledger.Orders", "Ledger.Contracts")]
    [InlineData("Ledger.Phone", "Ledger.Contracts")]
    [InlineData("Ledger.Cli", "Ledger.Storage")]
    public void What_a_project_does_not_need_it_does_not_reach(string project, string other) =>
        Assert.DoesNotContain(other, Reach(project));

    /// <summary>What members' programs are made of reaches no stage of a node.</summary>
    [Theory]
    [MemberData(nameof(ClientProjects))]
    public void A_client_reaches_nothing_of_a_node(string project) => Assert.Empty(Reach(project).Intersect(ProjectsUnder("node")));

    [Fact]
    public void Every_project_of_the_client_has_its_row() =>
        Assert.Empty(ProjectsUnder("client-sdk").Except(ProjectsUnder("client-sdk/samples")).Except(Allowed.Keys));

    [Fact]
    public void Every_project_under_node_is_a_stage_with_a_place() => Assert.Empty(ProjectsUnder("node").Except(Stages.Keys));

    [Fact]
    public void The_rules_see_the_projects()
    {
        Assert.Contains("Ledger.Execution", References("Ledger.Node"));
        Assert.Contains("Ledger.Protocol", References("Ledger.Audit"));
        Assert.Contains("Ledger.Certificates", Reach("Ledger.Node"));
        Assert.NotEmpty(SourcesUnder("node"));
    }

    private static HashSet<string> Reach(string project)
    {
        var reached = new HashSet<string>(References(project), StringComparer.Ordinal);
        foreach (var reference in reached.ToList())
        {
            reached.UnionWith(Reach(reference));
        }

        return reached;
    }

    private static IEnumerable<string> References(string project)
    {
        var file = Assert.Single(Repository.Files("*.csproj"), path => Path.GetFileNameWithoutExtension(path) == project);
        return XDocument.Load(file).Descendants("ProjectReference").Select(reference => NameOf(reference.Attribute("Include")!.Value));
    }

    private static string NameOf(string include) => Path.GetFileNameWithoutExtension(include.Replace('\\', '/'));

    private static IEnumerable<string> ProjectsUnder(string folder) =>
        Under(folder, ".csproj").Select(path => Path.GetFileNameWithoutExtension(path)!);

    private static IEnumerable<string> SourcesUnder(string folder) => Under(folder, ".cs").Concat(Under(folder, ".csproj"));

    private static IEnumerable<string> Under(string folder, string extension) =>
        Repository.Files($"*{extension}")
            .Where(path => path.StartsWith(Path.Combine(Repository.Root, folder) + Path.DirectorySeparatorChar, StringComparison.Ordinal));
}
