using System.CommandLine;
using Ledger.Cli.Previews;
using Ledger.Client;
using Ledger.Orders;
using Ledger.Schema.Judgements;

namespace Ledger.Cli.Commands.Orders;

/// <summary>A side's step in one order, which is shown as it stands then.</summary>
internal abstract class BookStepCommand<TBook> : BookCommand<TBook>
    where TBook : OrderBook
{
    private readonly Argument<string> _order = new("ORDER") { Description = "The order's id, 32 hexadecimal digits." };

    private protected BookStepCommand(BookSide<TBook> side, string name, string description, string example)
        : base(side, name, description, example) => Add(_order);

    /// <summary>
    /// A step that the other side may act on at once: shown with what it sends and what is doubtful, and asked for where somebody is there.
    /// </summary>
    private protected void StepsForGood(
        CliContext context, (string English, string Chinese) title,
        Func<Invocation, TBook, string, CancellationToken, Task<OrderView>> step,
        Func<Invocation, Document>? sends = null,
        Func<Invocation, OrderView, Document, IEnumerable<CallWarning>>? adds = null) =>
        OpensForGood(context, async (invocation, book, cancellationToken) =>
        {
            var id = IdOf(invocation);
            var view = book.Show(id);
            var content = OrderDocuments.InFull(book, view);
            content["to_send"] = sends?.Invoke(invocation);
            var outlook = await book.OutlookAsync(id, cancellationToken);
            CallWarning[] warnings = [.. adds?.Invoke(invocation, view, content) ?? [], .. StepWarnings.Of(outlook)];
            var judgement = new CallJudgement(outlook.Time, book.Uscc, string.Empty, warnings);
            if (!FinalAct.Confirm(invocation, new Preview(title, content, judgement, invocation.Genesis.IsRehearsal)))
            {
                return Confirmation.CodeOfUndone(invocation);
            }

            Show(invocation, book, await step(invocation, book, id, cancellationToken));
            return ExitCode.Done;
        });

    private protected string IdOf(Invocation invocation) =>
        Convert.ToHexStringLower(HexArgument.Read(invocation.Value(_order), 16, "An order's id"));

    private protected static void Show(Invocation invocation, TBook book, OrderView view) =>
        invocation.Report.Show(("order", "订单"), OrderDocuments.Of(book, view));
}
