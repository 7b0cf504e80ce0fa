using System.CommandLine;
using Ledger.Orders;

namespace Ledger.Cli.Commands.Orders;

internal sealed class OrderRecoverCommand : CliCommand
{
    private readonly Option<string?> _words = RecoveryWordsFile.Option();
    private readonly BidderSide _side = new();

    internal OrderRecoverCommand(CliContext context)
        : base(
            "recover",
            "Make a new folder from the newest backup of your orders, on a new computer or after a copy wrote beside it. From then on " +
            "that folder alone writes; others are told at their next command.",
            "ledger order recover --words words.txt --orders orders")
    {
        Add(_words);
        Add(_side.Folder);
        Add(_side.Nodes.Also);
        Does(context, async (invocation, cancellationToken) =>
        {
            var book = await _side.NewBookAsync(invocation, cancellationToken);
            var secret = RecoveryWordsFile.Read(invocation, _words);
            var orders = invocation.Own(
                await BidderOrders.RecoverAsync(book, secret, _side.StoreOf(invocation), cancellationToken));
            OrderDocuments.ShowList(invocation, orders, orders.List());
            return ExitCode.Done;
        });
    }
}
