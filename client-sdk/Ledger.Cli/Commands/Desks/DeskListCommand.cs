using System.CommandLine;
using Ledger.Cli.Commands.Orders;
using Ledger.Orders;
using Ledger.Protocol.V1;

namespace Ledger.Cli.Commands.Desks;

internal sealed class DeskListCommand : BookCommand<GuarantorDesk>
{
    private readonly Option<bool> _all = new("--all") { Description = "Ended and waiting ones too, not only those that need a decision." };

    internal DeskListCommand(CliContext context)
        : base(new DeskSide(), "list", "The work queue: what needs a decision.", "ledger desk list --desk desk --all --json")
    {
        Add(_all);
        Reads(context, (invocation, desk, _) =>
        {
            var views = desk.List().Where(view => invocation.Value(_all) || NeedsDecision(desk.TurnOf(IdOf(view))))
                .OrderBy(view => view.FirstAt);
            OrderDocuments.ShowList(invocation, desk, views);
            return Task.CompletedTask;
        });
    }

    // What the next batch does needs nobody.
    private static bool NeedsDecision(OrderTurn turn) => turn is { Side: OrderSide.Guarantor, Duty: not OrderDuty.Issue };

    private static string IdOf(OrderView view) => Convert.ToHexStringLower(view.OrderId.Span);
}
