using System.Buffers.Text;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Web;
using Ledger.Phone;
using Microsoft.IdentityModel.JsonWebTokens;

namespace Ledger.Oidc.Tests;

/// <summary>An application that sends whatever a test wants.</summary>
internal sealed class RawApplication(Provider provider, string clientId = "raw")
{
    internal const string Verifier = "a-verifier-of-a-test-with-forty-three-or-more-characters";
    private static readonly HttpClient Http = new(new SocketsHttpHandler { UseProxy = false });

    internal Dictionary<string, string> Request { get; } = new(StringComparer.Ordinal)
    {
        ["client_id"] = clientId,
        ["redirect_uri"] = Provider.Callback,
        ["response_type"] = "code",
        ["scope"] = clientId == "bare" ? "openid" : "openid subject powers",
        ["state"] = "the-state",
        ["nonce"] = "the-nonce",
        ["code_challenge"] = Base64Url.EncodeToString(SHA256.HashData(Encoding.ASCII.GetBytes(Verifier))),
        ["code_challenge_method"] = "S256",
    };

    internal string Address =>
        $"{provider.Issuer}/authorize?{string.Join('&', Request.Select(one => $"{one.Key}={HttpUtility.UrlEncode(one.Value)}"))}";

    /// <summary>A person logs in, and the code comes back.</summary>
    internal async Task<string> CodeAsync(PhoneVault? vault = null)
    {
        using var browser = new Browser();
        var back = await browser.LogInAsync(provider, await browser.GoAsync(Address), Provider.Callback, vault);
        Assert.Equal(provider.Issuer + "/", back.Query("iss")); // RFC 9207
        Assert.Equal("the-state", back.Query("state"));
        return back.Query("code") ?? throw new InvalidOperationException(back.Address.Query);
    }

    internal async Task<JsonElement> RedeemAsync(
        string code, string? verifier = Verifier, string redirect = Provider.Callback, string secret = Provider.Secret)
    {
        var form = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["grant_type"] = "authorization_code",
            ["code"] = code,
            ["redirect_uri"] = redirect,
            ["client_id"] = clientId,
            ["client_secret"] = secret,
        };
        if (verifier is not null)
        {
            form["code_verifier"] = verifier;
        }

        using var content = new FormUrlEncodedContent(form);
        using var response = await Http.PostAsync(new Uri($"{provider.Issuer}/token"), content);
        return await response.Content.ReadFromJsonAsync<JsonElement>();
    }

    internal async Task<(int Status, string Body)> UserInfoAsync(string accessToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, $"{provider.Issuer}/userinfo");
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", accessToken);
        using var response = await Http.SendAsync(request);
        return ((int)response.StatusCode, await response.Content.ReadAsStringAsync());
    }

    internal static async Task<JsonElement> GetAsync(string address) => await Http.GetFromJsonAsync<JsonElement>(new Uri(address));

    internal static JsonWebToken IdToken(JsonElement answer) => new(answer.GetProperty("id_token").GetString());
}
