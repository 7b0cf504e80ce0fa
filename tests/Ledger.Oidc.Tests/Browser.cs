using System.Net;
using System.Text.RegularExpressions;
using System.Web;
using Ledger.Phone;
using Ledger.Phone.Tests;

namespace Ledger.Oidc.Tests;

/// <summary>A browser: cookies, redirects, forms that send themselves, and nothing else.</summary>
internal sealed partial class Browser : IDisposable
{
    private readonly HttpClient _http;

    internal Browser() => _http = new HttpClient(
        new SocketsHttpHandler { CookieContainer = Cookies, AllowAutoRedirect = false, UseProxy = false });

    internal CookieContainer Cookies { get; } = new();

    /// <summary>Fetches, and follows redirects until one leads to <paramref name="stopAt"/>, which is then what it gives.</summary>
    internal async Task<Page> GoAsync(string address, string? stopAt = null)
    {
        var response = await _http.GetAsync(new Uri(address));
        return await FollowAsync(response, stopAt);
    }

    internal async Task<Page> PostAsync(string address, params (string Name, string Value)[] form)
    {
        using var content = new FormUrlEncodedContent(form.Select(one => KeyValuePair.Create(one.Name, one.Value)));
        return await FollowAsync(await _http.PostAsync(new Uri(address), content), stopAt: null);
    }

    /// <summary>The person logs in with the phone: scans what the page shows, types the number, and comes back.</summary>
    internal async Task<Page> LogInAsync(Provider provider, Page page, string? stopAt = null, PhoneVault? vault = null)
    {
        var session = await provider.ScanAsync(page.QrText, vault);
        var scanned = await GoAsync($"{provider.Issuer}/login?seen=pending");
        await session.ConfirmAsync(scanned.Number, RunningConsortium.Pin);
        return await WaitAsync(provider, stopAt);
    }

    /// <summary>Has the login page renewed, as its refresh does, until it says something else than that it waits.</summary>
    internal async Task<Page> WaitAsync(Provider provider, string? stopAt = null)
    {
        while (true)
        {
            var page = await GoAsync($"{provider.Issuer}/login?seen=scanned", stopAt);
            if (!page.Body.Contains("http-equiv=\"refresh\"", StringComparison.Ordinal))
            {
                return page;
            }
        }
    }

    public void Dispose() => _http.Dispose();

    private async Task<Page> FollowAsync(HttpResponseMessage response, string? stopAt)
    {
        while (true)
        {
            var address = response.RequestMessage!.RequestUri!;
            var body = await response.Content.ReadAsStringAsync();
            using var last = response;
            if (response.Headers.Location is { } location)
            {
                var next = new Uri(address, location);
                if (stopAt is not null && next.AbsoluteUri.StartsWith(stopAt, StringComparison.Ordinal))
                {
                    return new Page(next, (int)response.StatusCode, body, response);
                }

                response = await _http.GetAsync(next);
            }
            else if (stopAt is null && body.Contains("name=\"form\"", StringComparison.Ordinal)
                && FormAction().Match(body) is { Success: true } action)
            {
                var fields = Field().Matches(body).Select(field => KeyValuePair.Create(
                    HttpUtility.HtmlDecode(field.Groups[1].Value), HttpUtility.HtmlDecode(field.Groups[2].Value)));
                using var content = new FormUrlEncodedContent(fields);
                response = await _http.PostAsync(new Uri(HttpUtility.HtmlDecode(action.Groups[1].Value)), content);
            }
            else
            {
                return new Page(address, (int)response.StatusCode, body, response);
            }
        }
    }

    [GeneratedRegex("<form[^>]*action=\"([^\"]*)\"")]
    private static partial Regex FormAction();

    [GeneratedRegex("name=\"([^\"]*)\" value=\"([^\"]*)\"")]
    private static partial Regex Field();
}

/// <summary>Where a browser came to.</summary>
internal sealed partial record Page(Uri Address, int Status, string Body, HttpResponseMessage Response)
{
    internal string QrText => HttpUtility.HtmlDecode(Qr().Match(Body).Groups[1].Value);

    internal uint Number => uint.Parse(Shown().Match(Body).Groups[1].Value, System.Globalization.CultureInfo.InvariantCulture);

    internal string FormToken => Token().Match(Body).Groups[1].Value;

    internal string? Query(string name) => HttpUtility.ParseQueryString(Address.Query)[name];

    internal string Header(string name) => string.Join(", ", Response.Headers.GetValues(name));

    [GeneratedRegex("<code id=\"qr\">([^<]+)</code>")]
    private static partial Regex Qr();

    [GeneratedRegex("class=\"number\">(\\d\\d)<")]
    private static partial Regex Shown();

    [GeneratedRegex("name=\"token\" value=\"([0-9a-f]+)\"")]
    private static partial Regex Token();
}
