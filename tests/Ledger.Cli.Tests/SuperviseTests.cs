using System.Text.Json.Nodes;
using System.Xml.Linq;
using Ledger.Protocol.V1;
using Ledger.TestConsortium;
using static Ledger.TestConsortium.TenderStory;

namespace Ledger.Cli.Tests;

/// <summary>What a regulator is shown out of an archive.</summary>
public sealed class SuperviseTests : IDisposable
{
    private readonly StoryArchive _told = new(story =>
    {
        story.UpToReveal();
        story.Claim(Third, 26);
        story.Change(Third, "guarantee.paid", 27, Guarantor, guarantee =>
            (guarantee.State, guarantee.PaidFen) = (GuaranteeState.Paid, 4_000_000));
        story.Release(Second, 45, ReleaseReason.NotAwarded);
    });

    public void Dispose() => _told.Dispose();

    [Fact]
    public async Task Figures_add_up_whatever_they_are_told_apart_by()
    {
        foreach (var by in new[] { "month", "region", "trade", "centre", "guarantor" })
        {
            var figures = await _told.JsonAsync("supervise", "figures", _told.Archive, "--by", by);
            var row = Assert.Single(figures["rows"]!.AsArray())!;
            Assert.NotEmpty((string)row["group"]!);
            Assert.Equal(by == "guarantor" ? Guarantor.Name : by == "centre" ? Centre.Name : null, (string?)row["name"]);
            Assert.Equal(("1", "3"), ((string)row["sections"]!, (string)row["guarantees"]!));
            Assert.Equal((string)figures["total"]!["cash_replaced_fen"]!, (string)row["cash_replaced_fen"]!);
            Assert.Equal(("1", "10000000", "4000000"), ((string)row["claims"]!, (string)row["claimed_fen"]!, (string)row["paid_fen"]!));
            Assert.Equal(("1", 44m), ((string)row["returned"]!, Math.Round((decimal)row["days_to_return_median"]!)));
        }

        var total = (await _told.JsonAsync("supervise", "figures", _told.Archive))["total"]!;
        Assert.Equal(("1", "1", "3"), ((string)total["sections"]!, (string)total["sections_opened"]!, (string)total["bidders"]!));
        Assert.Equal(ExitCode.Usage, (await _told.RunAsync("supervise", "figures", _told.Archive, "--by", "weather")).Exit);
        var shown = await _told.RunAsync("supervise", "figures", _told.Archive, "--lang", "zh");
        Assert.Contains("替代现金", shown.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Figures_stand_though_validators_forged_a_time_beyond_the_calendar()
    {
        const double never = 10_000_000;
        var archive = Path.Combine(_told.Folder, "forged");
        StoryArchive.Write(archive, story =>
        {
            story.UpToReveal();
            var code = Schema.Tender.TenderTables.Sections.Key(TenderStory.Section);
            story.Tell(26, Centre, new Call(), ("section.contracted", code, new Section
            {
                Announced = new AnnounceSection { SectionCode = TenderStory.Section },
                Region = "440400",
                TradeClass = "A",
                AnnouncedAt = At(1),
                OpenedAt = At(never),
                Contract = new Contract { SignedAt = At(never) },
            }));
        });
        var figures = await _told.JsonAsync("supervise", "figures", archive);
        var row = Assert.Single(figures["rows"]!.AsArray())!;
        Assert.Equal(("?", "3", "3"), ((string)row["group"]!, (string)row["guarantees"]!, (string)row["returns_unjudged"]!));
        Assert.Equal("0", (string)(await _told.JsonAsync("supervise", "figures", _told.Archive))["total"]!["returns_unjudged"]!);
    }

    [Fact]
    public async Task Figures_for_prometheus_replace_the_file_as_a_whole()
    {
        var file = Path.Combine(_told.Folder, "market.prom");
        await File.WriteAllTextAsync(file, "old");
        await _told.JsonAsync("supervise", "figures", _told.Archive, "--prometheus", file);
        var lines = await File.ReadAllLinesAsync(file);
        Assert.Contains($"ledger_market_guarantees{{by=\"guarantor\",group=\"{Guarantor.Uscc}\"}} 3", lines);
        Assert.Contains("# TYPE ledger_market_guarantees gauge", lines);
        Assert.Equal(lines.Length, lines.Distinct().Count());
        Assert.False(File.Exists(file + ".part"));
    }

    [Fact]
    public async Task A_sections_graph_shows_who_is_connected_with_whom()
    {
        var relations = Path.Combine(_told.Folder, "relations.csv");
        const string outside = "91110000000000000X";
        await File.WriteAllTextAsync(
            relations, $"uscc,other_uscc,kind\n{Winner},{outside},SamePrincipal\n{outside},{Third},单位负责人为同一人\n");
        var (graphMl, svg) = (Path.Combine(_told.Folder, "s.graphml"), Path.Combine(_told.Folder, "s.svg"));
        string[] command =
            [
                "supervise", "graph", _told.Archive, "--section", TenderStory.Section, "--relations", relations, "--graphml", graphMl,
                "--svg", svg,
            ];
        var graph = await _told.JsonAsync(command);
        var edges = graph["edges"]!.AsArray().Select(edge => $"{edge!["party"]} {edge["how"]} {edge["other_party"]}").ToList();
        Assert.Contains($"{Guarantor.Uscc} Guarantees {Winner}", edges);
        Assert.Contains($"{Winner} TakesPart {TenderStory.Section}", edges);
        Assert.Contains(graph["parties"]!.AsArray(), party => (string?)party!["name"] == Guarantor.Name);
        Assert.Contains(edges, edge => edge == $"{Winner} Related {Third}" || edge == $"{Third} Related {Winner}");
        Assert.DoesNotContain(edges, edge => edge.Contains(outside, StringComparison.Ordinal));

        var ns = XNamespace.Get("http://graphml.graphdrawing.org/xmlns");
        var parsed = XDocument.Load(graphMl);
        Assert.Equal(graph["parties"]!.AsArray().Count, parsed.Descendants(ns + "node").Count());
        Assert.Equal(edges.Count, parsed.Descendants(ns + "edge").Count());
        Assert.Equal(edges.Count, XDocument.Load(svg).Descendants(XNamespace.Get("http://www.w3.org/2000/svg") + "path").Count());

        Assert.Equal(ExitCode.NotFound, (await _told.RunAsync("supervise", "graph", _told.Archive, "--section", "E0")).Exit);
        await File.WriteAllTextAsync(relations, $"{Winner},{Third}\n");
        var (exit, _, error) = await _told.RunAsync(command);
        Assert.Equal(ExitCode.Usage, exit);
        Assert.Contains("line 1", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_found_is_told_once_its_block_is_final_and_again_by_a_replay()
    {
        using var late = new StoryArchive(Late);
        var told = await WatchAsync(late, "--once");
        Assert.Equal(["red", "red"], told.Select(one => (string)one["light"]!));
        Assert.Equal(["returned-in-time", "contract-as-awarded"], told.Select(one => (string)one["rule"]!).OrderDescending());
        Assert.All(told, one => Assert.NotNull(one["transaction"]));
        Assert.Equal(told.Select(one => one.ToJsonString()), (await WatchAsync(late, "--once")).Select(one => one.ToJsonString()));

        var since = ((string)told.Max(one => one["height"]!.ToString().PadLeft(9))!).Trim();
        Assert.Single(await WatchAsync(late, "--once", "--since", since));
        Assert.Single(await WatchAsync(late, "--once", "--rule", "returned-in-time"));

        using var owed = new StoryArchive(story =>
        {
            story.UpToReveal().UpToAward();
            story.Contract(40);
            story.Tell(60, Centre, new Call());
        });
        var undone = Assert.Single(await WatchAsync(owed, "--once", "--since", "1000000")); // what is still owed is told in any case
        Assert.Null(undone["transaction"]);
        var shown = await owed.RunAsync("supervise", "watch", "--archive", owed.Archive, "--once", "--lang", "zh");
        Assert.Contains("红", shown.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task It_follows_an_archive_that_grows_and_believes_no_block_that_does_not_verify()
    {
        using var growing = new StoryArchive(_ => { });
        await using var output = new WaitingWriter("returned-in-time");
        var context = new CliContext
        {
            Out = output,
            Error = TextWriter.Null,
            Variable = name => name == "LEDGER_GENESIS" ? Path.Combine(growing.Folder, "genesis.json") : null,
        };
        using var stop = new CancellationTokenSource(TimeSpan.FromSeconds(120));
        var watching = ReusedTrees.RunAsync<LedgerCommandLine>(
            ["supervise", "watch", "--archive", growing.Archive, "--every-seconds", "1", "--json"], context, stop.Token);
        StoryArchive.Write(growing.Archive, Late);
        await output.Seen.WaitAsync(stop.Token);
        await stop.CancelAsync();
        Assert.Equal(ExitCode.Done, await watching);

        using var forged = new StoryArchive(story =>
        {
            Late(story);
            story.Complete(); // time goes back
        });
        var (exit, _, error) = await forged.RunAsync("supervise", "watch", "--archive", forged.Archive, "--once");
        Assert.Equal(ExitCode.NotVerified, exit);
        Assert.Contains("not sound", error, StringComparison.Ordinal);
    }

    private static void Late(TenderStory story)
    {
        story.UpToReveal().UpToAward();
        story.Contract(40, contractFen: 990_000_000);
        story.Release(Winner, 60, ReleaseReason.ContractSigned);
    }

    private static async Task<List<JsonObject>> WatchAsync(StoryArchive archive, params string[] args)
    {
        var (exit, output, error) = await archive.RunAsync(["supervise", "watch", "--archive", archive.Archive, "--json", .. args]);
        Assert.True(exit == ExitCode.NotVerified, $"{exit} {error}");
        return [.. output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonNode.Parse(line)!.AsObject())];
    }

    [Fact]
    public async Task Before_the_bidders_are_on_record_nobody_is_shown()
    {
        using var early = new StoryArchive(story =>
        {
            story.Announce();
            story.Issue(Winner);
            story.Open();
        });
        var graph = await early.RunAsync("supervise", "graph", early.Archive, "--section", TenderStory.Section);
        Assert.Equal(ExitCode.NotFound, graph.Exit);
        var figures = await early.JsonAsync("supervise", "figures", early.Archive, "--by", "guarantor");
        Assert.Empty(figures["rows"]!.AsArray());
        Assert.Equal("0", (string)figures["total"]!["guarantees"]!);
    }

    // Says when some words were written.
    private sealed class WaitingWriter(string words) : StringWriter
    {
        private readonly TaskCompletionSource _seen = new(TaskCreationOptions.RunContinuationsAsynchronously);

        internal Task Seen => _seen.Task;

        public override void Flush()
        {
            if (ToString().Contains(words, StringComparison.Ordinal))
            {
                _seen.TrySetResult();
            }
        }
    }
}
