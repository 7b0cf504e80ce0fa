using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Ledger.Phone.Tests;
using Ledger.Protocol.V1;

namespace Ledger.Oidc.Tests;

/// <summary>A login as the protocol has it, and every way in which it is refused.</summary>
[Collection(ProviderCollection.Name)]
public sealed class LoginTests(Provider provider)
{
    [Fact]
    public async Task A_person_logs_in_by_phone_and_the_application_learns_what_it_may()
    {
        var app = new RawApplication(provider);
        var answer = await app.RedeemAsync(await app.CodeAsync());
        var token = RawApplication.IdToken(answer);
        Assert.Equal("the-nonce", token.GetClaim("nonce").Value);
        Assert.Equal(provider.Issuer + "/", token.Issuer);
        Assert.Equal("urn:ledger:acr:phone-certificate", token.GetClaim("acr").Value);
        Assert.Equal(["pop", "pin", "mca"], token.Claims.Where(claim => claim.Type == "amr").Select(claim => claim.Value));
        Assert.Equal(provider.Consortium.Bidder.Uscc, token.GetClaim("uscc").Value);
        Assert.DoesNotContain(provider.Consortium.Bidder.Uscc, token.Subject, StringComparison.Ordinal);

        var (status, body) = await app.UserInfoAsync(answer.GetProperty("access_token").GetString()!);
        var user = JsonDocument.Parse(body).RootElement;
        Assert.Equal((200, token.Subject), (status, user.GetProperty("sub").GetString()));
        Assert.Equal(provider.Consortium.Bidder.Name, user.GetProperty("name").GetString());
        Assert.Equal(["sign", "seal", "pay"], user.GetProperty("powers").EnumerateArray().Select(one => one.GetString()));
        Assert.False(user.GetProperty("operator").GetBoolean());

        // The evidence of this very login waits for the day's book.
        var opening = SessionOpening.Parser.ParseFrom(
            await File.ReadAllBytesAsync(Path.Combine(provider.Configuration.Openings, $"{token.GetClaim("sid").Value}.bin")));
        Assert.Equal(provider.Consortium.Bidder.Uscc, opening.SubjectUscc);
    }

    [Fact]
    public async Task Who_may_ask_for_no_more_than_a_name_gets_no_more()
    {
        var app = new RawApplication(provider, "bare");
        var token = RawApplication.IdToken(await app.RedeemAsync(await app.CodeAsync()));
        Assert.DoesNotContain(token.Claims, claim => claim.Type is "uscc" or "name" or "powers" or "operator");
        app.Request["scope"] = "openid subject";
        using var browser = new Browser();
        AssertRefused("invalid_scope", await browser.GoAsync(app.Address));
    }

    [Fact]
    public async Task A_code_is_taken_once_and_shown_again_ends_what_was_issued_for_it()
    {
        var app = new RawApplication(provider);
        var code = await app.CodeAsync();
        var access = (await app.RedeemAsync(code)).GetProperty("access_token").GetString()!;
        Assert.Equal(200, (await app.UserInfoAsync(access)).Status);
        Assert.Equal("invalid_grant", ErrorOf(await app.RedeemAsync(code)));
        Assert.Equal(401, (await app.UserInfoAsync(access)).Status);
    }

    [Theory]
    [InlineData("code_challenge_method", "plain")]
    [InlineData("code_challenge_method", "")]
    [InlineData("code_challenge", "")]
    public async Task A_request_without_S256_is_no_request(string field, string value)
    {
        var app = new RawApplication(provider);
        if (value.Length == 0)
        {
            app.Request.Remove(field);
        }
        else
        {
            app.Request[field] = value;
        }

        using var browser = new Browser();
        AssertRefused("invalid_request", await browser.GoAsync(app.Address));
    }

    [Fact]
    public async Task A_code_without_its_verifier_is_worth_nothing()
    {
        var app = new RawApplication(provider);
        var code = await app.CodeAsync();
        Assert.Equal("invalid_request", ErrorOf(await app.RedeemAsync(code, verifier: null)));
        Assert.Equal("invalid_grant", ErrorOf(await app.RedeemAsync(code, verifier: $"{RawApplication.Verifier}-")));
        Assert.Equal("invalid_grant", ErrorOf(await app.RedeemAsync(code, redirect: Provider.Bye)));
        Assert.Equal("invalid_client", ErrorOf(await app.RedeemAsync(code, secret: "guessed")));
        Assert.Equal("invalid_grant", ErrorOf(await new RawApplication(provider, "bare").RedeemAsync(code)));
        Assert.True((await app.RedeemAsync(code)).TryGetProperty("id_token", out _)); // nobody could burn it
    }

