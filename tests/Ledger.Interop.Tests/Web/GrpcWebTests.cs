using System.IO.Compression;
using System.Net.Http.Headers;
using System.Text;
using Google.Protobuf;
using Ledger.Interop.Tests.Server;
using Ledger.Interop.V1;

namespace Ledger.Interop.Tests.Web;

/// <summary>gRPC-Web over HTTP/1.1, binary and text, from a client that knows nothing of gRPC.</summary>
public sealed class GrpcWebTests(InteropServer server) : IClassFixture<InteropServer>, IDisposable
{
    private const string Binary = "application/grpc-web+proto";
    private const string Text = "application/grpc-web-text+proto";

    private readonly HttpClient _http = new() { BaseAddress = new Uri($"http://127.0.0.1:{server.WebPort}") };

    [Theory]
    [InlineData(Binary)]
    [InlineData(Text)]
    public async Task Unary_answers_with_message_and_trailers(string mediaType)
    {
        using var response = await PostAsync("Echo", mediaType, [], new EchoRequest { Payload = ByteString.CopyFromUtf8("链") });
        var body = await ReadAsync(response, mediaType);
        Assert.Equal("链", EchoResponse.Parser.ParseFrom(Assert.Single(body.Messages).Content).Payload.ToStringUtf8());
        Assert.Equal("0", body.Trailers["grpc-status"]);
    }

    [Theory]
    [InlineData(Binary)]
    [InlineData(Text)]
    public async Task Server_stream_comes_whole_and_in_order(string mediaType)
    {
        using var response = await PostAsync("Count", mediaType, [], new CountRequest { Count = 500 });
        var body = await ReadAsync(response, mediaType);
        Assert.Equal(
            Enumerable.Range(0, 500), body.Messages.Select(static frame => EchoResponse.Parser.ParseFrom(frame.Content).Number));
        Assert.Equal("0", body.Trailers["grpc-status"]);
    }

    [Theory]
    [InlineData(Binary)]
    [InlineData(Text)]
    public async Task Stream_that_fails_says_so_in_the_last_frame(string mediaType)
    {
        using var response = await PostAsync("Count", mediaType, [], new CountRequest { Count = 10, FailAfter = 3 });
        var body = await ReadAsync(response, mediaType);
        Assert.Equal(3, body.Messages.Count);
        Assert.Equal("15", body.Trailers["grpc-status"]);
        Assert.Equal("stream broken on request", body.Trailers["grpc-message"]);
    }

