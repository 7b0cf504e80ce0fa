using Google.Protobuf;
using Ledger.Client.Mailbox;
using Ledger.Protocol;
using Ledger.Protocol.Orders;
using Ledger.Protocol.V1;

namespace Ledger.Orders;

// The backup: every order, sealed to the bidder's secret, with a number that shows who wrote last.
public sealed partial class BidderOrders
{
    private const int WriterBytes = 16;
    private const string Ticket = "backup.ticket";

    /// <summary>The secret from which everything is recovered, as 24 words. Whoever has them has the orders.</summary>
    public IReadOnlyList<string> SecretWords => RecoveryWords.Of(Options.Party.Genesis.Hasher, _own.Secret.Span);

    /// <summary>Compares this folder with the newest backup: a folder that another has written after is not written in any more.</summary>
    /// <returns>Why not, where another folder wrote since; none where this one is the writer.</returns>
    /// <exception cref="Client.LedgerClientException">No node could be read.</exception>
    public async Task<OrderRefused> CheckWriterAsync(IBackupStore store, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(store);
        using var mailbox = RecoverySecret.MailboxOf(Options.Party.Genesis, _own.Secret.Span);
        var newest = await NewestAsync(Options.Party.Genesis, _own.Secret, store, mailbox, cancellationToken).ConfigureAwait(false);
        return newest is null || IsNotAfter(newest, _own)
            ? OrderRefused.No
            : new(
                OrderRefusal.SecondWriter,
                (newest.Epoch > _own.Epoch
                    ? "These orders were recovered into another folder, which writes them since. "
                    : "Another copy of this folder has written since. ") +
                "A letter from here would break their threads: work in that folder, or take its newest state over with `ledger order " +
                "recover`.");
    }

    /// <summary>
    /// Writes the backup anew: an encrypted document with every order, and its reference into the mailbox that follows from the secret.
    /// What <see cref="CheckWriterAsync"/> read before is replaced.
    /// </summary>
    /// <exception cref="Client.LedgerClientException">No node took it.</exception>
    public async Task BackUpAsync(IBackupStore store, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(store);
        await Gate.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            // The number is the folder's before it is anybody's else: a run that was killed does not look like another writer.
            _own.Writer = _own.Writer.IsEmpty ? NewWriter() : _own.Writer;
            _own.Epoch = Math.Max(1, _own.Epoch);
            _own.Written++;
            Folder.Write(OwnFile, _own);
            await WriteBackupAsync(store, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            Gate.Release();
        }
    }

    /// <summary>Makes a new folder from the newest backup under a recovery secret. From then on that folder is the writer.</summary>
    /// <param name="options">The new folder, and whose it is.</param>
    /// <param name="secret">What <see cref="RecoveryWords.Read"/> gave.</param>
    /// <param name="store">Where the backup lies.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="OrderException">There is no backup, it is another's, or the folder is in use.</exception>
    /// <exception cref="Client.LedgerClientException">No node could be read.</exception>
    public static async Task<BidderOrders> RecoverAsync(
        OrderBookOptions options, ReadOnlyMemory<byte> secret, IBackupStore store, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(store);
        var genesis = options.Party.Genesis;
        if (Directory.Exists(options.Folder) && Directory.EnumerateFileSystemEntries(options.Folder).Any())
        {
            throw new OrderException(new(OrderRefusal.NotTheOwner, $"{options.Folder} is not empty: recover into a new folder."));
        }

        using var mailbox = RecoverySecret.MailboxOf(genesis, secret.Span);
        var own = ByteString.CopyFrom(secret.Span);
        var newest = await NewestAsync(genesis, own, store, mailbox, cancellationToken).ConfigureAwait(false)
            ?? throw new OrderException(new(OrderRefusal.BadRecovery, "No backup lies under this secret at the nodes that were asked."));
        var backup = Read(await store.DownloadAsync(newest.Document, cancellationToken).ConfigureAwait(false), newest);
        if (backup.Uscc != options.Party.Uscc || !backup.ChainId.Span.SequenceEqual(genesis.ChainId.ToArray()))
        {
            throw new OrderException(
                new(
                    OrderRefusal.NotTheOwner,
                    backup.Uscc != options.Party.Uscc
                        ? $"The backup is {backup.Uscc}'s; the key is {options.Party.Uscc}'s."
                        : "The backup is of another chain."));
        }

        using (var folder = new OrderFolder(options.Folder))
        {
            backup.Orders.ToList().ForEach(folder.Write);
            folder.Write(OwnFile, new BidderFile { Secret = own, Epoch = newest.Epoch + 1, Written = newest.Written });
        }

        var recovered = new BidderOrders(options);
        await recovered.BackUpAsync(store, cancellationToken).ConfigureAwait(false);
        return recovered;
    }

