using System.Text.Json.Nodes;
using Ledger.Node.Tests;
using Ledger.Protocol.V1;

namespace Ledger.Cli.Tests;

/// <summary>
/// <c>guarantee late</c> over sections of several regions and centres, whose losers' bonds are due five days after the award.
/// </summary>
public sealed class LateReturnTests : CliFixture
{
    private const string Zhuhai = "E4404000001001043001001";
    private const string Foshan = "E4406000001001043001001";
    private const string Fuzhou = "E3501000001001043001001";
    private const string OtherCentre = "91440600000000000C";

    private long Now => Server.Chain.Genesis.Content.Time;

    [Fact]
    public async Task Nothing_late_ends_with_0_and_shows_what_is_due_on_request()
    {
        Server.Chain.Put(
            [AwardedSections.Rule, AwardedSections.Section(Zhuhai, Now - AwardedSections.DayMs), .. AwardedSections.Guarantee(Zhuhai, 1)]);
        var document = await JsonAsync(ExitCode.Done, "guarantee", "late");
        Assert.Equal((1, 0, 0), ((int)document["due"]!, (int)document["late"]!, document["guarantees"]!.AsArray().Count));
        var due = Assert.Single((await JsonAsync(ExitCode.Done, "guarantee", "late", "--all"))["guarantees"]!.AsArray())!;
        Assert.Equal((Zhuhai, "G1", false), ((string?)due["section_code"], (string?)due["guarantee_no"], (bool)due["late"]!));
    }

    [Fact]
    public async Task A_chain_without_guarantees_has_none_late()
    {
        var document = await JsonAsync(ExitCode.Done, "guarantee", "late");
        Assert.Equal((0, 0), ((int)document["due"]!, (int)document["late"]!));
    }

    [Theory]
    [InlineData(4, "G1", "G2", "G3", "G5")]
    [InlineData(3, "G1", "G2", "G3", null, "--region", "440000")]
    [InlineData(2, "G1", "G3", null, null, "--region", "440400")]
    [InlineData(1, "G2", null, null, null, "--centre", OtherCentre)]
    [InlineData(1, "G5", null, null, null, "--region", "350100")]
    public async Task Late_ones_of_all_sections_are_shown_longest_first_and_end_with_1(
        int late, string a, string? b, string? c, string? d, params string[] filter)
    {
        Server.Chain.Put(
            [
                AwardedSections.Rule,
                AwardedSections.Section(Zhuhai, Now - (8 * AwardedSections.DayMs)),
                AwardedSections.Section(Foshan, Now - (9 * AwardedSections.DayMs), "440600", OtherCentre),

                AwardedSections.Section(Fuzhou, Now - (10 * AwardedSections.DayMs), "350100"),
                .. AwardedSections.Guarantee(Zhuhai, 1),
                .. AwardedSections.Guarantee(Foshan, 2),
                .. AwardedSections.Guarantee(Zhuhai, 3, GuaranteeState.Refused),

                .. AwardedSections.Guarantee(Zhuhai, 4, GuaranteeState.Released), .. AwardedSections.Guarantee(Fuzhou, 5),
            ]);
        var document = await JsonAsync(ExitCode.Refused, ["guarantee", "late", .. filter]);
        var guarantees = document["guarantees"]!.AsArray();
        Assert.Equal((late, late), ((int)document["late"]!, guarantees.Count));
        Assert.Equal(
            new[] { a, b, c, d }.OfType<string>(), guarantees.Select(one => (string)one!["guarantee_no"]!).Order(StringComparer.Ordinal));
        var due = guarantees.Select(one => (string)one!["return_due"]!).ToList();
        Assert.Equal(due.Order(StringComparer.Ordinal), due);
        Assert.All(guarantees, one => Assert.Equal("实施条例第五十七条", (string?)one!["return_rule"]));
    }

    [Fact]
    public async Task A_late_one_is_found_behind_many_pages()
    {
        Server.Chain.Put(
            [
                AwardedSections.Rule,
                AwardedSections.Section(Fuzhou, null),
                AwardedSections.Section(Zhuhai, Now - (8 * AwardedSections.DayMs)),

                .. Enumerable.Range(1, 1_100)
                    .SelectMany(number => AwardedSections.Guarantee(Fuzhou, number)), .. AwardedSections.Guarantee(Zhuhai, 2_000),
            ]);
        var document = await JsonAsync(ExitCode.Refused, "guarantee", "late");
        Assert.Equal("G2000", (string?)Assert.Single(document["guarantees"]!.AsArray())!["guarantee_no"]);
    }

    [Fact]
    public async Task Watching_shows_each_once_and_again_only_what_became_late()
    {
        Server.Chain.Put(
            [
                AwardedSections.Rule, AwardedSections.Section(Zhuhai, Now - (8 * AwardedSections.DayMs)),
                .. AwardedSections.Guarantee(Zhuhai, 1),
            ]);
        using var stop = new CancellationTokenSource();
        await using var output = new StringWriter();
        var running = WatchAsync(output, stop.Token);
        await UntilLinesAsync(output, 1);
        Server.Chain.Put([.. AwardedSections.Guarantee(Zhuhai, 2)]);
        await UntilLinesAsync(output, 2);
        await Task.Delay(1_500);
        await stop.CancelAsync();
        Assert.Equal(ExitCode.Interrupted, await running);
        Assert.Equal(["G1", "G2"], LinesOf(output).Select(line => (string?)JsonNode.Parse(line)!["guarantee_no"]));
    }

    [Theory]
    [InlineData("--region", "4404")]
    [InlineData("--centre", "x")]
    [InlineData("--every-seconds", "0")]
    public async Task Arguments_out_of_their_form_are_refused(params string[] arguments) =>
        Assert.Equal(ExitCode.Usage, (await RunAsync(["guarantee", "late", .. arguments])).Code);

    private Task<int> WatchAsync(StringWriter output, CancellationToken cancellationToken)
    {
        var variables = new Dictionary<string, string>
        {
            ["LEDGER_GENESIS"] = PathOf("genesis.json"),
            ["LEDGER_NODE"] = Server.Address.ToString(),
        };
        var context = new CliContext
        {
            Out = TextWriter.Synchronized(output),
            Error = TextWriter.Null,
            Variable = name => variables.GetValueOrDefault(name),
        };
        return ReusedTrees.RunAsync<LedgerCommandLine>(
            ["guarantee", "late", "--watch", "--every-seconds", "1", "--json"], context, cancellationToken);
    }

    private static string[] LinesOf(StringWriter output) => output.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries);

    private static async Task UntilLinesAsync(StringWriter output, int lines)
    {
        for (var tries = 0; LinesOf(output).Length < lines; tries++)
        {
            Assert.True(tries < 300, $"Only: {output}");
            await Task.Delay(100);
        }
    }
}
