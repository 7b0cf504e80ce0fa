using System.Diagnostics;
using System.Text.Json;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Authentication.OpenIdConnect;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Ledger.Oidc.Tests;

/// <summary>Two libraries that others made, as their users set them up, log a person in through the phone.</summary>
[Collection(ProviderCollection.Name)]
public sealed class ForeignClientTests(Provider provider)
{
    [Fact]
    public async Task ASP_NET_Cores_own_handler_logs_in_and_refuses_a_token_of_another_nonce()
    {
        await using var app = await StartAspNetAsync();
        using var browser = new Browser();
        var page = await browser.GoAsync($"http://127.0.0.1:{provider.AspNetPort}/");
        var home = await browser.LogInAsync(provider, page);
        Assert.Equal(
            $"{provider.Consortium.Bidder.Uscc} {provider.Consortium.Bidder.Name} urn:ledger:acr:phone-certificate sign,seal,pay",
            home.Body);

        // Somebody who changes the request on its way has a token made that this browser does not wait for.
        using var other = new Browser();
        var asked = await other.GoAsync($"http://127.0.0.1:{provider.AspNetPort}/", $"{provider.Issuer}/authorize");
        var nonce = asked.Query("nonce")!;
        var changed = asked.Address.AbsoluteUri.Replace(Uri.EscapeDataString(nonce), $"{nonce[..^4]}AAAA", StringComparison.Ordinal);
        Assert.NotEqual(asked.Address.AbsoluteUri, changed);
        var refused = await other.LogInAsync(provider, await other.GoAsync(changed));
        Assert.Equal(500, refused.Status);
        Assert.Contains("nonce", refused.Body, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task Npms_openid_client_logs_in_and_refuses_an_answer_of_another_issuer()
    {
        var folder = Repository.PathOf("client-sdk/samples/oidc");
        Assert.Null(await ProgramRun.InstallAsync(folder));
        var secret = provider.Consortium.NewPath("secret");
        await File.WriteAllTextAsync(secret, Provider.Secret);
        var start = new ProcessStartInfo("node", ["app.mjs", provider.Issuer, "node", secret, $"{provider.NodePort}"])
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
        };
        using var app = Process.Start(start)!;
        try
        {
            Assert.Contains("is up", await app.StandardOutput.ReadLineAsync(), StringComparison.Ordinal);
            var home = $"http://127.0.0.1:{provider.NodePort}/";
            using var browser = new Browser();
            var done = JsonDocument.Parse((await browser.LogInAsync(provider, await browser.GoAsync(home))).Body).RootElement;
            Assert.Equal(provider.Consortium.Bidder.Uscc, done.GetProperty("claims").GetProperty("uscc").GetString());
            Assert.Equal($"{done.GetProperty("claims").GetProperty("sub")}", $"{done.GetProperty("user").GetProperty("sub")}");
            Assert.Equal("bye\n", (await browser.GoAsync(done.GetProperty("logout").GetString()!)).Body);

            // A mixed-up answer: it says that another provider gave it (RFC 9207).
            var back = await browser.LogInAsync(provider, await browser.GoAsync(home), home + "callback");
            var mixed = back.Address.AbsoluteUri.Replace(
                Uri.EscapeDataString(provider.Issuer + "/"), Uri.EscapeDataString("https://another.example/"), StringComparison.Ordinal);
            Assert.NotEqual(back.Address.AbsoluteUri, mixed);
            var refused = await browser.GoAsync(mixed);
            Assert.Equal(400, refused.Status);
            Assert.Contains("\"iss\"", refused.Body, StringComparison.Ordinal);
        }
        finally
        {
            app.Kill();
            await app.WaitForExitAsync();
        }
    }

    private async Task<WebApplication> StartAspNetAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls($"http://127.0.0.1:{provider.AspNetPort}");
        builder.Services.AddAuthorization();
        builder.Services.AddAuthentication(options =>
        {
            options.DefaultScheme = CookieAuthenticationDefaults.AuthenticationScheme;
            options.DefaultChallengeScheme = OpenIdConnectDefaults.AuthenticationScheme;
        }).AddCookie().AddOpenIdConnect(options =>
        {
            options.Authority = provider.Issuer;
            options.RequireHttpsMetadata = false;
            (options.ClientId, options.ClientSecret, options.ResponseType) = ("aspnet", Provider.Secret, "code");
            options.Scope.Clear();
            ((string[])["openid", "subject", "powers"]).ToList().ForEach(options.Scope.Add);
            options.MapInboundClaims = false;
            options.ClaimActions.Remove("acr"); // the handler leaves it out otherwise
            options.CorrelationCookie.SecurePolicy = options.NonceCookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;
            options.Events.OnRemoteFailure = async failed =>
            {
                failed.Response.StatusCode = StatusCodes.Status500InternalServerError;
                await failed.Response.WriteAsync(failed.Failure!.Message);
                failed.HandleResponse();
            };
        });
        var app = builder.Build();
        app.UseAuthentication();
        app.UseAuthorization();
        app.MapGet("/", (HttpContext http) => string.Join(
            ' ',
            http.User.FindFirst("uscc")!.Value, http.User.FindFirst("name")!.Value, http.User.FindFirst("acr")!.Value,
            string.Join(',', http.User.FindAll("powers").Select(claim => claim.Value)))).RequireAuthorization();
        await app.StartAsync();
        return app;
    }
}
