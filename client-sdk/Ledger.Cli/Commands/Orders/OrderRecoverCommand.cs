using System.CommandLine;
using Ledger.Orders;

namespace Ledger.Cli.Commands.Orders;

internal sealed class OrderRecoverCommand : CliCommand
{
    private readonly Option<string?> _words = RecoveryWordsFile.Option();
    private readonly Option<string?> _from = new("--from-guarantor")
    {
        Description = "The words are lost too: ask this guarantor for your orders, by your certificate alone. They come with " +
            "`ledger order receive`; then ask the next guarantor.",
        HelpName = "USCC",
    };
    private readonly BidderSide _side = new();

    internal OrderRecoverCommand(CliContext context)
        : base(
            "recover",
            "Make a new folder from the newest backup of your orders, on a new computer or after a copy wrote beside it. From then on " +
            "that folder alone writes; others are told at their next command.",
            "ledger order recover --words words.txt --orders orders")
    {
        Add(_words);
        Add(_from);
        Add(_side.Folder);
        Add(_side.Nodes.Also);
        Does(context, async (invocation, cancellationToken) =>
        {
            var book = await _side.NewBookAsync(invocation, cancellationToken);
            var orders = invocation.Own(invocation.Value(_from) is { } guarantor
                ? await AskAsync(book, guarantor, cancellationToken)
                : await BidderOrders.RecoverAsync(
                    book, RecoveryWordsFile.Read(invocation, _words), _side.StoreOf(invocation), cancellationToken));
            OrderDocuments.ShowList(invocation, orders, orders.List());
            return ExitCode.Done;
        });
    }

    private static async Task<BidderOrders> AskAsync(OrderBookOptions book, string guarantor, CancellationToken cancellationToken)
    {
        var orders = new BidderOrders(book);
        await orders.RequestRecoveryAsync(guarantor, cancellationToken);
        return orders;
    }
}
