using Ledger.Client;
using Ledger.Client.Documents;
using Ledger.Client.Mailbox;
using Ledger.Protocol.Orders;
using Ledger.Protocol.V1;

namespace Ledger.Orders;

/// <summary>The nodes' mailboxes and documents through the SDK.</summary>
/// <param name="letters">Reads and leaves the letter of the newest reference.</param>
/// <param name="documents">Uploads and downloads what it leads to.</param>
public sealed class MailBackupStore(MailboxClient letters, DocumentClient documents) : IBackupStore
{
    // Longer than a letter lies in a mailbox: a reference that is found leads somewhere.
    private const uint LeaseHours = 90 * 24;
    private readonly List<MailboxPage> _read = [];

    /// <inheritdoc/>
    public async Task<IReadOnlyList<ReadOnlyMemory<byte>>> ReadAsync(MailboxOwner owner, CancellationToken cancellationToken)
    {
        _read.Clear();
        await foreach (var page in letters.ReceiveAsync(owner, new MemoryMailboxCursor(), cancellationToken).ConfigureAwait(false))
        {
            _read.Add(page);
        }

        return [.. _read.SelectMany(page => page.Letters).Select(letter => letter.Content)];
    }

    /// <inheritdoc/>
    public async Task ReplaceAsync(MailboxOwner owner, ReadOnlyMemory<byte> letter, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(owner);
        var recipient = owner.ToRecipient([]);
        await letters.DepositAsync(letters.Seal(recipient, letter.Span, OrderLetters.MailBytes), cancellationToken).ConfigureAwait(false);
        foreach (var page in _read)
        {
            await letters.AcknowledgeAsync(owner, page, new MemoryMailboxCursor(), cancellationToken).ConfigureAwait(false);
        }

        _read.Clear();
    }

    /// <inheritdoc/>
    public async Task<DocumentReference> UploadAsync(
        ReadOnlyMemory<byte> content, string ticketPath, CancellationToken cancellationToken)
    {
        using var stream = new MemoryStream(content.ToArray());
        return (await documents.UploadAsync(stream, ticketPath, LeaseHours, null, cancellationToken).ConfigureAwait(false)).Reference;
    }

    /// <inheritdoc/>
    public async Task<byte[]> DownloadAsync(DocumentReference reference, CancellationToken cancellationToken)
    {
        var folder = Directory.CreateTempSubdirectory("ledger-recovery");
        try
        {
            var path = Path.Combine(folder.FullName, "backup");
            await documents.DownloadAsync(reference, path, null, cancellationToken).ConfigureAwait(false);
            return await File.ReadAllBytesAsync(path, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    /// <inheritdoc/>
    public async Task DeleteAsync(string ticketPath, CancellationToken cancellationToken)
    {
        try
        {
            await documents.DeleteAsync(ticketPath, cancellationToken).ConfigureAwait(false);
        }
        catch (LedgerClientException)
        {
            File.Delete(ticketPath); // it ends with its lease
        }
    }
}
