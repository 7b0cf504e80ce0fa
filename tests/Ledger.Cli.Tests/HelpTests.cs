using System.CommandLine;
using Ledger.Rehearsal;
using Ledger.Server;

namespace Ledger.Cli.Tests;

public sealed class HelpTests
{
    private static readonly CommandLineProgram[] Programs = [new LedgerCommandLine(), new RehearsalCommandLine(), new NodeCommandLine()];

    // An option that several commands share remembers each tree that it was ever put in, so trees are made once.
    private static readonly Dictionary<CommandLineProgram, RootCommand> Roots =
        Programs.ToDictionary(program => program, program => program.Build(CliContext.Console));

    public static TheoryData<string> Commands() => [.. Programs.SelectMany(All).Select(found => found.Path)];

    [Theory]
    [MemberData(nameof(Commands))]
    public async Task Every_command_shows_an_example_that_parses_and_is_documented(string path)
    {
        var example = await ExampleOfAsync(path);
        Assert.StartsWith($"ledger {path}", example, StringComparison.Ordinal);
        Assert.Empty(Roots[ProgramOf(path)].Parse(example["ledger ".Length..]).Errors);
        if (Find(path).Subcommands.Count == 0)
        {
            Assert.Contains($"`ledger {path}", await File.ReadAllTextAsync(Document()), StringComparison.Ordinal);
        }
    }

    [Fact]
    public void No_two_programs_have_a_command_of_one_name()
    {
        var names = Programs.SelectMany(program => Roots[program].Subcommands).Select(command => command.Name).ToList();
        Assert.Equal(names.Distinct().Count(), names.Count);
    }

    [Fact]
    public async Task The_wrapper_sends_each_command_to_its_program()
    {
        var wrapper = await File.ReadAllTextAsync(Path.Combine(Repository.Root, "ledger"));
        foreach (var (program, line) in new (CommandLineProgram, string)[]
        {
            (new RehearsalCommandLine(), "#   up, demo  "),
            (
                new NodeCommandLine(),
                "  serve | node | init | net | check-config | reindex | prune | vote-lock | settle | backup | restore)"),
        })
        {
            Assert.Contains(line, wrapper, StringComparison.Ordinal);
            Assert.Equal(
                line.Split([' ', '#', ',', '|', ')'], StringSplitOptions.RemoveEmptyEntries).Order(),
                program.Build(CliContext.Console).Subcommands.Select(command => command.Name).Order());
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
        var (context, program) = (CliContext.Console with { Out = output }, ProgramOf(path));
        Assert.Equal(
            ExitCode.Done,
            await program.RunAsync(Roots[program], [.. path.Split(' '), "--help"], context, CancellationToken.None));
        var text = output.ToString();
        return text[text.IndexOf("Example:", StringComparison.Ordinal)..].Split('\n')[1].Trim();
    }

    private static IEnumerable<(string Path, Command Command)> Walk(Command command, string path) => command.Subcommands.SelectMany(
        sub => Walk(sub, $"{path} {sub.Name}".Trim()).Prepend(($"{path} {sub.Name}".Trim(), sub)));

    private static IEnumerable<(string Path, Command Command)> All(CommandLineProgram program) =>
        Walk(Roots[program], "");

    private static CommandLineProgram ProgramOf(string path) => Programs.Single(program => All(program).Any(found => found.Path == path));

    private static Command Find(string path) => All(ProgramOf(path)).Single(found => found.Path == path).Command;

    private static string Document() => Path.Combine(Repository.Root, "docs", "operations", "cli.md");
}
