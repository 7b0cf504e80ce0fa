using System.CommandLine;
using Ledger.Cli.Commands.Mail;
using Ledger.Client;
using Ledger.Orders;

namespace Ledger.Cli.Commands.Orders;

/// <summary>The bidder's folder of orders.</summary>
internal sealed class BidderSide : BookSide<BidderOrders>
{
    private static readonly Option<string?> Orders = new("--orders")
    {
        Description = "Your orders' folder; secret. [env: LEDGER_ORDERS]",
        HelpName = "DIR",
    };

    private IBackupStore? _store;

    internal override Option<string?> Folder => Orders;

    internal override async Task<BidderOrders> OpenAsync(Invocation invocation, bool onlyReads, CancellationToken cancellationToken)
    {
        var options = await OptionsAsync(invocation, FolderOf(invocation), onlyReads, cancellationToken);
        return invocation.Own(await OrderAccess.UnlockedAsync(() => new BidderOrders(options), cancellationToken));
    }

    /// <summary>
    /// Every command compares the folder with the newest backup, and writes it anew: what somebody sees of that says nothing of what the
    /// command did. Where no node answers, the command goes on without.
    /// </summary>
    internal override async Task OpenedAsync(
        Invocation invocation, BidderOrders book, bool onlyReads, CancellationToken cancellationToken)
    {
        try
        {
            var store = StoreOf(invocation);
            var refused = await book.CheckWriterAsync(store, cancellationToken);
            if (refused.IsRefused && !onlyReads)
            {
                throw new OrderException(refused);
            }

            _store = refused.IsRefused ? null : store;
            if (refused.IsRefused)
            {
                invocation.Warnings.Say(refused.Detail, "另一目录此后已写入这些订单：请改用该目录，或用 ledger order recover 取得其最新状态。");
            }
        }
        catch (LedgerClientException e)
        {
            invocation.Warnings.Say(
                $"This folder was not compared with its backup: {e.Message}", $"未能与备份核对本目录：{e.Message}");
        }
    }

    /// <inheritdoc/>
    internal override async Task DoneAsync(Invocation invocation, BidderOrders book, CancellationToken cancellationToken)
    {
        if (_store is null)
        {
            return;
        }

        try
        {
            await book.BackUpAsync(_store, cancellationToken);
        }
        catch (LedgerClientException e)
        {
            invocation.Warnings.Say(
                $"The backup was not written, and the next command writes it: {e.Message}", $"备份未写入，将由下一条命令写入：{e.Message}");
        }
    }

    /// <summary>Where the backup lies.</summary>
    internal IBackupStore StoreOf(Invocation invocation) =>
        new MailBackupStore(Nodes.OpenLetters(invocation), DocumentOptions.Open(invocation, Nodes));

    /// <summary>What recovery opens: the folder need not be there.</summary>
    internal async Task<OrderBookOptions> NewBookAsync(Invocation invocation, CancellationToken cancellationToken) =>
        (await Access.OpenBookAsync(invocation, FolderOf(invocation), cancellationToken)).Book;

    private static string FolderOf(Invocation invocation) => invocation.Common(Orders, "LEDGER_ORDERS")
        ?? throw CliException.Usage(
            "Which orders? Give their folder with --orders DIR, or set LEDGER_ORDERS.",
            "哪些订单？请用 --orders 指定其目录，或设置 LEDGER_ORDERS。");
}
