using System.CommandLine;

namespace Ledger.Terminal;

/// <summary>A command with an example of its use, which its help shows.</summary>
public abstract class ProgramCommand(string name, string description, string example) : Command(name, description)
{
    /// <summary>A command line that works as it stands.</summary>
    public string Example { get; } = example;

    /// <summary>Sets what the command does; the run is closed afterwards.</summary>
    protected void Does(CliContext context, Func<CommandRun, CancellationToken, Task<int>> action) =>
        SetAction(async (parsed, cancellationToken) =>
        {
            using var run = new CommandRun(context, parsed);
            return await action(run, cancellationToken).ConfigureAwait(false);
        });
}
