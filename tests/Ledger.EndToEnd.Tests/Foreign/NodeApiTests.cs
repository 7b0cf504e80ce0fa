using System.Net.Http.Headers;
using Google.Protobuf;
using Ledger.Interop.Tests.Web;
using Ledger.Protocol;
using Ledger.Protocol.V1;

namespace Ledger.EndToEnd.Tests.Foreign;

/// <summary>
/// The node's own service from clients that are not ours: the cases are in tests/Ledger.Interop.Tests, node/ledger.mjs and
/// python/ledger.py.
/// </summary>
public sealed class NodeApiTests(RunningConsortium consortium) : IClassFixture<RunningConsortium>
{
    [Theory]
    [InlineData("status")]
    [InlineData("submit")]
    [InlineData("refused")]
    [InlineData("refused_and_signed")]
    [InlineData("no_request")]
    [InlineData("oversized")]
    [InlineData("gzip")]
    [InlineData("state")]
    [InlineData("events")]
    [InlineData("pages")]
    [InlineData("no_such_events")]
    [InlineData("deadline")]
    [InlineData("blocks")]
    [InlineData("unimplemented")]
    public Task Grpc_js_passes(string name) => consortium.GrpcJs.AssertPassed(name);

    [Theory]
    [InlineData("status")]
    [InlineData("submit")]
    [InlineData("refused")]
    [InlineData("refused_and_signed")]
    [InlineData("no_request")]
    [InlineData("oversized")]
    [InlineData("gzip")]
    [InlineData("state")]
    [InlineData("events")]
    [InlineData("pages")]
    [InlineData("no_such_events")]
    [InlineData("deadline")]
    [InlineData("blocks")]
    [InlineData("unimplemented")]
    [InlineData("health")]
    [InlineData("reflection")]
    public Task Grpcio_passes(string name) => consortium.Python.AssertPassed(name);

    [Fact]
    public async Task A_browser_reads_the_status_over_grpc_web()
    {
        var frames = await PostAsync("GetStatus", new GetStatusRequest());
        var status = NodeStatus.Parser.ParseFrom(Assert.Single(frames.Messages).Content);
        Assert.Equal(BlockHeader.EncodedBytes, status.Header.Length);
        Assert.Equal("0", frames.Trailers["grpc-status"]);
    }

    [Fact]
    public async Task A_browser_follows_events_over_grpc_web_until_its_deadline()
    {
        var frames = await PostAsync("SubscribeEvents", new SubscribeEventsRequest(), ("grpc-timeout", "2S"));
        var cursors = frames.Messages.Select(frame => EventRecord.Parser.ParseFrom(frame.Content).Cursor).ToList();
        Assert.True(cursors.Count > 100, $"{cursors.Count} events came.");
        Assert.Equal(cursors.Order().Distinct(), cursors);
        Assert.Equal("4", frames.Trailers["grpc-status"]);
    }

    private async Task<WebFrames> PostAsync(string method, IMessage request, params (string Name, string Value)[] headers)
    {
        using var http = new HttpClient { BaseAddress = consortium.Web };
        using var content = new ByteArrayContent(WebFrames.Frames(request));
        content.Headers.ContentType = new MediaTypeHeaderValue("application/grpc-web+proto");
        using var message = new HttpRequestMessage(HttpMethod.Post, $"/ledger.v1.LedgerNode/{method}") { Content = content };
        foreach (var (name, value) in headers)
        {
            message.Headers.Add(name, value);
        }

        using var response = await http.SendAsync(message);
        return WebFrames.Parse(await response.Content.ReadAsByteArrayAsync());
    }
}
