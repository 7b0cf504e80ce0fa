using Ledger.Cli.Commands.Orders;

namespace Ledger.Cli.Commands.Desks;

internal sealed class DeskReceiveCommand : CliCommand
{
    private readonly DeskSide _side = new();

    internal DeskReceiveCommand(CliContext context)
        : base(
            "receive",
            "Send what waits, fetch what bidders wrote, check it, and put it into the queue.",
            "ledger desk receive --desk desk")
    {
        Add(DeskSide.Folder);
        Add(_side.Nodes.Also);
        Does(context, async (invocation, cancellationToken) =>
        {
            var desk = await _side.OpenAsync(invocation, cancellationToken);
            await desk.FlushAsync(cancellationToken);
            OrderDocuments.ShowOutcomes(invocation, await desk.ReceiveAsync(cancellationToken), desk.Waiting);
            return ExitCode.Done;
        });
    }
}
