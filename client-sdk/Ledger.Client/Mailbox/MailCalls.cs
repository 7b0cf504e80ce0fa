using Google.Protobuf;
using Grpc.Core;
using Ledger.Client.Rpc;
using Ledger.Protocol;
using Ledger.Protocol.V1;

namespace Ledger.Client.Mailbox;

/// <summary>
/// The node's API of mailboxes and documents as it is, each refusal a <see cref="RefusedException"/>. Bidders and guarantors use <see
/// cref="MailboxClient"/> and <see cref="Documents.DocumentClient"/>.
/// </summary>
public sealed class MailCalls
{
    private readonly Protocol.V1.Mailbox.MailboxClient _mailbox;
    private readonly Protocol.V1.DocumentStore.DocumentStoreClient _documents;
    private readonly NodeCalls _calls;
    private readonly Uri _address;

    internal MailCalls(ChannelBase channel, NodeCalls calls, Uri address)
    {
        _mailbox = new Protocol.V1.Mailbox.MailboxClient(channel);
        _documents = new Protocol.V1.DocumentStore.DocumentStoreClient(channel);
        _calls = calls;
        _address = address;
    }

    /// <summary>What the node asks of letters at present, to an address or to nobody in particular.</summary>
    /// <exception cref="LedgerClientException">The node refused or is unreachable.</exception>
    public Task<MailboxTerms> GetTermsAsync(Digest? address, CancellationToken cancellationToken) => _calls.CallAsync(
        _mailbox.GetTermsAsync,
        new GetMailboxTermsRequest { Address = address is { } one ? ByteString.CopyFrom(one.ToArray()) : ByteString.Empty },
        cancellationToken);

    /// <summary>Something fresh to sign, for letters and documents.</summary>
    /// <inheritdoc cref="GetTermsAsync"/>
    public Task<GetChallengeResponse> GetChallengeAsync(CancellationToken cancellationToken) =>
        _calls.CallAsync(_mailbox.GetChallengeAsync, new GetChallengeRequest(), cancellationToken);

    /// <summary>Leaves a letter.</summary>
    /// <inheritdoc cref="GetTermsAsync"/>
    public Task<DepositReceipt> DepositAsync(DepositRequest request, CancellationToken cancellationToken) =>
        _calls.CallAsync(_mailbox.DepositAsync, request, cancellationToken);

    /// <summary>A page of letters.</summary>
    /// <inheritdoc cref="GetTermsAsync"/>
    public Task<FetchResponse> FetchAsync(FetchRequest request, CancellationToken cancellationToken) =>
        _calls.CallAsync(_mailbox.FetchAsync, request, cancellationToken);

    /// <summary>Deletes letters.</summary>
    /// <inheritdoc cref="GetTermsAsync"/>
    public Task<AcknowledgeResponse> AcknowledgeAsync(AcknowledgeRequest request, CancellationToken cancellationToken) =>
        _calls.CallAsync(_mailbox.AcknowledgeAsync, request, cancellationToken);

    /// <summary>What the node asks of documents.</summary>
    /// <inheritdoc cref="GetTermsAsync"/>
    public Task<DocumentTerms> GetDocumentTermsAsync(CancellationToken cancellationToken) =>
        _calls.CallAsync(_documents.GetTermsAsync, new GetDocumentTermsRequest(), cancellationToken);

    /// <summary>How far an upload is.</summary>
    /// <inheritdoc cref="GetTermsAsync"/>
    public Task<GetUploadProgressResponse> GetProgressAsync(GetUploadProgressRequest request, CancellationToken cancellationToken) =>
        _calls.CallAsync(_documents.GetProgressAsync, request, cancellationToken);

    /// <summary>Renews a document's lease.</summary>
    /// <inheritdoc cref="GetTermsAsync"/>
    public Task<DocumentReceipt> RenewAsync(RenewDocumentRequest request, CancellationToken cancellationToken) =>
        _calls.CallAsync(_documents.RenewAsync, request, cancellationToken);

    /// <summary>Deletes a document.</summary>
    /// <inheritdoc cref="GetTermsAsync"/>
    public Task<DeleteDocumentResponse> DeleteAsync(DeleteDocumentRequest request, CancellationToken cancellationToken) =>
        _calls.CallAsync(_documents.DeleteAsync, request, cancellationToken);

    /// <summary>Uploads a header and pieces in order; what the node took stays when it breaks off.</summary>
    /// <inheritdoc cref="GetTermsAsync"/>
    public async Task<DocumentReceipt> UploadAsync(
        UploadHeader header, IAsyncEnumerable<ReadOnlyMemory<byte>> pieces, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(pieces);
        try
        {
            using var call = _documents.Upload(new CallOptions(cancellationToken: cancellationToken));
            var stream = call.RequestStream;
            var isTaken = await IsTakenAsync(stream.WriteAsync(new UploadDocumentRequest { Header = header }, cancellationToken))
                .ConfigureAwait(false);
            if (isTaken)
            {
                await foreach (var piece in pieces.ConfigureAwait(false))
                {
                    var part = new UploadDocumentRequest { Piece = Google.Protobuf.UnsafeByteOperations.UnsafeWrap(piece) };
                    if (!await IsTakenAsync(stream.WriteAsync(part, cancellationToken)).ConfigureAwait(false))
                    {
                        return await call.ResponseAsync.ConfigureAwait(false);
                    }
                }

                await IsTakenAsync(stream.CompleteAsync()).ConfigureAwait(false);
            }

            return await call.ResponseAsync.ConfigureAwait(false);
        }
        catch (RpcException e)
        {
            cancellationToken.ThrowIfCancellationRequested();
            throw RpcErrors.Map(_address, e);
        }
    }

    // False where the node ended the call before everything was sent, or the connection did: its answer says why. A connection that breaks
    // while something is written is told by what carries it, in its own exceptions.
    private static async Task<bool> IsTakenAsync(Task sending)
    {
        try
        {
            await sending.ConfigureAwait(false);
            return true;
        }
        catch (Exception e) when (e is RpcException or InvalidOperationException or HttpRequestException or IOException)
        {
            return false;
        }
    }

    /// <summary>A range of a document, piece by piece.</summary>
    /// <inheritdoc cref="GetTermsAsync"/>
    public async IAsyncEnumerable<ReadOnlyMemory<byte>> DownloadAsync(
        DownloadDocumentRequest request, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using var call = _documents.Download(request, new CallOptions(cancellationToken: cancellationToken));
        while (true)
        {
            try
            {
                if (!await call.ResponseStream.MoveNext(cancellationToken).ConfigureAwait(false))
                {
                    yield break;
                }
            }
            catch (RpcException e)
            {
                cancellationToken.ThrowIfCancellationRequested();
                throw RpcErrors.Map(_address, e);
            }

            yield return call.ResponseStream.Current.Piece.Memory;
        }
    }
}
