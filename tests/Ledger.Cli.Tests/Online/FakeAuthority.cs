using System.Collections.Concurrent;
using Ledger.OnlineChecks;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Ledger.Cli.Tests.Online;

/// <summary>An authority's online service, real HTTP on loopback, that answers as a test says.</summary>
internal sealed class FakeAuthority : IAsyncDisposable
{
    private readonly WebApplication _app;

    private FakeAuthority(WebApplication app) => _app = app;

    /// <summary>What it was asked, in order.</summary>
    internal ConcurrentQueue<byte[]> Questions { get; } = new();

    /// <summary>How it answers a question: by default not at all.</summary>
    internal Func<byte[], HttpContext, Task> Answer { get; set; } = (_, context) => Silent(context);

    internal Uri Address { get; private set; } = null!;

    internal static async Task<FakeAuthority> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var fake = new FakeAuthority(builder.Build());
        fake._app.Map("/{**path}", fake.HandleAsync);
        await fake._app.StartAsync();
        fake.Address = new Uri(fake._app.Urls.Single() + "/check");
        return fake;
    }

    /// <summary>Answers with bytes of the right media type.</summary>
    internal static Task SendAsync(HttpContext context, byte[] bytes)
    {
        context.Response.ContentType = HttpAuthority.MediaType;
        return context.Response.Body.WriteAsync(bytes).AsTask();
    }

    /// <summary>Answers with a status alone.</summary>
    internal static Task StatusAsync(HttpContext context, int status)
    {
        context.Response.StatusCode = status;
        return Task.CompletedTask;
    }

    public async ValueTask DisposeAsync() => await _app.DisposeAsync();

    private async Task HandleAsync(HttpContext context)
    {
        using var body = new MemoryStream();
        await context.Request.Body.CopyToAsync(body);
        Questions.Enqueue(body.ToArray());
        await Answer(body.ToArray(), context);
    }

    // Until who asked has hung up.
    private static async Task Silent(HttpContext context)
    {
        var gone = new TaskCompletionSource();
        await using var registration = context.RequestAborted.Register(gone.SetResult);
        await gone.Task;
    }
}
