using System.CommandLine;
using Ledger.Orders;

namespace Ledger.Cli.Commands.Orders;

/// <summary>A side's step in one order, which is shown as it stands then.</summary>
internal abstract class BookStepCommand<TBook> : BookCommand<TBook>
    where TBook : OrderBook
{
    private readonly Argument<string> _order = new("ORDER") { Description = "The order's id, 32 hexadecimal digits." };

    private protected BookStepCommand(BookSide<TBook> side, string name, string description, string example)
        : base(side, name, description, example) => Add(_order);

    private protected void Steps(CliContext context, Func<Invocation, TBook, string, CancellationToken, Task<OrderView>> step) =>
        Opens(context, async (invocation, book, cancellationToken) =>
        {
            var id = IdOf(invocation);
            Show(invocation, book, await step(invocation, book, id, cancellationToken));
        });

    private protected string IdOf(Invocation invocation) =>
        Convert.ToHexStringLower(HexArgument.Read(invocation.Value(_order), 16, "An order's id"));

    private protected static void Show(Invocation invocation, TBook book, OrderView view) =>
        invocation.Report.Show(("order", "订单"), OrderDocuments.Of(book, view));
}
