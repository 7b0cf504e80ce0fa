using System.Net;
using System.Net.Http.Headers;
using System.Net.Security;

namespace Ledger.Api.Tests.Access;

/// <summary>
/// The port for browsers over TLS: HTTP/2 where both sides can, since six connections are all that a browser makes to an origin over
/// HTTP/1.1, and a stream keeps one.
/// </summary>
public sealed class WebOverTlsTests(AccessTests.ServedOverTls served) : IClassFixture<AccessTests.ServedOverTls>
{
    private const int BrowsersConnections = 6;

    [Theory]
    [InlineData("2.0", HttpVersionPolicy.RequestVersionExact)]
    [InlineData("1.1", HttpVersionPolicy.RequestVersionExact)]
    public async Task Both_versions_are_served_by_what_the_browser_can(string version, HttpVersionPolicy policy)
    {
        using var http = NewClient();
        using var answer = await CallAsync(http, "GetStatus", new byte[5], Version.Parse(version), policy);
        Assert.Equal((HttpStatusCode.OK, Version.Parse(version)), (answer.StatusCode, answer.Version));
        Assert.NotEmpty(await answer.Content.ReadAsByteArrayAsync());
    }

    [Fact]
    public async Task More_streams_than_a_browser_has_connections_do_not_stop_a_page()
    {
        using var http = NewClient();
        var watches = new List<HttpResponseMessage>();
        for (var i = 0; i < BrowsersConnections + 2; i++)
        {
            watches.Add(await CallAsync(
                http, "/grpc.health.v1.Health/Watch", new byte[5], HttpVersion.Version20, HttpVersionPolicy.RequestVersionExact));
        }

        using var answer = await CallAsync(
            http, "GetStatus", new byte[5], HttpVersion.Version20, HttpVersionPolicy.RequestVersionExact);
        Assert.NotEmpty(await answer.Content.ReadAsByteArrayAsync());
        Assert.All(watches, watch => Assert.Equal(HttpStatusCode.OK, watch.StatusCode)); // they are open still
        watches.ForEach(watch => watch.Dispose());
    }

    [Fact]
    public async Task A_browser_is_asked_for_no_certificate_so_that_a_named_one_is_not_shown_and_the_gate_stays_shut()
    {
        using var http = NewClient();
        using var answer = await CallAsync(http, "GetBlock", new byte[5], HttpVersion.Version20, HttpVersionPolicy.RequestVersionExact);
        Assert.Equal("16", Assert.Single(answer.Headers.GetValues("grpc-status"))); // UNAUTHENTICATED: reads are closed to strangers
    }

    private HttpClient NewClient() => new(new SocketsHttpHandler
    {
        MaxConnectionsPerServer = 1,
        SslOptions = new SslClientAuthenticationOptions
        {
            LocalCertificateSelectionCallback = (_, _, _, _, _) => served.Named,
            RemoteCertificateValidationCallback = (_, shown, _, _) => shown!.GetCertHashString() == served.Tls.GetCertHashString(),
        },
    })
    {
        BaseAddress = served.Node.WebAddress,
    };

    private static Task<HttpResponseMessage> CallAsync(
        HttpClient http, string method, byte[] frame, Version version, HttpVersionPolicy policy)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, method.StartsWith('/') ? method : $"/ledger.v1.LedgerNode/{method}")
        {
            Version = version,
            VersionPolicy = policy,
            Content = new ByteArrayContent(frame),
        };
        request.Content.Headers.ContentType = MediaTypeHeaderValue.Parse("application/grpc-web+proto");
        return http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
    }
}