    /// <summary>An issued guarantee in a file that the recovery secret opens.</summary>
    /// <exception cref="OrderException">There is no such order, or nothing is issued.</exception>
    public byte[] Voucher(string orderId)
    {
        var genesis = Options.Party.Genesis;
        var voucher = new GuaranteeVoucher
        {
            Format = GuaranteeVouchers.Format,
            OrderId = ByteString.CopyFrom(Convert.FromHexString(orderId)),
            Versions = { Openings(orderId) },
        };
        return GuaranteeVouchers.Seal(genesis, _own.Secret.Span, voucher, Options.Random);
    }

    private async Task WriteBackupAsync(IBackupStore store, CancellationToken cancellationToken)
    {
        var genesis = Options.Party.Genesis;
        var backup = new BackupFile
        {
            ChainId = ByteString.CopyFrom(genesis.ChainId.ToArray()),
            Uscc = Options.Party.Uscc,
            Epoch = _own.Epoch,
            Written = _own.Written,
            Orders = { Threads.Select(thread => thread.File) },
        };
        var (ticket, older) = (Folder.PathOf(Ticket), Folder.PathOf(Ticket + ".older"));
        if (File.Exists(ticket))
        {
            File.Move(ticket, older, overwrite: true);
        }

        var reference = new BackupReference
        {
            Document = await store.UploadAsync(backup.ToByteArray(), ticket, cancellationToken).ConfigureAwait(false),
            Epoch = _own.Epoch,
            Written = _own.Written,
            Writer = _own.Writer,
        };
        reference.Proof = RecoverySecret.ProofOf(genesis, _own.Secret.Span, reference);
        using var mailbox = RecoverySecret.MailboxOf(genesis, _own.Secret.Span);
        await store.ReplaceAsync(mailbox, reference.ToByteArray(), cancellationToken).ConfigureAwait(false);
        if (File.Exists(older))
        {
            await store.DeleteAsync(older, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>The newest reference that the secret proves; what anybody else left there is passed over.</summary>
    private static async Task<BackupReference?> NewestAsync(
        GenesisFile genesis, ByteString secret, IBackupStore store, MailboxOwner mailbox, CancellationToken cancellationToken)
    {
        BackupReference? newest = null;
        foreach (var letter in await store.ReadAsync(mailbox, cancellationToken).ConfigureAwait(false))
        {
            if (OrderLetters.Canonical(BackupReference.Parser, letter.Span) is { Document: not null } reference
                && RecoverySecret.IsProved(genesis, secret.Span, reference)
                && (newest is null || (reference.Epoch, reference.Written).CompareTo((newest.Epoch, newest.Written)) > 0))
            {
                newest = reference;
            }
        }

        return newest;
    }

    private static BackupFile Read(ReadOnlySpan<byte> bytes, BackupReference reference) =>
        OrderLetters.Canonical(BackupFile.Parser, bytes) is { } backup && backup.Epoch == reference.Epoch &&
            backup.Written == reference.Written
            ? backup
            : throw new OrderException(
                new(OrderRefusal.BadRecovery, "The backup is damaged, or an older one was put in its place."));

    // Of one epoch and another writer's: two folders were recovered, or copied, at once.
    private static bool IsNotAfter(BackupReference newest, BidderFile own) => newest.Epoch < own.Epoch
        || (newest.Epoch == own.Epoch && newest.Written <= own.Written && (own.Writer.IsEmpty || newest.Writer.Equals(own.Writer)));

    private ByteString NewWriter()
    {
        var writer = new byte[WriterBytes];
        Options.Random.Fill(writer);
        return ByteString.CopyFrom(writer);
    }
}
