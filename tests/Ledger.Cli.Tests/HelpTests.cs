using System.CommandLine;
using Ledger.Architecture.Tests;

namespace Ledger.Cli.Tests;

public sealed class HelpTests
{
    public static TheoryData<string> Commands() => [.. Walk(LedgerCommandLine.Build(CliContext.Console), "").Select(found => found.Path)];

    [Theory]
    [MemberData(nameof(Commands))]
    public async Task Every_command_shows_an_example_that_parses_and_is_documented(string path)
    {
        var example = await ExampleOfAsync(path);
        Assert.StartsWith($"ledger {path}", example, StringComparison.Ordinal);
        Assert.Empty(LedgerCommandLine.Build(CliContext.Console).Parse(example["ledger ".Length..]).Errors);
        if (Find(path).Subcommands.Count == 0)
        {
            Assert.Contains($"`ledger {path}", await File.ReadAllTextAsync(Document()), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Every_exit_code_is_documented()
    {
        var document = await File.ReadAllTextAsync(Document());
        foreach (var field in typeof(ExitCode).GetFields())
        {
            Assert.Contains($"| {field.GetRawConstantValue()} |", document, StringComparison.Ordinal);
        }
    }

    private static async Task<string> ExampleOfAsync(string path)
    {
        await using var output = new StringWriter();
        var context = CliContext.Console with { Out = output };
        Assert.Equal(ExitCode.Done, await LedgerCommandLine.RunAsync([.. path.Split(' '), "--help"], context, CancellationToken.None));
        var text = output.ToString();
        return text[text.IndexOf("Example:", StringComparison.Ordinal)..].Split('\n')[1].Trim();
    }

    private static IEnumerable<(string Path, Command Command)> Walk(Command command, string path) => command.Subcommands.SelectMany(
        sub => Walk(sub, $"{path} {sub.Name}".Trim()).Prepend(($"{path} {sub.Name}".Trim(), sub)));

    private static Command Find(string path) =>
        Walk(LedgerCommandLine.Build(CliContext.Console), "").Single(found => found.Path == path).Command;

    private static string Document() => Path.Combine(Repository.Root, "docs", "operations", "cli.md");
}
