using Google.Protobuf;
using Ledger.Cli.Commands.Calls;
using Ledger.Protocol.V1;

namespace Ledger.Cli.Commands.Proposals;

/// <summary>A command that puts one kind of change to the vote, whose fields are the command's argument and options.</summary>
/// <typeparam name="TChange">The change's message.</typeparam>
internal class ProposeCommand<TChange> : CliCommand
    where TChange : class, IMessage<TChange>, new()
{
    internal ProposeCommand(
        CliContext context,
        string name,
        string description,
        string example,
        Func<TChange, ProposeChange> wrap,
        CallField subject,
        params CallField[] fields)
        : base(name, description, example)
    {
        var given = new MessageFields<TChange>(this, subject, fields);
        Add(ProposalSending.Days);
        DoesForGood(context, (invocation, cancellationToken) =>
        {
            var change = given.Read(invocation);
            Complete(invocation, change);
            return ProposalSending.SendAsync(invocation, wrap(change), cancellationToken);
        });
    }

    /// <summary>Adds to the change what its own fields do not say.</summary>
    private protected virtual void Complete(Invocation invocation, TChange change)
    {
    }
}
