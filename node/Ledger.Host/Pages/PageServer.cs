using Ledger.Protocol;
using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;

namespace Ledger.Host.Pages;

/// <summary>
/// Serves a folder of pages on the port for browsers, beside gRPC-Web and on the same origin: the files, <c>index.html</c> for every
/// address within the application, and the chain's genesis file byte for byte, since the chain's id is a hash of these bytes. Whoever
/// asks gets them: they hold nothing of the chain but how it began; what the pages then call passes the access gate like any caller's.
/// </summary>
/// <param name="root">The folder, which need not be there yet.</param>
/// <param name="genesis">The chain's genesis.</param>
/// <param name="methods">The gRPC methods that are served here, which are no pages.</param>
internal sealed class PageServer(string root, GenesisFile genesis, IEnumerable<string> methods)
{
    private const string GenesisPath = $"/{PageBuild.Genesis}";
    private const string Hashed = "/assets/";
    private const string Gzip = "gzip";
    private const int WaitSeconds = 3;

    private const string Waiting =
        "页面尚未就绪：本节点正在等待其页面目录中的 index.html 构建完成，数秒后自动重试。\n" +
        "The pages are not ready: this node waits until index.html is built in its folder of pages, and asks again by itself in seconds.\n";

    private const string Missing = "此处没有这个文件；请从首页 / 进入。\nThere is no such file here; begin at the first page, /.\n";
    private const string ReadOnly = "页面只能读取（GET、HEAD）。\nPages are only read (GET, HEAD).\n";

    private const string Method =
        "这是 gRPC 方法而非页面，请以 gRPC-Web（POST）调用。\nThis is a gRPC method and no page: call it by gRPC-Web (POST).\n";

    private readonly PageFolder _folder = new(root);
    private readonly PageTags _tags = new();
    private readonly HashSet<string> _methods = [.. methods];
    private readonly EntityTagHeaderValue _genesisTag = new($"\"{genesis.ChainId}\"");

    /// <summary>Answers a browser that asks for a page, and leaves everything else to what comes next.</summary>
    internal async Task ServeAsync(HttpContext context, RequestDelegate next)
    {
        // What has an endpoint is a call of gRPC.
        if (context.Features.Get<WebConnection>() is null || context.GetEndpoint() is not null)
        {
            await next(context).ConfigureAwait(false);
            return;
        }

        PageHeaders.Put(context.Response.Headers);
        var path = context.Request.Path.Value ?? "/";
        var answer = _methods.Contains(path) ? RefuseAsync(context, "POST", Method)
            : !HttpMethods.IsGet(context.Request.Method) && !HttpMethods.IsHead(context.Request.Method)
                ? RefuseAsync(context, "GET, HEAD", ReadOnly)
            : path == GenesisPath
                ? TypedResults.Bytes(genesis.FileBytes, PageKinds.Json, entityTag: _genesisTag).ExecuteAsync(context)
            : AnswerAsync(context, path);
        await answer.ConfigureAwait(false);
    }

    private static Task RefuseAsync(HttpContext context, string allowed, string words)
    {
        context.Response.Headers.Allow = allowed;
        return SayAsync(context, StatusCodes.Status405MethodNotAllowed, words);
    }

    private async Task AnswerAsync(HttpContext context, string path)
    {
        if (_folder.Find(PageBuild.Index) is not { } index)
        {
            await WaitAsync(context).ConfigureAwait(false);
            return;
        }

        var file = IsWithinApplication(path) ? index : _folder.Find(path[1..]);
        if (file is null || PageKinds.TypeOf(file.Name) is not { } type)
        {
            await SayAsync(context, StatusCodes.Status404NotFound, Missing).ConfigureAwait(false);
            return;
        }

        try
        {
            await SendAsync(context, file, type, path.StartsWith(Hashed, StringComparison.Ordinal)).ConfigureAwait(false);
        }
        catch (IOException) when (!context.Response.HasStarted && !context.RequestAborted.IsCancellationRequested)
        {
            // It was there a moment ago: the folder is being built anew.
            PageHeaders.Put(context.Response.Headers);
            await WaitAsync(context).ConfigureAwait(false);
        }
    }

    // /section/E4404… is an address that the pages read themselves; what names a file has an ending.
    private static bool IsWithinApplication(string path) =>
        !path.StartsWith(Hashed, StringComparison.Ordinal) && !path.AsSpan(path.LastIndexOf('/') + 1).Contains('.');

    private async Task SendAsync(HttpContext context, FileInfo file, string type, bool isHashed)
    {
        var packed = _folder.Find($"{Path.GetRelativePath(_folder.Root, file.FullName)}{PageBuild.Packed}");
        var sent = packed is not null && TakesGzip(context.Request) ? packed : file;
        var tag = await _tags.OfAsync(sent, context.RequestAborted).ConfigureAwait(false);
        var headers = context.Response.Headers;
        headers.Vary = HeaderNames.AcceptEncoding;
        if (isHashed)
        {
            headers.CacheControl = PageHeaders.Unchanging;
        }

        if (sent == packed)
        {
            headers.ContentEncoding = Gzip;
        }

        await TypedResults.PhysicalFile(sent.FullName, type, entityTag: tag).ExecuteAsync(context).ConfigureAwait(false);
    }

    private static bool TakesGzip(HttpRequest request) =>
        request.GetTypedHeaders().AcceptEncoding.Any(one => one.Value == Gzip && one.Quality is not 0);

    private static Task WaitAsync(HttpContext context)
    {
        context.Response.Headers.ContentEncoding = default;
        context.Response.Headers.RetryAfter = $"{WaitSeconds}";
        context.Response.Headers["Refresh"] = $"{WaitSeconds}"; // browsers know Retry-After only as a word
        return SayAsync(context, StatusCodes.Status503ServiceUnavailable, Waiting);
    }

    private static Task SayAsync(HttpContext context, int status, string words) =>
        TypedResults.Text(words, "text/plain; charset=utf-8", statusCode: status).ExecuteAsync(context);
}