    [Theory]
    [InlineData(Binary)]
    [InlineData(Text)]
    public async Task Error_before_any_message_is_in_headers_that_a_browser_may_read(string mediaType)
    {
        using var response = await PostAsync(
            "Fail", mediaType, [("Origin", "http://page.example")], new FailRequest { Reason = "额度不足" });
        var body = await ReadAsync(response, mediaType);
        Assert.Empty(body.Messages);
        Assert.Empty(body.Trailers);
        Assert.Equal("9", Header(response, "grpc-status"));
        Assert.Equal(InteropService.FailDetail, Uri.UnescapeDataString(Header(response, "grpc-message")));
        Assert.Equal("*", Header(response, "Access-Control-Allow-Origin"));
        var exposed = Header(response, "Access-Control-Expose-Headers");
        Assert.Contains("grpc-status", exposed, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("grpc-message", exposed, StringComparison.OrdinalIgnoreCase);
        var details = Header(response, "grpc-status-details-bin");
        var status = Google.Rpc.Status.Parser.ParseFrom(
            Convert.FromBase64String(details.PadRight((details.Length + 3) / 4 * 4, '=')));
        Assert.Equal(9, status.Code);
    }

    [Fact]
    public async Task Preflight_is_answered()
    {
        using var request = new HttpRequestMessage(HttpMethod.Options, "/ledger.interop.v1.Interop/Echo");
        request.Headers.Add("Origin", "http://page.example");
        request.Headers.Add("Access-Control-Request-Method", "POST");
        request.Headers.Add("Access-Control-Request-Headers", "content-type,x-grpc-web");
        using var response = await _http.SendAsync(request);
        Assert.Equal("*", Header(response, "Access-Control-Allow-Origin"));
        Assert.Contains("x-grpc-web", Header(response, "Access-Control-Allow-Headers"), StringComparison.OrdinalIgnoreCase);
    }

    [Theory]
    [InlineData(Binary)]
    [InlineData(Text)]
    public async Task Deadline_ends_the_call_with_its_status(string mediaType)
    {
        using var response = await PostAsync(
            "Slow", mediaType, [("grpc-timeout", "300m")], new SlowRequest { Milliseconds = 30_000, Key = mediaType });
        var body = await ReadAsync(response, mediaType);
        Assert.Empty(body.Messages);
        Assert.Equal("4", body.Trailers["grpc-status"]);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(10_000)]
    public async Task Compressed_answer_is_a_valid_gzip_stream(int length)
    {
        using var response = await PostAsync(
            "Echo", Binary, [("grpc-accept-encoding", "gzip")], new EchoRequest { Payload = ByteString.CopyFrom(new byte[length]) });
        var frame = Assert.Single((await ReadAsync(response, Binary)).Messages);
        Assert.Equal("gzip", Header(response, "grpc-encoding"));
        Assert.True(frame.Compressed);
        Assert.True(frame.Content.AsSpan().StartsWith(new byte[] { 0x1f, 0x8b }));
        using var gzip = new GZipStream(new MemoryStream(frame.Content), CompressionMode.Decompress);
        Assert.Equal(length, EchoResponse.Parser.ParseFrom(gzip).Payload.Length);
    }

    [Fact]
    public async Task Text_request_is_read()
    {
        var frame = WebFrames.Frames(new EchoRequest { Payload = ByteString.CopyFrom(new byte[10_000]) });
        using var response = await SendAsync("Echo", Text, [], Encoding.ASCII.GetBytes(Convert.ToBase64String(frame)));
        var message = Assert.Single((await ReadAsync(response, Text)).Messages);
        Assert.Equal(10_000, EchoResponse.Parser.ParseFrom(message.Content).Payload.Length);
    }

    [Theory]
    [InlineData("AAAA!AAA")]
    [InlineData("AAAAA")]
    public async Task Text_request_that_is_no_base64_fails(string text)
    {
        using var response = await SendAsync("Echo", Text, [], Encoding.ASCII.GetBytes(text));
        var body = await ReadAsync(response, Text);
        Assert.Empty(body.Messages);
        Assert.NotEqual("0", body.Trailers.GetValueOrDefault("grpc-status") ?? Header(response, "grpc-status"));
    }

    [Fact]
    public async Task Grpc_itself_is_still_refused_over_http_1()
    {
        using var response = await SendAsync("Echo", "application/grpc", [], WebFrames.Frames(new EchoRequest()));
        Assert.Equal(System.Net.HttpStatusCode.UpgradeRequired, response.StatusCode);
    }

    public void Dispose() => _http.Dispose();

    private static string Header(HttpResponseMessage response, string name) =>
        Assert.Single(response.Headers.TryGetValues(name, out var values) ? values : []);

    private static async Task<WebFrames> ReadAsync(HttpResponseMessage response, string mediaType)
    {
        Assert.Equal(System.Net.HttpStatusCode.OK, response.StatusCode);
        Assert.StartsWith(mediaType.Split('+')[0], response.Content.Headers.ContentType!.MediaType!, StringComparison.Ordinal);
        return WebFrames.Parse(mediaType == Text
            ? WebFrames.FromText(await response.Content.ReadAsStringAsync())
            : await response.Content.ReadAsByteArrayAsync());
    }

    private Task<HttpResponseMessage> PostAsync(
        string method, string mediaType, (string Name, string Value)[] headers, IMessage message)
    {
        var frames = WebFrames.Frames(message);
        return SendAsync(method, mediaType, headers, mediaType == Text ? Encoding.ASCII.GetBytes(Convert.ToBase64String(frames)) : frames);
    }

    private async Task<HttpResponseMessage> SendAsync(
        string method, string mediaType, (string Name, string Value)[] headers, byte[] body)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, $"/ledger.interop.v1.Interop/{method}");
        request.Content = new ByteArrayContent(body);
        request.Content.Headers.ContentType = MediaTypeHeaderValue.Parse(mediaType);
        request.Headers.Add("Accept", mediaType);
        request.Headers.Add("X-Grpc-Web", "1");
        foreach (var (name, value) in headers)
        {
            request.Headers.Add(name, value);
        }

        return await _http.SendAsync(request);
    }
}
