using Google.Protobuf;
using Ledger.Client.Mailbox;
using Ledger.Crypto;
using Ledger.Crypto.Keys;
using Ledger.Crypto.Signatures;
using Ledger.Protocol;
using Ledger.Protocol.Mail;
using Ledger.Protocol.V1;

namespace Ledger.Client.Documents;

/// <summary>
/// Encrypted documents at nodes: <c>.Uploading</c> and <c>.Downloading</c>; renewal and deletion here. Nodes see ciphertext of a padded
/// size. One transfer of a file at a time.
/// </summary>
public sealed partial class DocumentClient : MailClient
{
    /// <summary>Longest content of a document, in bytes.</summary>
    public const long ContentBytesMax = PieceCipher.ContentBytesMax;

    private DocumentClient(MailboxClientOptions options)
        : base(options)
    {
    }

    /// <summary>Opens a client. Nothing is sent before the first call.</summary>
    /// <exception cref="ArgumentException">The options have errors; the message lists them.</exception>
    public static DocumentClient Open(MailboxClientOptions options) => new(options);

    /// <summary>What a ticket file refers to, for one's letters.</summary>
    /// <exception cref="InvalidDataException">The file is no ticket.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static DocumentReference ReadReference(string ticketPath) => ReadTicket(ticketPath).Reference;

