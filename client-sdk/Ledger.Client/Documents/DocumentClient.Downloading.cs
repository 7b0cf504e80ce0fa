using Google.Protobuf;
using Ledger.Client.Mailbox;
using Ledger.Protocol;
using Ledger.Protocol.Mail;
using Ledger.Protocol.V1;

namespace Ledger.Client.Documents;

public sealed partial class DocumentClient
{
    /// <summary>
    /// Downloads a document, checks that it is what the reference says, and decrypts it into a new file that its owner alone may read. A
    /// run that was killed goes on from the pieces that are on the disk.
    /// </summary>
    /// <param name="reference">From a letter.</param>
    /// <param name="targetPath">The content; it appears when it is complete, and must not exist.</param>
    /// <param name="progress">Told after every piece.</param>
    /// <param name="cancellationToken">Ends the run; the next one goes on.</param>
    /// <exception cref="LedgerClientException">No node gave it; the error of the last one.</exception>
    /// <exception cref="ArgumentException">The reference is malformed.</exception>
    /// <exception cref="IOException">The target exists, or a file cannot be written.</exception>
    public async Task DownloadAsync(
        DocumentReference reference,
        string targetPath,
        IProgress<DocumentProgress>? progress = null,
        CancellationToken cancellationToken = default)
    {
        if (!IsReference(reference))
        {
            throw new ArgumentException("The reference's fields are missing or out of their form.", nameof(reference));
        }

        if (File.Exists(targetPath))
        {
            throw new IOException($"{targetPath} exists already, and is not touched.");
        }

        await AtHolderAsync(reference, async (endpoint, _) =>
        {
            var isContinued = File.Exists(PartOf(targetPath));
            await FetchAsync(endpoint, reference, PartOf(targetPath), progress, cancellationToken).ConfigureAwait(false);
            try
            {
                await OpenAsync(endpoint, reference, targetPath, cancellationToken).ConfigureAwait(false);
            }
            catch (VerificationException) when (isContinued)
            {
                // What did not verify may be another node's, or have been damaged on this disk: once more, all of it from here.
                await FetchAsync(endpoint, reference, PartOf(targetPath), progress, cancellationToken).ConfigureAwait(false);
                await OpenAsync(endpoint, reference, targetPath, cancellationToken).ConfigureAwait(false);
            }

            return true;
        }, cancellationToken).ConfigureAwait(false);
        File.Delete(PartOf(targetPath));
    }

    private async Task FetchAsync(
        MailEndpoint endpoint,
        DocumentReference reference,
        string partPath,
        IProgress<DocumentProgress>? progress,
        CancellationToken cancellationToken)
    {
        var total = reference.Pieces * (long)DocumentPieces.Bytes;
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                var part = new FileStream(partPath, FileMode.OpenOrCreate, FileAccess.Write);
                await using var closing = part.ConfigureAwait(false);
                var held = (uint)(Math.Min(part.Length, total) / DocumentPieces.Bytes);
                part.SetLength(held * (long)DocumentPieces.Bytes);
                part.Position = part.Length;
                progress?.Report(new DocumentProgress(part.Position, total));
                if (held < reference.Pieces)
                {
                    await FetchAsync(endpoint, reference, part, held, total, progress, cancellationToken).ConfigureAwait(false);
                }

                return;
            }
            catch (LedgerClientException e) when (e.IsTransient && attempt < Options.Retry.AttemptsMax)
            {
                await Task.Delay(Options.Retry.DelayFirst * attempt, Options.Time, cancellationToken).ConfigureAwait(false);
            }
        }
    }

    private async Task FetchAsync(
        MailEndpoint endpoint, DocumentReference reference, FileStream part, uint held, long total, IProgress<DocumentProgress>? progress,
        CancellationToken cancellationToken)
    {
        var request = new DownloadDocumentRequest
        {
            Address = reference.Address,
            ReadToken = ByteString.CopyFrom(DocumentSecrets.ReadToken(Genesis.Hasher, reference.Secret.Span).ToArray()),
            FromPiece = held,
        };
        await foreach (var piece in endpoint.Calls.DownloadAsync(request, cancellationToken).ConfigureAwait(false))
        {
            if (piece.Length != DocumentPieces.Bytes || part.Position == total)
            {
                throw endpoint.Fail(VerificationFailure.DocumentContent, "the node gives pieces of other sizes, or more than there are.");
            }

            await part.WriteAsync(piece, cancellationToken).ConfigureAwait(false);
            progress?.Report(new DocumentProgress(part.Position, total));
        }

        if (part.Position != total)
        {
            throw endpoint.Fail(VerificationFailure.DocumentContent, "the node gives fewer pieces than there are.");
        }
    }

    // Nothing of what does not verify stays, so that the next node begins anew.
    private async Task OpenAsync(MailEndpoint endpoint, DocumentReference reference, string targetPath, CancellationToken cancellationToken)
    {
        var clearPath = targetPath + ".clear";
        File.Delete(clearPath);
        var isOwn = await DocumentFiles.AddressOfAsync(Genesis.Hasher, PartOf(targetPath), cancellationToken)
            .ConfigureAwait(false) == new Digest(reference.Address.Span)
            && await DocumentFiles.TryDecryptAsync(
                Genesis.Hasher, reference.Secret.Memory, reference.Pieces, PartOf(targetPath), clearPath, cancellationToken)
                .ConfigureAwait(false);
        if (!isOwn)
        {
            File.Delete(clearPath);
            File.Delete(PartOf(targetPath));
            throw endpoint.Fail(
                VerificationFailure.DocumentContent, "its pieces do not have the reference's digest, or do not open with its secret.");
        }

        File.Move(clearPath, targetPath, overwrite: false);
    }
}
