using Google.Protobuf;
using Ledger.Client;
using Ledger.Phone;
using Ledger.Protocol.V1;

namespace Ledger.Oidc.Tests;

/// <summary>A person who acts for a subject (经办人) logs in with the powers of now, and with none not at all.</summary>
[Collection(ProviderCollection.Name)]
public sealed class OperatorTests(Provider provider)
{
    [Fact]
    public async Task An_operators_powers_are_claims_and_without_them_there_is_no_login()
    {
        var person = await provider.Consortium.HireAsync();
        var vault = provider.Consortium.NewVault(
            origin: new TrustedOrigin(provider.Issuer, provider.Consortium.Centre.Uscc), owner: person);
        var app = new RawApplication(provider);
        var asOrganisation = RawApplication.IdToken(await app.RedeemAsync(await app.CodeAsync(vault))).Subject;

        using var bidder = provider.Consortium.ClientOf(provider.Consortium.Bidder);
        var until = (await bidder.GetStatusAsync()).BlockTime + 3_600_000;
        await SubmitAsync(bidder, new AccountCall
        {
            AppointOperator = new AppointOperator
            {
                CertificateId = ByteString.CopyFrom(person.CertificateId.ToArray()),
                PersonCommitment = ByteString.CopyFrom(new byte[32]),
                Powers = { OperatorPower.Sign, OperatorPower.Pay },
                Until = until,
            },
        });
        var token = RawApplication.IdToken(await app.RedeemAsync(await app.CodeAsync(vault)));
        Assert.NotEqual(asOrganisation, token.Subject);
        Assert.Equal(["sign", "pay"], token.Claims.Where(claim => claim.Type == "powers").Select(claim => claim.Value));
        Assert.Equal("true", token.GetClaim("operator").Value);
        Assert.Equal($"{until / 1000}", token.GetClaim("powers_until").Value);

        await SubmitAsync(bidder, new AccountCall
        {
            DismissOperator = new DismissOperator
            {
                CertificateId = ByteString.CopyFrom(person.CertificateId.ToArray()),
                Reason = "离职",
            },
        });
        using var browser = new Browser();
        var page = await browser.LogInAsync(provider, await browser.GoAsync(app.Address), vault: vault);
        Assert.Contains("经办权限已结束", page.Body, StringComparison.Ordinal);
        Assert.Equal("access_denied", (await browser.GoAsync(app.Address, Provider.Callback)).Query("error"));
    }

    private static async Task SubmitAsync(LedgerClient client, AccountCall call) =>
        (await client.SubmitAsync(new Call { Account = call })).EnsureDone();
}
