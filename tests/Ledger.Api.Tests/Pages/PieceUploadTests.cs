using System.Buffers.Binary;
using System.Net.Http.Headers;
using Google.Protobuf;
using Ledger.Mail;
using Ledger.Mail.Tests.Documents;
using Ledger.Protocol.V1;

namespace Ledger.Api.Tests.Pages;

/// <summary>What a browser, which streams nothing to a server, does to leave a document: one call of gRPC-Web a piece.</summary>
public sealed class PieceUploadTests(ServedPages served) : IClassFixture<ServedPages>
{
    private const int FrameBytes = 5;

    [Fact]
    public async Task A_document_goes_up_in_calls_of_a_piece_each_over_HTTP_1()
    {
        var genesis = served.Node.Seed.Genesis;
        var node = new MailNode(genesis.ChainId, genesis.Hasher, served.Node.Id, null!); // nothing is signed as the node
        var client = new DocumentStore.DocumentStoreClient(served.Node.Connect());
        var terms = await client.GetTermsAsync(new GetDocumentTermsRequest());
        var (uploader, paper) = (new Uploader(node, 1, () => terms), Paper.Of(genesis.Hasher, 3, 1));
        var challenge = (await client.GetChallengeAsync(new GetChallengeRequest())).Challenge;
        DocumentReceipt? receipt = null;
        for (var number = 0; number < paper.Pieces.Count; number++)
        {
            var answer = await PutAsync(new UploadPieceRequest
            {
                Header = uploader.Header(challenge, paper, (uint)number),
                Piece = ByteString.CopyFrom(paper.Pieces[number]),
            });
            Assert.Equal((uint)number + 1, answer.Pieces);
            (challenge, receipt) = (answer.NextChallenge, answer.Receipt);
        }

        Assert.NotNull(receipt);
        using var download = client.Download(new DownloadDocumentRequest
        {
            Address = ByteString.CopyFrom(paper.Address.ToArray()),
            ReadToken = ByteString.CopyFrom(paper.Token),
        });
        foreach (var piece in paper.Pieces)
        {
            Assert.True(await download.ResponseStream.MoveNext(CancellationToken.None));
            Assert.Equal(piece, download.ResponseStream.Current.Piece);
        }
    }

    private async Task<UploadPieceResponse> PutAsync(UploadPieceRequest request)
    {
        var frame = new byte[FrameBytes + request.CalculateSize()];
        BinaryPrimitives.WriteUInt32BigEndian(frame.AsSpan(1), (uint)request.CalculateSize());
        request.WriteTo(frame.AsSpan(FrameBytes));
        using var content = new ByteArrayContent(frame);
        content.Headers.ContentType = MediaTypeHeaderValue.Parse("application/grpc-web+proto");
        using var answer = await served.Http.PostAsync("/ledger.v1.DocumentStore/UploadPiece", content);
        Assert.False(answer.Headers.Contains("grpc-status"), string.Join(' ', answer.Headers)); // a refusal before any message
        var bytes = await answer.Content.ReadAsByteArrayAsync();
        return UploadPieceResponse.Parser.ParseFrom(bytes.AsSpan(FrameBytes, (int)BinaryPrimitives.ReadUInt32BigEndian(bytes.AsSpan(1))));
    }
}
