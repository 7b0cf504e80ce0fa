using System.CommandLine;
using Ledger.Cli.Commands.Orders;
using Ledger.Orders;

namespace Ledger.Cli.Commands.Desks;

internal sealed class DeskListCommand : CliCommand
{
    private readonly Option<bool> _all = new("--all") { Description = "Ended and waiting ones too, not only those that need a decision." };
    private readonly DeskSide _side = new();

    internal DeskListCommand(CliContext context)
        : base("list", "The work queue: what needs a decision.", "ledger desk list --desk desk --all --json")
    {
        Add(_all);
        Add(DeskSide.Folder);
        Add(_side.Nodes.Also);
        Does(context, async (invocation, cancellationToken) =>
        {
            var desk = await _side.OpenAsync(invocation, cancellationToken);
            var views = desk.List().Where(view => invocation.Value(_all) || NeedsDecision(view)).OrderBy(view => view.FirstAt);
            var rows = views.Select(view => OrderDocuments.Of(view, null)).ToArray();
            invocation.Report.ShowList(
                ($"{rows.Length} orders", $"{rows.Length} 份订单"),
                new Document { ["orders"] = Datum.List(rows), ["waiting_to_be_sent"] = desk.Waiting },
                "orders",
                OrderDocuments.Columns);
            return ExitCode.Done;
        });
    }

    private static bool NeedsDecision(OrderView view) =>
        view.State == OrderState.Submitted || view.PendingChange is not null || view.PendingSurrender is not null;
}
