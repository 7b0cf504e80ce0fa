using System.Collections.Concurrent;
using Microsoft.Playwright;

namespace Ledger.Web.Tests;

/// <summary>Debian's chromium. Each test has a context of its own: no storage, no worker and no cache of another.</summary>
public sealed class Browser : IAsyncLifetime
{
    private IPlaywright? _playwright;
    private IBrowser? _browser;

    public async Task InitializeAsync()
    {
        _playwright = await Playwright.CreateAsync();
        _browser = await _playwright.Chromium.LaunchAsync(
            new BrowserTypeLaunchOptions { ExecutablePath = "/usr/bin/chromium", Args = ["--no-sandbox"] });
    }

    public async Task DisposeAsync()
    {
        if (_browser is not null)
        {
            await _browser.DisposeAsync();
        }

        _playwright?.Dispose();
    }

    /// <summary>A reader before an empty browser.</summary>
    /// <param name="language"><c>zh</c>, the language of the pages, or <c>en</c>.</param>
    /// <param name="dark">Whether the reader likes it dark.</param>
    internal async Task<Reader> ReaderAsync(string language = "zh", bool dark = false)
    {
        var context = await _browser!.NewContextAsync(new BrowserNewContextOptions
        {
            ViewportSize = new ViewportSize { Width = 1280, Height = 900 },
            ColorScheme = dark ? ColorScheme.Dark : ColorScheme.Light,
        });
        context.SetDefaultTimeout(20_000);
        await context.AddInitScriptAsync($"localStorage.setItem('ledger.language', '{language}')");
        return new Reader(context, await context.NewPageAsync());
    }
}

/// <summary>Somebody who looks at pages; what the browser complains of meanwhile is kept.</summary>
internal sealed class Reader : IAsyncDisposable
{
    private readonly IBrowserContext _context;
    private readonly ConcurrentQueue<string> _complaints = new();

    internal Reader(IBrowserContext context, IPage page)
    {
        _context = context;
        Page = page;
        page.Console += (_, message) =>
        {
            if (message.Type is "error" or "warning")
            {
                _complaints.Enqueue(message.Text);
            }
        };
        page.PageError += (_, error) => _complaints.Enqueue(error);
    }

    internal IPage Page { get; }

    /// <summary>Errors and warnings of the console.</summary>
    internal IReadOnlyList<string> Complaints => [.. _complaints];

    /// <summary>Opens an address and waits until a text stands there.</summary>
    internal async Task OpenAsync(Uri address, string until)
    {
        await Page.GotoAsync(address.AbsoluteUri);
        await SeesAsync(until);
    }

    /// <summary>Waits until a text stands on the page.</summary>
    internal async Task SeesAsync(string text)
    {
        try
        {
            await Page.GetByText(text).First.WaitForAsync();
        }
        catch (TimeoutException)
        {
            Assert.Fail($"'{text}' does not stand on {Page.Url}:\n{await Page.Locator("body").InnerTextAsync()}");
        }
    }

    /// <summary>All marks 证 of the page's content by their class: proven, pending, cannot, wrong.</summary>
    internal async Task<IReadOnlyList<string>> MarksAsync() =>
        await Page.Locator("main button.mark").EvaluateAllAsync<string[]>(
            "marks => marks.map(mark => mark.className.replace('mark', '').trim())");

    /// <summary>Waits until no mark of the page's content is still to be checked, and gives them all.</summary>
    internal async Task<IReadOnlyList<string>> SettledMarksAsync()
    {
        await Page.WaitForFunctionAsync(
            "() => document.querySelector('main button.mark') && !document.querySelector('main button.mark.pending, main [role=status]')");
        return await MarksAsync();
    }

    public async ValueTask DisposeAsync() => await _context.DisposeAsync();
}
