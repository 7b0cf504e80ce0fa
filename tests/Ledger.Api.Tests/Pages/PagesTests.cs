using System.Buffers.Binary;
using System.Net;
using System.Net.Http.Headers;
using Ledger.Host;
using Ledger.Protocol;
using Ledger.Protocol.V1;

namespace Ledger.Api.Tests.Pages;

/// <summary>What browsers are served beside gRPC-Web: the pages of one folder, the chain's genesis file, and nothing else.</summary>
public sealed class PagesTests(ServedPages served) : IClassFixture<ServedPages>
{
    private const string Policy =
        "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; img-src 'self' data: blob:; font-src 'self'; " +
        "connect-src 'self'; worker-src 'self'; manifest-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    [Fact]
    public async Task Until_the_pages_are_built_the_node_says_what_it_waits_for_and_then_it_serves_them()
    {
        await using var pages = new ServedPages();
        await pages.InitializeAsync();
        foreach (var path in (string[])["/", "/blocks/7", "/assets/index-1a2b.js", "/sw.js"])
        {
            using var waits = await pages.Http.GetAsync(path);
            Assert.Equal(HttpStatusCode.ServiceUnavailable, waits.StatusCode);
            Assert.Equal("3", Header(waits, "Retry-After"));
            var words = await waits.Content.ReadAsStringAsync();
            Assert.Contains("正在等待", words, StringComparison.Ordinal);
            Assert.Contains("waits until index.html is built", words, StringComparison.Ordinal);
            HasPageHeaders(waits);
        }

        using (var genesis = await pages.Http.GetAsync("/genesis.json"))
        {
            Assert.Equal(HttpStatusCode.OK, genesis.StatusCode);
        }

        pages.Build();
        Assert.Equal(ServedPages.Index, await pages.Http.GetStringAsync("/"));
        Directory.Delete(pages.Root, recursive: true); // it is built anew
        using var again = await pages.Http.GetAsync("/");
        Assert.Equal(HttpStatusCode.ServiceUnavailable, again.StatusCode);
    }

    [Theory]
    [InlineData("/")]
    [InlineData("/blocks")]
    [InlineData("/sections/E4404000001/7/ab12")]
    [InlineData("/搜索/珠海")]
    [InlineData("/ledger.v1.LedgerNode/NoSuchMethod")]
    public async Task Every_address_within_the_application_is_its_first_page(string path)
    {
        using var answer = await GetAsync(path);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal(ServedPages.Index, await answer.Content.ReadAsStringAsync());
        Assert.Equal("text/html; charset=utf-8", answer.Content.Headers.ContentType!.ToString());
        Assert.Equal("no-cache", Header(answer, "Cache-Control"));
        HasPageHeaders(answer);
    }

    [Theory]
    [InlineData("/assets/index-1a2b.js", "text/javascript; charset=utf-8")]
    [InlineData("/sw.js", "text/javascript; charset=utf-8")]
    [InlineData("/page.css", "text/css; charset=utf-8")]
    [InlineData("/app.webmanifest", "application/manifest+json")]
    [InlineData("/logo.svg", "image/svg+xml")]
    [InlineData("/logo.png", "image/png")]
    [InlineData("/core.wasm", "application/wasm")]
    [InlineData("/font.woff2", "font/woff2")]
    [InlineData("/tokens.json", "application/json")]
    public async Task A_file_has_its_type_and_only_a_hashed_name_is_kept_for_ever(string path, string type)
    {
        using var answer = await GetAsync(path);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal(type, answer.Content.Headers.ContentType!.ToString());
        Assert.Equal(
            path.StartsWith("/assets/", StringComparison.Ordinal) ? "public, max-age=31536000, immutable" : "no-cache",
            Header(answer, "Cache-Control"));
        HasPageHeaders(answer);
        using var head = await served.Http.SendAsync(new HttpRequestMessage(HttpMethod.Head, path));
        Assert.Equal((HttpStatusCode.OK, 0), (head.StatusCode, (await head.Content.ReadAsByteArrayAsync()).Length));
        Assert.Equal(answer.Headers.ETag, head.Headers.ETag);
    }

