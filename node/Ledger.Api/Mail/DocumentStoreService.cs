using Google.Protobuf;
using Grpc.Core;
using Ledger.DocumentStore;
using Ledger.Protocol;
using Ledger.Protocol.V1;

namespace Ledger.Api;

/// <summary>Serves a node's documents: every answer and refusal is the store's. Streams are bounded in number and in idleness.</summary>
[BindServiceMethod(typeof(DocumentStoreBinder), nameof(DocumentStoreBinder.BindService))]
public sealed class DocumentStoreService : Protocol.V1.DocumentStore.DocumentStoreBase
{
    private readonly IDocumentStore _documents;
    private readonly ApiOptions _options;
    private readonly StreamGate _streams;
    private readonly CancellationToken _stopping;

    /// <summary>Serves <paramref name="documents"/> until the node stops.</summary>
    public DocumentStoreService(IDocumentStore documents, ApiOptions options, CancellationToken stopping)
    {
        ArgumentNullException.ThrowIfNull(options);
        (_documents, _options, _stopping) = (documents, options, stopping);
        _streams = new StreamGate(options.DocumentStreamsMax);
    }

    /// <inheritdoc/>
    public override Task<DocumentTerms> GetTerms(GetDocumentTermsRequest request, ServerCallContext context) => Task.FromResult(_documents.Terms);

    /// <inheritdoc/>
    public override Task<GetChallengeResponse> GetChallenge(GetChallengeRequest request, ServerCallContext context) => Task.FromResult(_documents.NewChallenge());

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
    public override Task<DocumentReceipt> Upload(IAsyncStreamReader<UploadDocumentRequest> requestStream, ServerCallContext context) => StreamAsync(
        async idle =>
        {
            if (!await requestStream.MoveNext(idle.Token).ConfigureAwait(false) || requestStream.Current.Header is not { } header)
            {
                throw RefusalStatus.ToException(new Refused(RefusalCode.BadDocumentField, "An upload begins with its header."));
            }

            Require(_documents.Begin(header, out var upload));
            for (Restart(idle); await requestStream.MoveNext(idle.Token).ConfigureAwait(false); Restart(idle))
            {
                Require(requestStream.Current.PartCase == UploadDocumentRequest.PartOneofCase.Piece
                    ? upload!.Append(requestStream.Current.Piece.Memory)
                    : new Refused(RefusalCode.BadDocumentField, "Behind the header come pieces and nothing else."));
            }

            Require(upload!.Finish(out var receipt));
            return receipt!;
        },
        context);

    /// <inheritdoc/>
    public override Task Download(DownloadDocumentRequest request, IServerStreamWriter<DocumentPiece> responseStream, ServerCallContext context) => StreamAsync(
        async idle =>
        {
            Require(_documents.Open(request, out var reading));
            while (true)
            {
                Require(reading!.Next(out var piece));
                if (piece is null)
                {
                    return true;
                }

                Restart(idle);
                await responseStream.WriteAsync(new DocumentPiece { Piece = UnsafeByteOperations.UnsafeWrap(piece) }, idle.Token).ConfigureAwait(false);
            }
        },
        context);

    private void Restart(CancellationTokenSource idle) => idle.CancelAfter(_options.DocumentIdleMax);

    private async Task<T> StreamAsync<T>(Func<CancellationTokenSource, Task<T>> stream, ServerCallContext context)
    {
        if (!_streams.TryEnter())
        {
            throw RefusalStatus.ToException(new Refused(RefusalCode.TooManyStreams, $"{_options.DocumentStreamsMax} streams of documents are open already."));
        }

        using var idle = CancellationTokenSource.CreateLinkedTokenSource(context.CancellationToken, _stopping);
        try
        {
            Restart(idle);
            return await stream(idle).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (_stopping.IsCancellationRequested)
        {
            throw RefusalStatus.ToException(new Refused(RefusalCode.NotReady, "The node is stopping: go on from where the transfer is at another time."));
        }
        catch (OperationCanceledException) when (idle.IsCancellationRequested && !context.CancellationToken.IsCancellationRequested)
        {
            throw RefusalStatus.ToException(new Refused(RefusalCode.UploadOutOfStep, $"Nothing moved for {_options.DocumentIdleMax.TotalSeconds} seconds: go on from where the transfer is."));
        }
        finally
        {
            _streams.Leave();
        }
    }

    private static void Require(Refused refused)
    {
        if (refused.IsRefused)
        {
            throw RefusalStatus.ToException(refused);
        }
    }
}
