using Google.Protobuf;
using Ledger.Client.Mailbox;
using Ledger.Crypto.Keys;
using Ledger.Crypto.Signatures;
using Ledger.Protocol;
using Ledger.Protocol.Mail;
using Ledger.Protocol.V1;

namespace Ledger.Client.Documents;

public sealed partial class DocumentClient
{
    /// <summary>
    /// Encrypts a content and uploads it to the first node that takes it. The ticket file keeps what is needed to go on, to renew and to
    /// delete, and stands beside the encrypted part until the upload is complete: called again with the same path after a kill, it goes on,
    /// and the content is not read again.
    /// </summary>
    /// <param name="content">The content; its length must be known. At most <see cref="ContentBytesMax"/> bytes.</param>
    /// <param name="ticketPath">The ticket file, made readable by its owner alone. Secret.</param>
    /// <param name="leaseHours">How long the node shall keep it, hours.</param>
    /// <param name="progress">Told after every piece.</param>
    /// <param name="cancellationToken">Ends the run; the next one goes on.</param>
    /// <exception cref="LedgerClientException">No node took it; the error of the last one.</exception>
    /// <exception cref="ArgumentException">The content is too long.</exception>
    /// <exception cref="InvalidDataException">The file at the ticket's path is no ticket.</exception>
    /// <exception cref="IOException">A file cannot be read or written.</exception>
    public async Task<UploadedDocument> UploadAsync(
        Stream content, string ticketPath, uint leaseHours, IProgress<DocumentProgress>? progress = null,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(content);
        var ticket = File.Exists(ticketPath)
            ? ReadTicket(ticketPath)
            : await PrepareAsync(content, ticketPath, leaseHours, cancellationToken).ConfigureAwait(false);
        using var signer = SignerOf(ticket);
        var uploaded = await AtHolderAsync(
            ticket.Reference, (endpoint, node) =>
                UploadToAsync(endpoint, node, ticket, signer, ticketPath, progress, cancellationToken),
                cancellationToken).ConfigureAwait(false);
        if (ticket.Reference.Nodes.Count == 0)
        {
            ticket.Reference.Nodes.Add(ByteString.CopyFrom(uploaded.Body.Node.ToArray()));
            SecretFile.Replace(ticketPath, ticket.ToByteArray());
        }

        File.Delete(PartOf(ticketPath));
        return uploaded;
    }

    private static string PartOf(string path) => path + ".part";

    // The part first and whole, then the ticket: a ticket without its part is one of a completed upload.
    private async Task<DocumentTicket> PrepareAsync(Stream content, string ticketPath, uint leaseHours, CancellationToken cancellationToken)
    {
        var length = content.Length - content.Position;
        var pieces = PieceCipher.PiecesFor(length);
        var secret = new byte[DocumentSecrets.Bytes];
        Options.Random.Fill(secret);
        var address = await DocumentFiles.EncryptAsync(
            Genesis.Hasher, secret, content, length, pieces, PartOf(ticketPath), cancellationToken)
            .ConfigureAwait(false);
        using var uploader = KeyPair.Generate(MailboxAddress.AlgorithmOf(Genesis.Suite));
        var ticket = new DocumentTicket
        {
            Reference = new DocumentReference
            {
                Address = ByteString.CopyFrom(address.ToArray()),
                Pieces = pieces,
                Secret = ByteString.CopyFrom(secret),
            },
            Algorithm = (uint)uploader.Algorithm,
            UploaderKey = ByteString.CopyFrom(uploader.PrivateKey),
            LeaseHours = leaseHours,
        };
        SecretFile.Replace(ticketPath, ticket.ToByteArray());
        return ticket;
    }