    /// <summary>Sets a new end of an uploaded document's lease.</summary>
    /// <param name="ticketPath">What <see cref="UploadAsync"/> kept.</param>
    /// <param name="leaseHours">From now.</param>
    /// <param name="cancellationToken">Ends the try.</param>
    /// <exception cref="LedgerClientException">The node refused or is unreachable, or its receipt does not verify.</exception>
    /// <exception cref="InvalidDataException">The file is no ticket.</exception>
    public async Task<UploadedDocument> RenewAsync(string ticketPath, uint leaseHours, CancellationToken cancellationToken = default)
    {
        var ticket = ReadTicket(ticketPath);
        using var signer = SignerOf(ticket);
        var address = new Digest(ticket.Reference.Address.Span);
        return await AtHolderAsync(ticket.Reference, async (endpoint, node) =>
        {
            var receipt = await endpoint.WithChallengeAsync<DocumentReceipt>(
                async (id, challenge) =>
                {
                    var message = OwnerRequests.Renew(Genesis.Hasher, Genesis.ChainId, id, challenge.Span, address, leaseHours);
                    var request = new RenewDocumentRequest
                    {
                        Proof = OwnerSignatures.Sign(signer, challenge, message),
                        Address = ticket.Reference.Address,
                        LeaseHours = leaseHours,
                    };
                    return (await endpoint.Calls.RenewAsync(request, cancellationToken).ConfigureAwait(false), null);
                },
                cancellationToken).ConfigureAwait(false);
            return await VerifyAsync(endpoint, node, ticket.Reference, receipt, cancellationToken).ConfigureAwait(false);
        }, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Deletes an uploaded document, or what of it has been uploaded, at the node that holds it; the ticket file stays.</summary>
    /// <param name="ticketPath">What <see cref="UploadAsync"/> kept.</param>
    /// <param name="cancellationToken">Ends the try.</param>
    /// <exception cref="LedgerClientException">The node refused or is unreachable.</exception>
    /// <exception cref="InvalidDataException">The file is no ticket.</exception>
    public async Task DeleteAsync(string ticketPath, CancellationToken cancellationToken = default)
    {
        var ticket = ReadTicket(ticketPath);
        using var signer = SignerOf(ticket);
        var address = new Digest(ticket.Reference.Address.Span);
        await AtHolderAsync(ticket.Reference, (endpoint, _) => endpoint.WithChallengeAsync<DeleteDocumentResponse>(
            async (id, challenge) =>
            {
                var message = OwnerRequests.Delete(Genesis.Hasher, Genesis.ChainId, id, challenge.Span, address);
                var request = new DeleteDocumentRequest
                {
                    Proof = OwnerSignatures.Sign(signer, challenge, message),
                    Address = ticket.Reference.Address,
                };
                return (await endpoint.Calls.DeleteAsync(request, cancellationToken).ConfigureAwait(false), null);
            },
            cancellationToken), cancellationToken).ConfigureAwait(false);
    }

    private static DocumentTicket ReadTicket(string path)
    {
        const int ticketBytesMax = 64 * 1024;
        try
        {
            var ticket = new FileInfo(path).Length <= ticketBytesMax
                ? DocumentTicket.Parser.ParseFrom(File.ReadAllBytes(path))
                : new DocumentTicket();
            return IsReference(ticket.Reference) &&
                ticket.Algorithm <= byte.MaxValue ? ticket : throw new InvalidDataException($"{path} is no ticket of a document.");
        }
        catch (InvalidProtocolBufferException e)
        {
            throw new InvalidDataException($"{path} is no ticket of a document.", e);
        }
    }

    private static bool IsReference(DocumentReference? reference) => reference is not null
        && reference.Address.Length == Digest.Bytes
        && reference.Secret.Length == DocumentSecrets.Bytes
        && DocumentPieces.IsCount(reference.Pieces)
        && reference.Nodes.Count <= MailboxCardRules.NodesMax
        && reference.Nodes.All(node => node.Length == Digest.Bytes);

    private static Signer SignerOf(DocumentTicket ticket)
    {
        try
        {
            using var pair = KeyPair.FromPrivateKey((SignatureAlgorithm)ticket.Algorithm, ticket.UploaderKey.Span);
            return pair.CreateSigner();
        }
        catch (Exception e) when (e is System.Security.Cryptography.CryptographicException or ArgumentOutOfRangeException)
        {
            throw new InvalidDataException("The ticket holds no uploader's key.", e);
        }
    }

    // At the first node that the reference names, or that answers where it names none.
    private Task<T> AtHolderAsync<T>(
        DocumentReference reference, Func<MailEndpoint, Digest, Task<T>> work, CancellationToken cancellationToken) =>
        AtFirstAsync(
            Endpoints,
            node => reference.Nodes.Count == 0 || reference.Nodes.Any(one => one.Span.SequenceEqual(node.ToArray())),
            work,
            "None of the client's nodes holds the document.",
            cancellationToken);

    private async Task<UploadedDocument> VerifyAsync(
        MailEndpoint endpoint, Digest node, DocumentReference reference, DocumentReceipt receipt, CancellationToken cancellationToken)
    {
        var body = DocumentReceiptBody.TryRead(receipt.Body.Span);
        if (body is null || body.ChainId != Genesis.ChainId || body.Node != node || body.Address != new Digest(reference.Address.Span) ||
            body.Pieces != reference.Pieces)
        {
            throw endpoint.Fail(VerificationFailure.MailReceipt, "the receipt is for another document.");
        }

        await endpoint.VerifyAsync(
            node, DocumentReceiptBody.Message(Genesis.Hasher, receipt.Body.Span), receipt.Signature, cancellationToken)
            .ConfigureAwait(false);
        return new UploadedDocument(reference, receipt, body);
    }
}

/// <summary>How far a transfer is.</summary>
/// <param name="BytesDone">Bytes at the node or on this disk, those of an earlier run included.</param>
/// <param name="BytesTotal">Bytes in all, padding included.</param>
public readonly record struct DocumentProgress(long BytesDone, long BytesTotal);

/// <summary>A document that a node holds.</summary>
/// <param name="Reference">What its readers need. Secret: it travels in letters alone.</param>
/// <param name="Receipt">The node's word, verified, to be shown later.</param>
/// <param name="Body">What it says.</param>
public sealed record UploadedDocument(DocumentReference Reference, DocumentReceipt Receipt, DocumentReceiptBody Body);
