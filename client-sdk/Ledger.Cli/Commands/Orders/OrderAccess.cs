using Ledger.Cli.Commands.Mail;
using Ledger.Client;
using Ledger.Orders;
using Ledger.Schema.Account;

namespace Ledger.Cli.Commands.Orders;

/// <summary>What both sides' commands open: folder, key, mailboxes, chain.</summary>
internal sealed class OrderAccess
{
    private const int LockTries = 50;
    private static readonly TimeSpan LockWait = TimeSpan.FromMilliseconds(200);

    internal MailNodes Nodes { get; } = new();

    /// <summary>What steps need: the person's key, and the nodes that keep letters.</summary>
    internal async Task<(OrderBookOptions Book, LedgerClient Client)> OpenBookAsync(
        Invocation invocation, string folder, CancellationToken cancellationToken)
    {
        var signer = await invocation.FindSignerAsync(cancellationToken);
        var client = invocation.Open(signer);
        var uscc = await UsccOfAsync(client, signer, cancellationToken);
        var letters = Nodes.OpenLetters(invocation);
        var book = new OrderBookOptions
        {
            Folder = folder,
            Party = new OrderParty(invocation.Genesis, signer, uscc),
            Mail = new MailboxOrderMail(letters, invocation.Genesis, await letters.NodesAsync(cancellationToken)),
            Chain = new LedgerOrderChain(client),
        };
        return (book, client);
    }

    /// <summary>
    /// What looking into a folder needs: no key and no PIN. A folder that does not say yet whose it is takes the person's key once.
    /// </summary>
    internal async Task<OrderBookOptions> ReadBookAsync(Invocation invocation, string folder, CancellationToken cancellationToken)
    {
        if (OrderBook.OwnerOf(folder) is not { } uscc)
        {
            return Directory.Exists(folder) && Directory.EnumerateFiles(folder).Any()
                ? (await OpenBookAsync(invocation, folder, cancellationToken)).Book
                : throw CliException.NotFound($"{folder} holds no orders yet.", $"{folder} 中尚无订单。");
        }

        return new OrderBookOptions
        {
            Folder = folder,
            Party = new OrderParty(invocation.Genesis, Signer: null, uscc),
            Mail = new MailboxOrderMail(Nodes.OpenLetters(invocation), invocation.Genesis, []),
            Chain = new LedgerOrderChain(invocation.OpenReader()),
        };
    }

    /// <summary>Whose certificate it is, as the chain has it.</summary>
    internal static async Task<string> UsccOfAsync(LedgerClient client, ClientSigner signer, CancellationToken cancellationToken)
    {
        var record = await client.ReadAsync(
            AccountTables.Certificates,
            AccountTables.Certificates.Key(signer.CertificateId.ToArray()),
            cancellationToken: cancellationToken);
        return record.Record?.Uscc ?? throw CliException.NotFound(
            "Your certificate is not on the chain any more.", "链上已没有您的证书。");
    }

    /// <summary>Another command may have the folder open for a moment.</summary>
    internal static async Task<T> UnlockedAsync<T>(Func<T> open, CancellationToken cancellationToken)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return open();
            }
            catch (IOException) when (attempt < LockTries)
            {
                await Task.Delay(LockWait, cancellationToken);
            }
        }
    }
}