    private async Task<UploadedDocument> UploadToAsync(
        MailEndpoint endpoint, Digest node, DocumentTicket ticket, Signer signer, string ticketPath, IProgress<DocumentProgress>? progress,
        CancellationToken cancellationToken)
    {
        var reference = ticket.Reference;
        var stamp = await StampAsync(endpoint, reference, signer, cancellationToken).ConfigureAwait(false);
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                var held = await ProgressAsync(endpoint, signer, reference, cancellationToken).ConfigureAwait(false);
                var receipt = await SendAsync(endpoint, signer, ticket, held, stamp, ticketPath, progress, cancellationToken)
                    .ConfigureAwait(false);
                return await VerifyAsync(endpoint, node, reference, receipt, cancellationToken).ConfigureAwait(false);
            }
            catch (LedgerClientException e) when (attempt < Options.Retry.AttemptsMax &&
                (e.IsTransient || e is RefusedException { Code: RefusalCode.UploadOutOfStep }))
            {
                // What the node took before the line broke it holds: the next try goes on there.
                await Task.Delay(Options.Retry.DelayFirst * attempt, Options.Time, cancellationToken).ConfigureAwait(false);
            }
            catch (RefusedException e) when (e.Code == RefusalCode.BadStamp && attempt < Options.Retry.AttemptsMax)
            {
                // The price went up, or the node's epoch passed.
                stamp = await StampAsync(endpoint, reference, signer, cancellationToken).ConfigureAwait(false);
            }
        }
    }

    private async Task<ulong> StampAsync(
        MailEndpoint endpoint, DocumentReference reference, Signer signer, CancellationToken cancellationToken)
    {
        var terms = await endpoint.Calls.GetDocumentTermsAsync(cancellationToken).ConfigureAwait(false);
        var bits = DocumentPieces.StampBits((int)Math.Min(terms.StampBits, Stamps.BitsMax), reference.Pieces);
        RequireAffordable(endpoint, bits);
        var uploader = MailboxAddress.Of(Genesis.Hasher, signer.PublicKey);
        return await endpoint.StampAsync(terms.StampEpoch, new Digest(reference.Address.Span), uploader, bits, cancellationToken)
            .ConfigureAwait(false);
    }

    private async Task<uint> ProgressAsync(
        MailEndpoint endpoint, Signer signer, DocumentReference reference, CancellationToken cancellationToken)
    {
        var response = await endpoint.WithChallengeAsync(
            async (id, challenge) =>
            {
                var message = OwnerRequests.UploadProgress(
                    Genesis.Hasher, Genesis.ChainId, id, challenge.Span, new Digest(reference.Address.Span));
                var request = new GetUploadProgressRequest
                {
                    Proof = OwnerSignatures.Sign(signer, challenge, message),
                    Address = reference.Address,
                };
                var answer = await endpoint.Calls.GetProgressAsync(request, cancellationToken).ConfigureAwait(false);
                return (answer, (ByteString?)answer.NextChallenge);
            },
            cancellationToken).ConfigureAwait(false);
        return response.Pieces <= reference.Pieces
            ? response.Pieces
            : throw endpoint.Fail(VerificationFailure.MailAnswer, "the node says that it holds more pieces than there are.");
    }

    private Task<DocumentReceipt> SendAsync(
        MailEndpoint endpoint, Signer signer, DocumentTicket ticket, uint held, ulong stamp, string ticketPath,
        IProgress<DocumentProgress>? progress, CancellationToken cancellationToken) =>
        endpoint.WithChallengeAsync<DocumentReceipt>(
            async (id, challenge) =>
            {
                var reference = ticket.Reference;
                var header = new UploadHeader
                {
                    Address = reference.Address,
                    Pieces = reference.Pieces,
                    ReadCommitment = ByteString.CopyFrom(
                        DocumentSecrets.ReadCommitment(
                            Genesis.Hasher, DocumentSecrets.ReadToken(Genesis.Hasher, reference.Secret.Span).ToArray())
                            .ToArray()),
                    LeaseHours = ticket.LeaseHours,
                    FromPiece = held,
                    Stamp = stamp,
                };
                var message = OwnerRequests.Upload(
                    Genesis.Hasher, Genesis.ChainId, id, challenge.Span, new Digest(reference.Address.Span), header);
                header.Proof = OwnerSignatures.Sign(signer, challenge, message);
                return (
                    await endpoint.Calls.UploadAsync(
                        header, PiecesAsync(reference, held, ticketPath, progress, cancellationToken), cancellationToken)
                        .ConfigureAwait(false),
                    null);
            },
            cancellationToken);

    private static async IAsyncEnumerable<ReadOnlyMemory<byte>> PiecesAsync(
        DocumentReference reference, uint from, string ticketPath, IProgress<DocumentProgress>? progress,
        [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var (done, total) = (from * (long)DocumentPieces.Bytes, reference.Pieces * (long)DocumentPieces.Bytes);
        progress?.Report(new DocumentProgress(done, total));
        if (from == reference.Pieces)
        {
            yield break; // the part may be gone already
        }

        await foreach (var piece in DocumentFiles.ReadAsync(PartOf(ticketPath), from, cancellationToken).ConfigureAwait(false))
        {
            yield return piece;
            done += piece.Length;
            progress?.Report(new DocumentProgress(done, total));
        }
    }
}
