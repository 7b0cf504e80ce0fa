using System.Security.Cryptography;
using System.Text;
using Ledger.Oidc.Configuration;
using Ledger.Oidc.Keys;
using Ledger.Oidc.Logins;
using Ledger.Oidc.Pages;
using Microsoft.AspNetCore;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Http;
using OpenIddict.Abstractions;
using OpenIddict.Server.AspNetCore;
using static OpenIddict.Abstractions.OpenIddictConstants;

namespace Ledger.Oidc.Protocol;

/// <summary>The way of a browser: request, login page, back with a code.</summary>
internal sealed class LoginEndpoints(
    OidcConfiguration configuration, Centre centre, ClientRegister clients, LoginDesk desk, LoginBook book, PairwiseNames names,
    TimeProvider clock)
{
    // The SHA-256 of the script in OpenIddict's form; a test compares it.
    private const string FormPostScript = "sha256-j7OoGArf6XW6YY4cAyS3riSSvrJRqpSi1fOF9vQ5SrI=";

    // The page is held for so long at most, so that it says "scanned" at once and its seconds are never older than this.
    private static readonly TimeSpan Held = TimeSpan.FromSeconds(4);

    /// <summary>
    /// A cookie that no other host can set (RFC 6265bis §4.1.3.2), where there is TLS; on this machine alone the name goes without.
    /// </summary>
    private string CookieName => IsSecure ? "__Host-ledger-login" : "ledger-login";

    private bool IsSecure => configuration.Issuer.Scheme == Uri.UriSchemeHttps;

    /// <summary>An application's request, which OpenIddict has checked: a new login, or the end of the one that it began.</summary>
    internal async Task AuthorizeAsync(HttpContext http)
    {
        if (http.Features.Get<OpenIddictServerAspNetCoreFeature>()?.Transaction?.Response is { Error: { } error } refused)
        {
            await SayRefusedAsync(http, error, refused.ErrorDescription).ConfigureAwait(false);
            return;
        }

        var request = http.GetOpenIddictServerRequest()!;
        var query = QueryOf(request);

        // An application that takes its answer by form gets OpenIddict's, which one known line of script sends off.
        PageFrame.Guard(http, $"default-src 'none'; script-src '{FormPostScript}'; form-action {OriginOf(request)}");
        if (HttpMethods.IsPost(http.Request.Method))
        {
            Redirect(http, ProviderPaths.Authorize + query);
        }
        else if (request.HasPromptValue(PromptValues.None))
        {
            await ForbidAsync(http, Errors.LoginRequired, "Each login is agreed to on the phone: there is none without the person.")
                .ConfigureAwait(false);
        }
        else if (book.Take(Cookie(http), query) is { } login)
        {
            await FinishAsync(http, login).ConfigureAwait(false);
        }
        else
        {
            await BeginAsync(http, request, query).ConfigureAwait(false);
        }
    }

    /// <summary>The page of this browser's login; held until it says something else than the browser has.</summary>
    internal async Task ShowAsync(HttpContext http)
    {
        if (book.Find(Cookie(http)) is not { } login)
        {
            await SayAsync(
                http, StatusCodes.Status404NotFound, ("No login here", "此处没有登录"),
                (
                    "This browser has no login under way. Go back to the application and begin there.",
                    "本浏览器没有正在进行的登录，请返回应用重新开始。"))
                .ConfigureAwait(false);
            return;
        }

        if (Choose(http, login))
        {
            Redirect(http, ProviderPaths.Login);
            return;
        }

        if (Enum.TryParse<LoginState>(http.Request.Query["seen"], ignoreCase: true, out var seen))
        {
            await login.WaitAsync(seen, Held, clock, http.RequestAborted).ConfigureAwait(false);
        }

        if (login.State == LoginState.Confirmed)
        {
            Redirect(http, ProviderPaths.Authorize + login.Query);
            return;
        }

        await PageFrame.WriteAsync(
            http, StatusCodes.Status200OK, LoginPage.Of(login, centre.Name, FormToken(http), clock.GetUtcNow()), login.ReturnOrigin)
            .ConfigureAwait(false);
    }

    /// <summary>The person wants another code.</summary>
    internal Task AgainAsync(HttpContext http) => ActAsync(http, login => book.Forget(Cookie(http)!));

    /// <summary>The person does not want to log in: the application hears it.</summary>
    internal Task CancelAsync(HttpContext http) => ActAsync(http, login => login.Refuse(LoginRefusal.Cancelled));

    /// <summary>After a logout that names no way back.</summary>
    internal Task SayLoggedOutAsync(HttpContext http) => SayAsync(
        http, StatusCodes.Status200OK, ("Logged out", "已退出登录"),
        ("You are logged out. The next login asks your phone again.", "您已退出登录；下次登录会再次请您在手机上确认。"), isWrong: false);

    private async Task BeginAsync(HttpContext http, OpenIddictRequest request, string query)
    {
        var client = clients.Find(request.ClientId)!;
        var login = book.HasRoom()
            ? await desk.OpenAsync(
                client, [.. request.GetScopes()], query, OriginOf(request), WantsEnglish(http, request), http.RequestAborted)
                .ConfigureAwait(false)
            : null;
        if (login is null)
        {
            await ForbidAsync(http, Errors.TemporarilyUnavailable, "The login desk cannot serve now. Try again in a minute.")
                .ConfigureAwait(false);
            return;
        }

        // Always a new one, whatever the browser brought: a cookie that somebody else set is of no use to him.
        http.Response.Cookies.Append(CookieName, book.Add(login), CookieOptions());
        Redirect(http, ProviderPaths.Login);
    }

    private async Task FinishAsync(HttpContext http, Login login)
    {
        using (login)
        {
            http.Response.Cookies.Delete(CookieName, CookieOptions());
            if (login.Facts is { } facts)
            {
                await http.SignInAsync(
                    OpenIddictServerAspNetCoreDefaults.AuthenticationScheme, LoginIdentity.Of(login, facts, names, centre.Uscc))
                    .ConfigureAwait(false);
                return;
            }

            await ForbidAsync(http, Errors.AccessDenied, RefusalWords.Of(login.Refusal).English).ConfigureAwait(false);
        }
    }

    // A form of this page alone: its token is made from the cookie, which no other page can read.
    private async Task ActAsync(HttpContext http, Action<Login> act)
    {
        var form = await http.Request.ReadFormAsync(http.RequestAborted).ConfigureAwait(false);
        if (book.Find(Cookie(http)) is not { } login || !CryptographicOperations.FixedTimeEquals(
            Encoding.UTF8.GetBytes(form["token"].ToString()), Encoding.UTF8.GetBytes(FormToken(http))))
        {
            await SayAsync(
                http, StatusCodes.Status403Forbidden, ("Not from this page", "请求不是来自本页"),
                (
                    "This browser has no login that this form is of. Go back to the application and begin there.",
                    "该请求与本浏览器的登录不符，请返回应用重新开始。"))
                .ConfigureAwait(false);
            return;
        }

        act(login);
        Redirect(http, ProviderPaths.Authorize + login.Query);
    }

    private static bool Choose(HttpContext http, Login login)
    {
        var (language, size) = (http.Request.Query["lang"].ToString(), http.Request.Query["size"].ToString());
        login.IsEnglish = language.Length == 0 ? login.IsEnglish : language == "en";
        login.IsLarge = size.Length == 0 ? login.IsLarge : size == "large";
        return language.Length > 0 || size.Length > 0;
    }

    private Task SayRefusedAsync(HttpContext http, string error, string? description) => SayAsync(
        http, StatusCodes.Status400BadRequest, ("The request was refused", "请求被拒绝"),
        (
            $"The application asked for a login in a way that is not taken, so you were sent nowhere. Tell its operator: {error}. " +
            $"{description}",
            $"应用的登录请求不符合要求，未作跳转。请将以下内容告知应用运营方：{error}。{description}"));

    private static Task SayAsync(
        HttpContext http, int status, (string English, string Chinese) title, (string English, string Chinese) says, bool isWrong = true) =>
        PageFrame.WriteAsync(http, status, MessagePage.Of(new PageText(WantsEnglish(http, null), false), title, says, isWrong));

    private static Task ForbidAsync(HttpContext http, string error, string description) => http.ForbidAsync(
        OpenIddictServerAspNetCoreDefaults.AuthenticationScheme,
        new AuthenticationProperties(new Dictionary<string, string?>
        {
            [OpenIddictServerAspNetCoreConstants.Properties.Error] = error,
            [OpenIddictServerAspNetCoreConstants.Properties.ErrorDescription] = description,
        }));

    // After a form, 303 has the browser fetch (RFC 9110 §15.4.4).
    private static void Redirect(HttpContext http, string to)
    {
        http.Response.StatusCode = StatusCodes.Status303SeeOther;
        http.Response.Headers.Location = to;
        http.Response.Headers.CacheControl = "no-store";
    }

    private static bool WantsEnglish(HttpContext http, OpenIddictRequest? request)
    {
        var wish = request?.UiLocales ?? http.Request.Headers.AcceptLanguage.ToString();
        return wish.StartsWith("en", StringComparison.OrdinalIgnoreCase);
    }

    private static string OriginOf(OpenIddictRequest request) => new Uri(request.RedirectUri!).GetLeftPart(UriPartial.Authority);

    private static string QueryOf(OpenIddictRequest request) => QueryString.Create(
        request.GetParameters().Select(one => KeyValuePair.Create(one.Key, (string?)one.Value))).Value!;

    private string? Cookie(HttpContext http) => http.Request.Cookies[CookieName];

    private string FormToken(HttpContext http) =>
        Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(Cookie(http) ?? string.Empty), "form"u8));

    private CookieOptions CookieOptions() => new()
    {
        HttpOnly = true,
        Secure = IsSecure,
        SameSite = SameSiteMode.Lax,
        Path = "/",
        IsEssential = true,
    };
}
