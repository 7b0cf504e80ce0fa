using Ledger.Cli.Previews;

namespace Ledger.Cli.Commands;

/// <summary>A command of the client.</summary>
internal abstract class CliCommand(string name, string description, string example) : ProgramCommand(name, description, example)
{
    /// <summary>
    /// Sets what a command does whose effect is final: it takes the options of <see cref="Confirmation"/> and sends through <see
    /// cref="FinalAct"/>.
    /// </summary>
    private protected void DoesForGood(CliContext context, Func<Invocation, CancellationToken, Task<int>> action)
    {
        Confirmation.AddTo(this);
        Does(context, action);
    }

    /// <summary>Sets what the command does; the invocation is closed afterwards.</summary>
    private protected void Does(CliContext context, Func<Invocation, CancellationToken, Task<int>> action) =>
        SetAction(async (parsed, cancellationToken) =>
        {
            using var invocation = new Invocation(context, parsed);
            return await action(invocation, cancellationToken);
        });
}
