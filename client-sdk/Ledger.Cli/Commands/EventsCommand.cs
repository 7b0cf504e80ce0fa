using System.CommandLine;
using Ledger.Cli.Commands.Events;

namespace Ledger.Cli.Commands;

internal sealed class EventsCommand : CliCommand
{
    internal EventsCommand(CliContext context)
        : base("events", "Follow what happens on the chain.", "ledger events follow --from 0 --type guarantee.") =>
            Add(new FollowCommand(context));

    private sealed class FollowCommand : CliCommand
    {
        private static readonly Option<string> Type = new("--type")
        {
            Description = "Only events whose type begins so.",
            HelpName = "PREFIX",
            DefaultValueFactory = _ => "",
        };

        internal FollowCommand(CliContext context)
            : base(
                "follow",
                "Each final event once, in order and proven; go on later with --from CURSOR+1.",
                "ledger events follow --from 0 --type guarantee. --json")
        {
            EventFollowing.AddTo(this);
            Add(Type);
            Does(context, (invocation, cancellationToken) =>
                EventFollowing.RunAsync(invocation, invocation.Value(Type), only: null, cancellationToken));
        }
    }
}