    [Theory]
    [InlineData("redirect_uri", "http://127.0.0.1:7999/callback/")]
    [InlineData("redirect_uri", "http://127.0.0.1:7999/callback?x=1")]
    [InlineData("redirect_uri", "https://elsewhere.example/callback")]
    [InlineData("client_id", "nobody")]
    public async Task A_browser_is_sent_nowhere_that_was_not_registered(string field, string value)
    {
        var app = new RawApplication(provider) { Request = { [field] = value } };
        using var browser = new Browser();
        AssertRefused(field == "client_id" ? "invalid_client" : "invalid_request", await browser.GoAsync(app.Address));
    }

    [Fact]
    public async Task Another_browser_gets_nothing_of_a_login()
    {
        var app = new RawApplication(provider);
        using var victim = new Browser();
        using var attacker = new Browser();
        var page = await victim.GoAsync(app.Address);
        Assert.Equal(404, (await attacker.GoAsync($"{provider.Issuer}/login")).Status);

        // A cookie that somebody set before is of no use to him: the login has another.
        var own = await attacker.GoAsync(app.Address);
        var planted = attacker.Cookies.GetCookies(new Uri(provider.Issuer))["ledger-login"]!.Value;
        victim.Cookies.Add(new Uri(provider.Issuer), new System.Net.Cookie("ledger-login", planted));
        page = await victim.GoAsync(app.Address);
        Assert.NotEqual(planted, victim.Cookies.GetCookies(new Uri(provider.Issuer))["ledger-login"]!.Value);
        Assert.NotEqual(own.QrText, page.QrText);
        var back = await victim.LogInAsync(provider, page, Provider.Callback);
        Assert.NotNull(back.Query("code"));
        Assert.Equal(200, (await attacker.GoAsync($"{provider.Issuer}/login")).Status); // still his own, unconfirmed
        Assert.Contains("/login", (await attacker.GoAsync(app.Address)).Address.AbsoluteUri, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_confirmed_login_is_given_to_the_request_that_began_it_alone()
    {
        var app = new RawApplication(provider);
        using var browser = new Browser();
        var page = await browser.GoAsync(app.Address);
        var session = await provider.ScanAsync(page.QrText);
        await session.ConfirmAsync((await browser.GoAsync($"{provider.Issuer}/login?seen=pending")).Number, RunningConsortium.Pin);
        app.Request["nonce"] = "another";
        Assert.Equal("/login", (await browser.GoAsync(app.Address)).Address.AbsolutePath); // a new one
    }

    [Fact]
    public async Task Who_declines_on_the_phone_or_types_another_number_is_not_logged_in()
    {
        var app = new RawApplication(provider);
        using var browser = new Browser();
        var session = await provider.ScanAsync((await browser.GoAsync(app.Address)).QrText);
        await session.RejectAsync();
        var page = await browser.WaitAsync(provider);
        Assert.Contains("已在手机上拒绝", page.Body, StringComparison.Ordinal);

        // A form without this page's token does nothing.
        Assert.Equal(403, (await browser.PostAsync($"{provider.Issuer}/login/again", ("token", "0"))).Status);
        page = await browser.PostAsync($"{provider.Issuer}/login/again", ("token", page.FormToken));
        session = await provider.ScanAsync(page.QrText);
        var number = (await browser.GoAsync($"{provider.Issuer}/login?seen=pending")).Number;
        await Assert.ThrowsAsync<Client.RefusedException>(() => session.ConfirmAsync((number + 1) % 100, RunningConsortium.Pin));
        page = await browser.WaitAsync(provider);
        Assert.Contains("与本页不符", page.Body, StringComparison.Ordinal);
        var back = await browser.GoAsync(app.Address, Provider.Callback);
        Assert.Equal("access_denied", back.Query("error"));
    }

    [Fact]
    public async Task Without_a_person_there_is_no_login()
    {
        var app = new RawApplication(provider) { Request = { ["prompt"] = "none" } };
        using var browser = new Browser();
        Assert.Equal("login_required", (await browser.GoAsync(app.Address, Provider.Callback)).Query("error"));
    }

    [Fact]
    public async Task A_logout_leads_back_to_a_registered_address_and_ends_the_tokens()
    {
        var app = new RawApplication(provider);
        var answer = await app.RedeemAsync(await app.CodeAsync());
        var hint = answer.GetProperty("id_token").GetString();
        using var browser = new Browser();
        var logout = $"{provider.Issuer}/logout?id_token_hint={hint}&post_logout_redirect_uri=";
        Assert.Equal(400, (await browser.GoAsync($"{logout}https://elsewhere.example/")).Status);
        Assert.Equal(200, (await app.UserInfoAsync(answer.GetProperty("access_token").GetString()!)).Status);
        var back = await browser.GoAsync($"{logout}{Provider.Bye}&state=s", Provider.Bye);
        Assert.Equal("s", back.Query("state"));
        Assert.Equal(401, (await app.UserInfoAsync(answer.GetProperty("access_token").GetString()!)).Status);
    }

    [Fact]
    public async Task The_page_runs_nothing_loads_nothing_from_elsewhere_and_speaks_both_languages()
    {
        var app = new RawApplication(provider) { Request = { ["ui_locales"] = "zh-CN" } };
        using var browser = new Browser();
        var page = await browser.GoAsync(app.Address);
        var policy = page.Header("Content-Security-Policy");
        Assert.StartsWith(
            "default-src 'none'; style-src 'self'; form-action 'self' http://127.0.0.1:7999;", policy, StringComparison.Ordinal);
        Assert.Contains("frame-ancestors 'none'", policy, StringComparison.Ordinal);
        Assert.Equal("no-store", page.Header("Cache-Control"));
        Assert.DoesNotContain("<script", page.Body, StringComparison.Ordinal);
        Assert.DoesNotContain("style=", page.Body, StringComparison.Ordinal);
        Assert.DoesNotContain("class=\"number\"", page.Body, StringComparison.Ordinal); // before a phone has it
        Assert.Contains("您正在登录", page.Body, StringComparison.Ordinal);
        Assert.Contains("电子招投标系统", page.Body, StringComparison.Ordinal);
        page = await browser.GoAsync($"{provider.Issuer}/login?lang=en");
        Assert.Contains("You are logging in to", page.Body, StringComparison.Ordinal);
        Assert.Contains("Bidding System", page.Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_answer_by_form_runs_its_one_line_alone_and_goes_to_the_application_alone()
    {
        var app = new RawApplication(provider) { Request = { ["response_mode"] = "form_post" } };
        using var browser = new Browser();
        var form = await browser.LogInAsync(provider, await browser.GoAsync(app.Address), "no redirect");
        var script = form.Body.Split("<script>")[1].Split("</script>")[0];
        var hash = Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(script)));
        Assert.StartsWith(
            $"default-src 'none'; script-src 'sha256-{hash}'; form-action http://127.0.0.1:7999; frame-ancestors 'none'",
            form.Header("Content-Security-Policy"), StringComparison.Ordinal);
        Assert.Contains($"action=\"{Provider.Callback}\"", form.Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_it_can_is_in_its_discovery_document()
    {
        var document = await RawApplication.GetAsync($"{provider.Issuer}/.well-known/openid-configuration");
        Assert.Equal(["S256"], Texts(document, "code_challenge_methods_supported"));
        Assert.Equal(["pairwise"], Texts(document, "subject_types_supported"));
        Assert.Equal(["code"], Texts(document, "response_types_supported"));
        Assert.Equal(["RS256"], Texts(document, "id_token_signing_alg_values_supported"));
        Assert.Equal(["authorization_code"], Texts(document, "grant_types_supported"));
        Assert.Equal(["client_secret_basic", "client_secret_post"], Texts(document, "token_endpoint_auth_methods_supported"));
        Assert.True(document.GetProperty("authorization_response_iss_parameter_supported").GetBoolean());
        Assert.StartsWith(provider.Issuer, document.GetProperty("end_session_endpoint").GetString(), StringComparison.Ordinal);
    }

    // On the provider's own page: until a request holds, its browser is sent nowhere.
    private void AssertRefused(string error, Page page)
    {
        Assert.Equal((400, new Uri(provider.Issuer).Authority), (page.Status, page.Address.Authority));
        Assert.Contains("请求被拒绝", page.Body, StringComparison.Ordinal);
        Assert.Contains(error, page.Body, StringComparison.Ordinal);
    }

    private static string ErrorOf(JsonElement answer) => answer.GetProperty("error").GetString()!;

    private static IEnumerable<string?> Texts(JsonElement document, string field) =>
        document.GetProperty(field).EnumerateArray().Select(one => one.GetString());
}
