using System.CommandLine;
using System.Reflection;
using Ledger.Client;

namespace Ledger.Cli.Tests;

/// <summary>
/// What is final is seen first, by every command: read from the compiled program, so that no command is forgotten.
/// </summary>
public sealed class FinalCommandTests
{
    /// <summary>Commands that send and ask for nothing, with why.</summary>
    private static readonly Dictionary<string, string> Unasked = new()
    {
        ["desk run"] = "A standing order: batches leave at their cadence with nobody there; what goes into them was confirmed one by one.",
    };

    [Fact]
    public void Every_command_that_sends_to_the_chain_shows_what_it_will_do_and_takes_dry_run_and_yes()
    {
        var graph = new CallGraph(typeof(LedgerCommandLine).Assembly);
        var submits = typeof(LedgerClient).GetMethods()
            .Where(method => method.Name is nameof(LedgerClient.SubmitAsync) or nameof(LedgerClient.SubmitSignedAsync))
            .Cast<MethodBase>().ToHashSet();
        var shows = typeof(Confirmation).GetMethod(nameof(Confirmation.Ask))!;
        var senders = new List<string>();
        foreach (var (path, command) in Leaves(new LedgerCommandLine().Build(CliContext.Console), ""))
        {
            var reached = graph.ReachableFrom(CallGraph.MethodsOf(command.GetType()));
            var takes = command.Options.Any(option => option.Name == "--dry-run") && command.Options.Any(option => option.Name == "--yes");
            if (takes)
            {
                Assert.True(reached.Contains(shows), $"{path} takes --dry-run and shows nothing");
            }

            if (reached.Overlaps(submits))
            {
                senders.Add(path);
                Assert.True(takes || Unasked.ContainsKey(path), $"{path} sends to the chain and does not ask");
            }
        }

        Assert.Contains("guarantee open", senders);
        Assert.Contains("desk endorse", senders);
        Assert.Subset(senders.ToHashSet(), Unasked.Keys.ToHashSet());
        Assert.True(senders.Count > 30, $"{senders.Count} commands send");
    }

    private static IEnumerable<(string Path, Command Command)> Leaves(Command command, string path) => command.Subcommands.Count == 0
        ? [(path, command)]
        : command.Subcommands.SelectMany(sub => Leaves(sub, $"{path} {sub.Name}".TrimStart()));
}
