using System.Net;
using System.Net.Http.Headers;
using Google.Protobuf;
using Ledger.BidFiles;
using Ledger.Client;
using Ledger.Client.Sessions;
using Ledger.Protocol;
using Ledger.Protocol.V1;

namespace Ledger.Phone.Tests;

/// <summary>
/// The answer commits first; a signature, a certificate or a file key leaves the phone only after the number was found right
/// (docs/spec/scan-session.md).
/// </summary>
public sealed class ResultReleaseTests(RunningConsortium consortium) : IClassFixture<RunningConsortium>
{
    public static TheoryData<ScanAct> Acts => [ScanAct.Login, ScanAct.Sign, ScanAct.Seal, ScanAct.Encrypt, ScanAct.Decrypt];

    [Theory]
    [MemberData(nameof(Acts))]
    public async Task With_a_wrong_number_nothing_of_the_act_leaves_the_phone(ScanAct act)
    {
        var node = new NodeOnTheWay();
        using var phoneSide = consortium.Reader(node);
        var (vault, request) = await ArrangeAsync(act);
        var session = await consortium.Page.OpenScanAsync(request);
        var outcome = session.WaitAsync();
        var scanned = await new PhoneClient(phoneSide, vault, new OpenGate()).ScanAsync(session.QrText);
        var refused = await Assert.ThrowsAsync<RefusedException>(
            () => scanned.ConfirmAsync((session.Number + 1) % 100, RunningConsortium.Pin));
        Assert.Equal(RefusalCode.WrongNumber, refused.Code);
        Assert.DoesNotContain("PushFrame", node.Called);
        Assert.Equal(RejectReason.WrongNumber, (await outcome).Reason);
    }

    [Theory]
    [MemberData(nameof(Acts))]
    public async Task A_node_that_only_says_confirmed_gets_nothing(ScanAct act)
    {
        var node = new NodeOnTheWay { SaysConfirmed = true };
        using var phoneSide = consortium.Reader(node);
        var (vault, request) = await ArrangeAsync(act);
        var session = await consortium.Page.OpenScanAsync(request);
        var scanned = await new PhoneClient(phoneSide, vault, new OpenGate()).ScanAsync(session.QrText);
        // It even knows the page's secret, as the thief who shows the page's QR does.
        node.Binding = ScanRequestOf(session).Binding;
        var refused = await Assert.ThrowsAsync<PhoneException>(
            () => scanned.ConfirmAsync((session.Number + 1) % 100, RunningConsortium.Pin));
        Assert.Equal(PhoneRefusal.NumberNotProved, refused.Refusal);
        Assert.DoesNotContain("PushFrame", node.Called);
    }

    [Theory]
    [InlineData("Confirm")]
    [InlineData("PushFrame")]
    public async Task After_a_lost_response_the_phone_goes_on_where_it_stopped(string method)
    {
        var node = new NodeOnTheWay { Loses = method };
        using var phoneSide = consortium.Reader(node);
        var (vault, request) = await ArrangeAsync(ScanAct.Sign);
        var session = await consortium.Page.OpenScanAsync(request);
        var outcome = session.WaitAsync();
        var scanned = await new PhoneClient(phoneSide, vault).ScanAsync(session.QrText);
        await Assert.ThrowsAnyAsync<LedgerClientException>(() => scanned.ConfirmAsync(session.Number, RunningConsortium.Pin));
        node.Loses = null;
        await scanned.ConfirmAsync(session.Number, RunningConsortium.Pin);
        Assert.Single((await outcome).Confirmation!.Result.Signatures);
    }

    private async Task<(PhoneVault Vault, ScanRequest Request)> ArrangeAsync(ScanAct act)
    {
        var vault = consortium.NewVault(withEncryption: true);
        var request = RunningConsortium.Login with { Act = act };
        if (act == ScanAct.Login)
        {
            return (vault, request);
        }

        var content = new byte[] { 1, 2, 3 };
        request = request with { Documents = [ScanDocument.FromContent("投标文件", content, consortium.Page.Genesis.Hasher)] };
        if (act != ScanAct.Decrypt)
        {
            return (vault, request with { Documents = [request.Documents[0] with { Content = null }] });
        }

        var (bid, file) = (consortium.NewPath("bid"), consortium.NewPath("bid.enc"));
        await File.WriteAllBytesAsync(bid, content);
        Assert.Equal(
            BidFileError.None,
            new BidFileEncryptor(new BidFileOptions { SegmentBytes = 64 * 1024 })
                .Encrypt(bid, file, consortium.Label, [vault.EncryptionCertificate!], null, CancellationToken.None));
        Assert.True(BidFileHeader.TryReadFile(file, out var header, out _));
        return (
            vault,
            request with
            {
                Documents = [request.Documents[0] with { Content = null }],
                BidFileHeader = header.Encoded,
                SectionCode = consortium.Label.SectionCode,
            });
    }

    private static OpenScanRequest ScanRequestOf(ScanSession session) => OpenedScan.Parser.ParseFrom(session.Export()).Request;

    /// <summary>A node that a thief runs: it may call a session confirmed by itself, or lose a response.</summary>
    private sealed class NodeOnTheWay() : DelegatingHandler(new SocketsHttpHandler { EnableMultipleHttp2Connections = true })
    {
        internal List<string> Called { get; } = [];

        internal bool SaysConfirmed { get; init; }

        internal string? Loses { get; set; }

        internal ByteString? Binding { get; set; }

        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            var method = request.RequestUri!.Segments[^1];
            Called.Add(method);
            if (SaysConfirmed && method == "Confirm")
            {
                return Answer(new ConfirmScanResponse { ConfirmedAt = 1 });
            }

            if (Binding is not null && method == "Fetch")
            {
                return Answer(new FetchScanResponse { State = ScanState.Confirmed, Binding = Binding, ChangedAt = 1 });
            }

            var response = await base.SendAsync(request, cancellationToken);
            if (method != Loses)
            {
                return response;
            }

            await response.Content.ReadAsByteArrayAsync(cancellationToken); // the node has taken it
            response.Dispose();
            throw new HttpRequestException("The connection broke.");
        }

        private static HttpResponseMessage Answer(IMessage message)
        {
            var bytes = message.ToByteArray();
            var response = new HttpResponseMessage(HttpStatusCode.OK)
            {
                Version = HttpVersion.Version20,
                Content = new ByteArrayContent([0, 0, 0, (byte)(bytes.Length >> 8), (byte)bytes.Length, .. bytes]),
            };
            response.Content.Headers.ContentType = new MediaTypeHeaderValue("application/grpc");
            response.TrailingHeaders.Add("grpc-status", "0");
            return response;
        }
    }

    private sealed class OpenGate : IOpeningGate
    {
        public Task<bool> IsOpenAsync(string sectionCode, CancellationToken cancellationToken) => Task.FromResult(true);
    }
}
