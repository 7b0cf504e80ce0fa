using System.CommandLine;

namespace Ledger.Cli.Commands;

/// <summary>A command with an example of its use, which its help shows.</summary>
internal abstract class CliCommand(string name, string description, string example) : Command(name, description)
{
    internal string Example { get; } = example;

    /// <summary>Sets what the command does; the invocation is closed afterwards.</summary>
    private protected void Does(CliContext context, Func<Invocation, CancellationToken, Task<int>> action) =>
        SetAction(async (parsed, cancellationToken) =>
        {
            using var invocation = new Invocation(context, parsed);
            return await action(invocation, cancellationToken);
        });
}
