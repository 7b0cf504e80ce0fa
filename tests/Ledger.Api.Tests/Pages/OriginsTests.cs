using System.Net;
using System.Net.Http.Headers;
using Ledger.Host;

namespace Ledger.Api.Tests.Pages;

/// <summary>Which pages of other servers may call a node from a browser: those that its operator named, word for word.</summary>
public sealed class OriginsTests(ServedPages served) : IClassFixture<ServedPages>
{
    private const string Method = "/ledger.v1.LedgerNode/GetStatus";
    private const string Allowed = "Access-Control-Allow-Origin";

    [Theory]
    [InlineData(ServedPages.Portal, true)]
    [InlineData("http://portal.example", false)]
    [InlineData("https://portal.example:8443", false)]
    [InlineData("https://www.portal.example", false)]
    [InlineData("https://portal.example.attacker.example", false)]
    [InlineData("null", false)]
    public async Task A_browser_that_asks_first_hears_yes_for_a_named_origin_alone(string origin, bool isNamed)
    {
        using var answer = await AskAsync(origin, Method, "content-type,x-grpc-web,x-user-agent,grpc-timeout,ledger-call-token");
        Assert.Equal(isNamed ? origin : null, Header(answer, Allowed));
        Assert.Equal(isNamed ? "POST" : null, Header(answer, "Access-Control-Allow-Methods"));
        Assert.Null(Header(answer, "Access-Control-Allow-Credentials"));
    }

    [Fact]
    public async Task A_refusal_can_be_read_by_a_named_origin()
    {
        using var answer = await CallAsync(served.Http, "/ledger.v1.LedgerNode/GetBlock", [0, 0, 0, 0, 2, 8, 99]); // of a height to come
        Assert.Equal(ServedPages.Portal, Header(answer, Allowed));
        Assert.NotEqual("0", Header(answer, "grpc-status"));
        var shown = Header(answer, "Access-Control-Expose-Headers")!.Split(',');
        Assert.Superset(new HashSet<string>(["grpc-status", "grpc-message", "grpc-status-details-bin"]), new HashSet<string>(shown));
        Assert.NotNull(Header(answer, "grpc-status-details-bin"));
    }

    [Theory]
    [InlineData("/")]
    [InlineData("/genesis.json")]
    [InlineData("/sw.js")]
    public async Task Pages_and_files_are_of_their_own_origin(string path)
    {
        served.Build();
        using var request = new HttpRequestMessage(HttpMethod.Get, path) { Headers = { { "Origin", ServedPages.Portal } } };
        using var answer = await served.Http.SendAsync(request);
        Assert.Equal((HttpStatusCode.OK, null), (answer.StatusCode, Header(answer, Allowed)));
    }

    [Fact]
    public async Task Where_none_is_named_no_origin_is_allowed()
    {
        await using var node = await ServedNode.StartAsync(new NodeServerOptions { WebPort = 0 });
        using var http = new HttpClient { BaseAddress = node.WebAddress };
        using var answer = await CallAsync(http, Method, new byte[5]);
        Assert.Equal((HttpStatusCode.OK, null), (answer.StatusCode, Header(answer, Allowed)));
    }

    [Theory]
    [InlineData("*")]
    [InlineData("null")]
    [InlineData("portal.example")]
    [InlineData("https://portal.example/")]
    [InlineData("https://Portal.example")]
    [InlineData("https://portal.example:443")]
    [InlineData("https://*.example")]
    [InlineData("https://u@portal.example")]
    [InlineData("https://门户.example")]
    [InlineData("ftp://portal.example")]
    [InlineData("file:///")]
    [InlineData("")]
    public void What_a_browser_would_not_say_is_no_origin(string text) =>
        Assert.Contains("is no origin", Assert.Single(OptionsOf(text).WebProblems()), StringComparison.Ordinal);

    [Fact]
    public void Origins_have_a_limit_and_good_ones_no_fault()
    {
        Assert.Empty(OptionsOf("https://portal.example", "http://127.0.0.1:8080", "https://xn--fiqs8s.example:8443").WebProblems());
        var many = OptionsOf([.. Enumerable.Range(0, 65).Select(i => $"https://p{i}.example")]);
        Assert.Contains("the most is 64", Assert.Single(many.WebProblems()), StringComparison.Ordinal);
    }

    private static NodeServerOptions OptionsOf(params string[] origins) => new() { WebPort = 0, WebOrigins = origins };

    private async Task<HttpResponseMessage> AskAsync(string origin, string path, string headers)
    {
        using var request = new HttpRequestMessage(HttpMethod.Options, path)
        {
            Headers =
            {
                { "Origin", origin }, { "Access-Control-Request-Method", "POST" }, { "Access-Control-Request-Headers", headers },
            },
        };
        return await served.Http.SendAsync(request);
    }

    private static async Task<HttpResponseMessage> CallAsync(HttpClient http, string path, byte[] frame)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = new ByteArrayContent(frame) };
        request.Content.Headers.ContentType = MediaTypeHeaderValue.Parse("application/grpc-web+proto");
        request.Headers.Add("Origin", ServedPages.Portal);
        return await http.SendAsync(request);
    }

    private static string? Header(HttpResponseMessage answer, string name) =>
        answer.Headers.TryGetValues(name, out var values) ? Assert.Single(values) : null;
}
