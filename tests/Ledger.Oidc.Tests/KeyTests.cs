using Ledger.Crypto.Keys;
using Ledger.Oidc.Keys;
using Ledger.Phone.Tests;

namespace Ledger.Oidc.Tests;

/// <summary>Keys change while applications log in.</summary>
[Collection(ProviderCollection.Name)]
public sealed class KeyTests(Provider provider)
{
    private static readonly DateTimeOffset Start = DateTimeOffset.FromUnixTimeSeconds(1_800_000_000);

    [Theory]
    [InlineData(0, "0 9")] // the next one is announced
    [InlineData(8, "0 9")]
    [InlineData(9, "9 0")] // the one before is still believed
    [InlineData(32, "9 0")]
    [InlineData(33, "9")]
    public void What_a_key_does_follows_from_its_name_and_the_time(int hour, string believed)
    {
        SigningKeyName[] keys = [new("0", Start), new("9", Start.AddHours(9))];
        Assert.Equal(believed, string.Join(' ', KeyRing.Believed(keys, Start.AddHours(hour)).Select(key => key.Path)));
    }

    [Fact]
    public void Before_the_first_keys_time_there_is_none() =>
        Assert.Throws<InvalidDataException>(() => KeyRing.Believed([new("0", Start)], Start.AddSeconds(-1)));

    [Fact]
    public async Task A_new_key_takes_over_without_an_outage_and_the_old_one_ends()
    {
        var app = new RawApplication(provider);
        var (first, oldHint) = await TokenAsync(app);
        provider.Keys.Add(RunningConsortium.Pin, provider.Clock.GetUtcNow().AddHours(1), KeyFileCost.OfKnownKeys);
        provider.RefreshKeys();
        Assert.Equal(2, (await KeysAsync()).Count); // announced
        Assert.Equal(first, (await TokenAsync(app)).Key);

        provider.Clock.Advance(TimeSpan.FromHours(1));
        provider.RefreshKeys();
        var (second, _) = await TokenAsync(app);
        Assert.NotEqual(first, second);
        Assert.Equal([second, first], await KeysAsync());
        Assert.Equal("s", (await LogOutAsync(oldHint)).Query("state")); // what the old key signed is believed

        provider.Clock.Advance(KeyRing.Kept);
        provider.RefreshKeys();
        Assert.Equal([second], await KeysAsync());
        Assert.Equal(400, (await LogOutAsync(oldHint)).Status); // and now no more
        Assert.Equal(second, (await TokenAsync(app)).Key);
    }

    [Fact]
    public async Task Nothing_from_before_a_start_is_taken_and_names_stay()
    {
        var app = new RawApplication(provider);
        var answer = await app.RedeemAsync(await app.CodeAsync());
        var code = await app.CodeAsync();
        await provider.RestartAsync();
        Assert.Equal("invalid_grant", (await app.RedeemAsync(code)).GetProperty("error").GetString());
        Assert.Equal(401, (await app.UserInfoAsync(answer.GetProperty("access_token").GetString()!)).Status);
        Assert.Equal(
            RawApplication.IdToken(answer).Subject, RawApplication.IdToken(await app.RedeemAsync(await app.CodeAsync())).Subject);
    }

    [Fact]
    public void Two_centres_cannot_tell_who_is_the_same()
    {
        using var here = PairwiseNames.Open(provider.Keys, RunningConsortium.Pin);
        Assert.NotEqual(here.Of("1", "u", default), here.Of("2", "u", default));
        Assert.NotEqual(here.Of("1", "u", default), here.Of("1", "u", new byte[] { 1 }));
        Assert.Equal(here.Of("1", "u", default), here.Of("1", "u", default));
        var other = new KeyFolder(provider.Consortium.NewPath("keys"), provider.Issuer);
        other.Create(RunningConsortium.Pin, Start, KeyFileCost.OfKnownKeys);
        using var there = PairwiseNames.Open(other, RunningConsortium.Pin);
        Assert.NotEqual(here.Of("1", "u", default), there.Of("1", "u", default));
    }

    [Fact]
    public void Another_providers_keys_do_not_open() => Assert.Throws<InvalidDataException>(
        () => KeyRing.Open(new KeyFolder(provider.Configuration.Keys, "https://another.example"), RunningConsortium.Pin, provider.Clock));

    private static async Task<(string Key, string Token)> TokenAsync(RawApplication app)
    {
        var token = RawApplication.IdToken(await app.RedeemAsync(await app.CodeAsync()));
        return (token.Kid, token.EncodedToken);
    }

    private async Task<List<string?>> KeysAsync() =>
    [
        .. (await RawApplication.GetAsync($"{provider.Issuer}/.well-known/jwks")).GetProperty("keys").EnumerateArray()
            .Select(key => key.GetProperty("kid").GetString()),
    ];

    private async Task<Page> LogOutAsync(string hint)
    {
        using var browser = new Browser();
        return await browser.GoAsync(
            $"{provider.Issuer}/logout?id_token_hint={hint}&post_logout_redirect_uri={Provider.Bye}&state=s", Provider.Bye);
    }
}
