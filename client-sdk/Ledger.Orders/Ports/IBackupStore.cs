using Ledger.Client.Mailbox;
using Ledger.Protocol.V1;

namespace Ledger.Orders;

/// <summary>
/// Where a bidder's backup lies: an encrypted document, and a letter with its reference in a mailbox that follows from the secret.
/// </summary>
public interface IBackupStore
{
    /// <summary>Every letter that lies in the mailbox. Nothing is deleted.</summary>
    /// <exception cref="Client.LedgerClientException">No node could be read.</exception>
    Task<IReadOnlyList<ReadOnlyMemory<byte>>> ReadAsync(MailboxOwner owner, CancellationToken cancellationToken);

    /// <summary>Leaves a letter, and deletes those that the last reading gave.</summary>
    /// <exception cref="Client.LedgerClientException">No node took it: then nothing is deleted.</exception>
    Task ReplaceAsync(MailboxOwner owner, ReadOnlyMemory<byte> letter, CancellationToken cancellationToken);

    /// <summary>Encrypts and uploads a content.</summary>
    /// <param name="content">The content.</param>
    /// <param name="ticketPath">A new file that lets the document be deleted later; secret.</param>
    /// <param name="cancellationToken">Ends the run.</param>
    /// <exception cref="Client.LedgerClientException">No node took it.</exception>
    Task<DocumentReference> UploadAsync(ReadOnlyMemory<byte> content, string ticketPath, CancellationToken cancellationToken);

    /// <summary>Downloads and decrypts a content.</summary>
    /// <exception cref="Client.LedgerClientException">No node gave it.</exception>
    Task<byte[]> DownloadAsync(DocumentReference reference, CancellationToken cancellationToken);

    /// <summary>Deletes a document that is not needed any more; what no node deletes ends with its lease.</summary>
    Task DeleteAsync(string ticketPath, CancellationToken cancellationToken);
}
