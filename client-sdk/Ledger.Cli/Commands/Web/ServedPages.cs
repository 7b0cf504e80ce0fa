using System.IO.Compression;
using System.Net;
using System.Net.Http.Headers;
using Ledger.Crypto;
using Ledger.Protocol;

namespace Ledger.Cli.Commands.Web;

/// <summary>
/// Pages at an address, fetched as a browser fetches them and as one does that takes no packed forms: a node could send another content
/// in one of the two.
/// </summary>
internal sealed class ServedPages : IDisposable
{
    private const string Gzip = "gzip";
    private readonly Uri _address;
    private readonly HttpClient _http;
    private readonly IHasher _hasher;
    private readonly Digest _genesis;

    private static (string English, string Chinese) Other => ("another content is served than was built", "所提供的内容与构建不同");

    internal ServedPages(Invocation invocation, Uri address)
    {
        _address = address;
        _hasher = invocation.Genesis.Hasher;
        _genesis = PageBuild.ContentOf(_hasher, invocation.Genesis.FileBytes.Span);
        var handler = invocation.Pinned?.Invoke(address) ?? new SocketsHttpHandler();
        if (handler is SocketsHttpHandler sockets)
        {
            sockets.AllowAutoRedirect = false; // a browser that is led elsewhere shows another's pages
        }

        // Answers are read whole within the time and the size, so that one that never ends ends.
        _http = new HttpClient(handler)
        {
            Timeout = invocation.Context.Patience,
            MaxResponseContentBufferSize = PageBuild.FileBytesMax,
        };
    }

    /// <summary>What is served otherwise than it was built, a sentence each.</summary>
    /// <exception cref="CliException">Nobody answers there.</exception>
    internal async Task<List<(string English, string Chinese)>> CompareAsync(BuiltPages build, CancellationToken cancellationToken)
    {
        var index = build.Files.First(file => file.Path == PageBuild.Index).Content;
        var faults = new List<(string English, string Chinese)>();
        foreach (var (path, content) in build.Files.Prepend(new PageFile("", index)).Append(new PageFile(PageBuild.Genesis, _genesis)))
        {
            foreach (var accepted in (string[])[Gzip, "identity"])
            {
                if (await FaultOfAsync(path, content, accepted, cancellationToken) is { } fault)
                {
                    faults.Add(($"/{path}: {fault.English}", $"/{path}：{fault.Chinese}"));
                    break;
                }
            }
        }

        return faults;
    }

    public void Dispose() => _http.Dispose();

    private async Task<(string English, string Chinese)?> FaultOfAsync(
        string path, Digest content, string accepted, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(_address, $"/{path}"));
        request.Headers.AcceptEncoding.Add(new StringWithQualityHeaderValue(accepted));
        try
        {
            using var answer = await _http.SendAsync(request, cancellationToken);
            if (answer.StatusCode != HttpStatusCode.OK)
            {
                return ($"the answer is {(int)answer.StatusCode}", $"应答为 {(int)answer.StatusCode}");
            }

            await using var body = await answer.Content.ReadAsStreamAsync(cancellationToken);
            return Read(body, answer.Content.Headers.ContentEncoding) is { } served && PageBuild.ContentOf(_hasher, served) == content
                ? null
                : Other;
        }
        catch (Exception e) when (
            e is InvalidDataException or HttpRequestException { HttpRequestError: HttpRequestError.ConfigurationLimitExceeded })
        {
            return Other; // not packed at all, or larger than anything that was built
        }
        catch (Exception e) when (e is HttpRequestException or IOException ||
            (e is TaskCanceledException && !cancellationToken.IsCancellationRequested))
        {
            throw new CliException(
                ExitCode.Unreachable,
                $"{_address} does not answer a browser: {(e.InnerException ?? e).Message} What to do: give the address of the node's " +
                "port for browsers (web_port).",
                $"{_address} 未应答浏览器请求：{(e.InnerException ?? e).Message} 请给出节点面向浏览器的端口（web_port）地址。");
        }
    }

    private static byte[]? Read(Stream body, ICollection<string> encodings)
    {
        if (encodings.Count == 0)
        {
            return BoundedRead.All(body);
        }

        using var gzip = encodings.All(one => one == Gzip) && encodings.Count == 1
            ? new GZipStream(body, CompressionMode.Decompress)
            : throw new InvalidDataException();
        return BoundedRead.All(gzip);
    }
}
