using Google.Protobuf;
using Grpc.Core;
using Ledger.Api.Held;
using Ledger.Mail.Documents;
using Ledger.Protocol;
using Ledger.Protocol.V1;

namespace Ledger.Api;

/// <summary>Serves a node's documents: every answer and refusal is the store's. Streams are bounded in number and in idleness.</summary>
[BindServiceMethod(typeof(RefusingBinder<Protocol.V1.DocumentStore.DocumentStoreBase>), nameof(RefusingBinder<>.BindService))]
public sealed class DocumentStoreService : Protocol.V1.DocumentStore.DocumentStoreBase
{
    private readonly IDocumentStore _documents;
    private readonly HeldCalls _streams;

    /// <summary>Serves <paramref name="documents"/> until the node stops.</summary>
    public DocumentStoreService(IDocumentStore documents, ApiOptions options, CancellationToken stopping)
    {
        ArgumentNullException.ThrowIfNull(options);
        _documents = documents;
        _streams = new HeldCalls(
            "document streams", options.DocumentStreamsMax, options.PartOf(options.DocumentStreamsMax), options.StreamIdleMax, stopping);
    }

    /// <inheritdoc/>
    public override Task<DocumentTerms> GetTerms(GetDocumentTermsRequest request, ServerCallContext context) =>
        Task.FromResult(_documents.Terms);

    /// <inheritdoc/>
    public override Task<GetChallengeResponse> GetChallenge(GetChallengeRequest request, ServerCallContext context) =>
        Task.FromResult(_documents.NewChallenge());

    /// <inheritdoc/>
    public override Task<GetUploadProgressResponse> GetProgress(GetUploadProgressRequest request, ServerCallContext context)
    {
        Require(_documents.GetProgress(request, out var response));
        return Task.FromResult(response!);
    }

    /// <inheritdoc/>
    public override Task<DocumentReceipt> Renew(RenewDocumentRequest request, ServerCallContext context)
    {
        Require(_documents.Renew(request, out var receipt));
        return Task.FromResult(receipt!);
    }

    /// <inheritdoc/>
    public override Task<DeleteDocumentResponse> Delete(DeleteDocumentRequest request, ServerCallContext context)
    {
        Require(_documents.Delete(request));
        return Task.FromResult(new DeleteDocumentResponse());
    }

    /// <inheritdoc/>
    public override Task<DocumentReceipt> Upload(IAsyncStreamReader<UploadDocumentRequest> requestStream, ServerCallContext context) =>
        _streams.RunAsync(
        context,
        async call =>
        {
            if (!await call.ReadAsync(requestStream).ConfigureAwait(false) || requestStream.Current.Header is not { } header)
            {
                throw RefusalStatus.ToException(new Refused(RefusalCode.BadDocumentField, "An upload begins with its header."));
            }

            Require(_documents.Begin(header, out var begun));
            using var upload = begun!;
            while (await call.ReadAsync(requestStream).ConfigureAwait(false))
            {
                Require(requestStream.Current.PartCase == UploadDocumentRequest.PartOneofCase.Piece
                    ? upload.Append(requestStream.Current.Piece.Memory)
                    : new Refused(RefusalCode.BadDocumentField, "Behind the header come pieces and nothing else."));
            }

            Require(upload.Finish(out var receipt));
            return receipt!;
        });

    /// <inheritdoc/>
    public override Task<UploadPieceResponse> UploadPiece(UploadPieceRequest request, ServerCallContext context) => _streams.RunAsync(
        context,
        call =>
        {
            Require(_documents.Put(request, out var response));
            return Task.FromResult(response!);
        });

    /// <inheritdoc/>
    public override Task Download(
        DownloadDocumentRequest request,
        IServerStreamWriter<DocumentPiece> responseStream,
        ServerCallContext context) => _streams.RunAsync(
        context,
        async call =>
        {
            Require(_documents.Open(request, out var reading));
            while (true)
            {
                Require(reading!.Next(out var piece));
                if (piece is null)
                {
                    return true;
                }

                await call.WriteAsync(responseStream, new DocumentPiece { Piece = UnsafeByteOperations.UnsafeWrap(piece) })
                    .ConfigureAwait(false);
            }
        });

    private static void Require(Refused refused)
    {
        if (refused.IsRefused)
        {
            throw RefusalStatus.ToException(refused);
        }
    }
}
