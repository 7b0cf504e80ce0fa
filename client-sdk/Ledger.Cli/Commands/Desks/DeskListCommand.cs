using System.CommandLine;
using Ledger.Cli.Commands.Orders;
using Ledger.Orders;
using Ledger.Protocol.V1;

namespace Ledger.Cli.Commands.Desks;

internal sealed class DeskListCommand : BookCommand<GuarantorDesk>
{
    private readonly Option<bool> _all = new("--all") { Description = "Ended and waiting ones too, not only those that need a decision." };

    internal DeskListCommand(CliContext context)
        : base(
            new DeskSide(),
            "list",
            "The work queue: what needs a decision, claims and guarantees to be endorsed among it.",
            "ledger desk list --desk desk --all --json")
    {
        Add(_all);
        Reads(context, async (invocation, desk, cancellationToken) =>
        {
            var isAll = invocation.Value(_all);
            var views = desk.List().Where(view => isAll || !OrderStates.IsEnd(view.State)).OrderBy(view => view.FirstAt);
            var orders = await OutlookDocuments.OfAllAsync(desk, views, cancellationToken);
            OrderDocuments.ShowList(
                invocation, desk, [.. orders.Where(one => isAll || NeedsSomebody(desk.TurnOf(IdOf(one.View)), one.Outlook))]);
        });
    }

    // What the next batch does needs nobody; a claim, or a guarantee to be endorsed, does.
    private static bool NeedsSomebody(OrderTurn turn, OrderOutlook? outlook) =>
        turn is { Side: OrderSide.Guarantor, Duty: not OrderDuty.Issue }
        || outlook?.Notices.Any(notice => notice.ActsNext == OrderSide.Guarantor) == true;

    private static string IdOf(OrderView view) => Convert.ToHexStringLower(view.OrderId.Span);
}