    [Fact]
    public async Task A_tag_is_of_the_content_and_not_of_time_and_length()
    {
        await using var pages = new ServedPages();
        await pages.InitializeAsync();
        pages.Build();
        using var first = await pages.Http.GetAsync("/");
        using var same = new HttpRequestMessage(HttpMethod.Get, "/blocks") { Headers = { IfNoneMatch = { first.Headers.ETag! } } };
        using var unchanged = await pages.Http.SendAsync(same);
        Assert.Equal(HttpStatusCode.NotModified, unchanged.StatusCode);
        HasPageHeaders(unchanged);

        // A node that starts again finds another build of the same length, made at the same time of a reproducible build.
        var index = Path.Combine(pages.Root, "index.html");
        var writtenAt = File.GetLastWriteTimeUtc(index);
        await File.WriteAllTextAsync(index, ServedPages.Index.Replace('链', '账'));
        File.SetLastWriteTimeUtc(index, writtenAt);
        await using var restarted = await ServedNode.StartAsync(new NodeServerOptions { WebPort = 0, WebRoot = pages.Root });
        using var http = new HttpClient { BaseAddress = restarted.WebAddress };
        using var other = new HttpRequestMessage(HttpMethod.Get, "/") { Headers = { IfNoneMatch = { first.Headers.ETag! } } };
        using var changed = await http.SendAsync(other);
        Assert.Equal(HttpStatusCode.OK, changed.StatusCode);
        Assert.Contains("账", await changed.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("gzip", true)]
    [InlineData("br, gzip;q=0.5", true)]
    [InlineData("gzip;q=0", false)]
    [InlineData("br", false)]
    [InlineData(null, false)]
    public async Task A_packed_sibling_is_sent_to_those_who_take_it(string? accepted, bool isPacked)
    {
        var answer = await GetAsync("/assets/index-1a2b.js", accepted);
        Assert.Equal(isPacked ? ["gzip"] : [], answer.Content.Headers.ContentEncoding);
        Assert.Equal("text/javascript; charset=utf-8", answer.Content.Headers.ContentType!.ToString());
        Assert.Equal("Accept-Encoding", Header(answer, "Vary"));
        var bytes = await answer.Content.ReadAsByteArrayAsync();
        Assert.Equal(isPacked, bytes is [0x1f, 0x8b, ..]);
        Assert.Empty((await GetAsync("/assets/alone-3c4d.js", accepted)).Content.Headers.ContentEncoding);
    }

    [Theory]
    [InlineData("/secret.json")]
    [InlineData("/../secret.json")]
    [InlineData("/assets/../../secret.json")]
    [InlineData("/%2e%2e/secret.json")]
    [InlineData("/..%2fsecret.json")]
    [InlineData("/assets/..%5c..%5csecret.json")]
    [InlineData("/..\\secret.json")]
    [InlineData("//secret.json")]
    [InlineData("/./.env.json")]
    [InlineData("/.env.json")]
    [InlineData("/.git/config.json")]
    [InlineData("/link.json")]
    [InlineData("/linked/secret.json")]
    [InlineData("/key.pem")]
    [InlineData("/large.png")]
    [InlineData("/assets/index-1a2b.js.gz")]
    [InlineData("/assets/none-5e6f.js")]
    [InlineData("/assets/nothing")]
    [InlineData("/assets/index-1a2b.js%00.png")]
    [InlineData("/assets/index-1a2b.js/")]
    public async Task What_is_no_plain_file_of_the_folder_is_not_there(string target)
    {
        served.Build();
        var answer = await served.RawAsync(target);
        Assert.Matches("^HTTP/1.1 40[04] ", answer);
        Assert.DoesNotContain(ServedPages.Secret, answer, StringComparison.Ordinal);
        Assert.DoesNotContain(ServedPages.Script, answer, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_path_too_long_is_not_there_and_no_fault()
    {
        using var answer = await GetAsync($"/{string.Join('/', Enumerable.Repeat("a", 2_000))}.js");
        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        HasPageHeaders(answer);
    }

    [Theory]
    [InlineData("POST")]
    [InlineData("PUT")]
    [InlineData("DELETE")]
    [InlineData("OPTIONS")]
    [InlineData("TRACE")]
    public async Task Pages_are_only_read(string method)
    {
        served.Build();
        using var answer = await served.Http.SendAsync(new HttpRequestMessage(new HttpMethod(method), "/sw.js"));
        Assert.Equal(HttpStatusCode.MethodNotAllowed, answer.StatusCode);
        Assert.Equal(["GET", "HEAD"], answer.Content.Headers.Allow);
        HasPageHeaders(answer);
    }

    [Fact]
    public async Task The_genesis_file_comes_byte_for_byte_and_makes_the_chains_id()
    {
        using var answer = await GetAsync("/genesis.json");
        var bytes = await answer.Content.ReadAsByteArrayAsync();
        Assert.Equal(served.Node.Seed.Genesis.ChainId, GenesisFile.Parse(bytes).ChainId);
        Assert.Equal("application/json", answer.Content.Headers.ContentType!.ToString());
        Assert.Equal("no-cache", Header(answer, "Cache-Control"));
        Assert.Equal($"\"{served.Node.Seed.Genesis.ChainId}\"", answer.Headers.ETag!.Tag);
        HasPageHeaders(answer);
    }

    [Fact]
    public async Task gRPC_Web_is_called_on_the_same_port_and_a_method_is_no_page()
    {
        const string method = "/ledger.v1.LedgerNode/GetStatus";
        using var content = new ByteArrayContent(new byte[5]); // an empty message, framed
        content.Headers.ContentType = MediaTypeHeaderValue.Parse("application/grpc-web+proto");
        using var called = await served.Http.PostAsync(method, content);
        var answer = await called.Content.ReadAsByteArrayAsync();
        var length = (int)BinaryPrimitives.ReadUInt32BigEndian(answer.AsSpan(1));
        var status = NodeStatus.Parser.ParseFrom(answer.AsSpan(5, length));
        Assert.Equal(served.Node.Seed.Genesis.ChainId.ToArray(), status.ChainId.ToByteArray());

        served.Build();
        using var got = await served.Http.GetAsync(method);
        Assert.Equal(HttpStatusCode.MethodNotAllowed, got.StatusCode);
        Assert.Equal(["POST"], got.Content.Headers.Allow);
        Assert.DoesNotContain("<title>", await got.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        HasPageHeaders(got);
    }

    [Theory]
    [InlineData("/")]
    [InlineData("/sw.js")]
    [InlineData("/genesis.json")]
    public async Task The_port_of_gRPC_serves_no_page(string path)
    {
        served.Build();
        using var http = new HttpClient { BaseAddress = served.Node.Address };
        using var request = new HttpRequestMessage(HttpMethod.Get, path)
        {
            Version = HttpVersion.Version20,
            VersionPolicy = HttpVersionPolicy.RequestVersionExact,
        };
        using var answer = await http.SendAsync(request);
        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        Assert.Empty(await answer.Content.ReadAsByteArrayAsync());
    }

    [Fact]
    public async Task Pages_without_a_port_for_browsers_are_a_fault() =>
        Assert.Contains(
            "web_root: pages are served on web_port",
            (await Assert.ThrowsAsync<ArgumentException>(() => ServedNode.StartAsync(new NodeServerOptions { WebRoot = "pages" }))).Message,
            StringComparison.Ordinal);

    private async Task<HttpResponseMessage> GetAsync(string path, string? accepted = null)
    {
        served.Build();
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        if (accepted is not null)
        {
            request.Headers.TryAddWithoutValidation("Accept-Encoding", accepted);
        }

        return await served.Http.SendAsync(request);
    }

    private static void HasPageHeaders(HttpResponseMessage answer)
    {
        Assert.Equal(Policy, Header(answer, "Content-Security-Policy"));
        Assert.Equal("nosniff", Header(answer, "X-Content-Type-Options"));
        Assert.Equal("no-referrer", Header(answer, "Referrer-Policy"));
        Assert.Equal("same-origin", Header(answer, "Cross-Origin-Opener-Policy"));
        Assert.Equal("same-origin", Header(answer, "Cross-Origin-Resource-Policy"));
        var device = Header(answer, "Permissions-Policy").Split(", ");
        Assert.Equal("camera=(self)", Assert.Single(device, one => !one.EndsWith("=()", StringComparison.Ordinal)));
        Assert.False(answer.Headers.Contains("Server"));
    }

    private static string Header(HttpResponseMessage answer, string name) =>
        Assert.Single(answer.Headers.TryGetValues(name, out var values) ? values : []);
}
