using System.CommandLine;
using Ledger.Cli.Commands.Mail;
using Ledger.Orders;

namespace Ledger.Cli.Commands.Orders;

/// <summary>One of the two sides of orders, as its commands open it: the bidder's folder, or the guarantor's desk.</summary>
internal abstract class BookSide<TBook>
    where TBook : OrderBook
{
    internal MailNodes Nodes => Access.Nodes;

    /// <summary>Where the side's folder is given.</summary>
    internal abstract Option<string?> Folder { get; }

    private protected OrderAccess Access { get; } = new();

    /// <summary>Opens the side's book for steps, or only to be looked into; it is closed with the invocation.</summary>
    internal abstract Task<TBook> OpenAsync(Invocation invocation, bool onlyReads, CancellationToken cancellationToken);

    /// <summary>What a side does before every command on its book.</summary>
    internal virtual Task OpenedAsync(Invocation invocation, TBook book, bool onlyReads, CancellationToken cancellationToken) =>
        Task.CompletedTask;

    /// <summary>What a side does after every command on its book.</summary>
    internal virtual Task DoneAsync(Invocation invocation, TBook book, CancellationToken cancellationToken) => Task.CompletedTask;

    private protected async Task<OrderBookOptions> OptionsAsync(
        Invocation invocation, string folder, bool onlyReads, CancellationToken cancellationToken) => onlyReads
        ? await Access.ReadBookAsync(invocation, folder, cancellationToken)
        : (await Access.OpenBookAsync(invocation, folder, cancellationToken)).Book;
}
