using System.Collections.Immutable;
using System.Globalization;
using System.Security.Claims;
using Ledger.Oidc.Keys;
using OpenIddict.Abstractions;
using static OpenIddict.Abstractions.OpenIddictConstants;

namespace Ledger.Oidc.Logins;

/// <summary>A login as the claims of its tokens, by scope.</summary>
internal static class LoginIdentity
{
    internal static ClaimsPrincipal Of(Login login, LoginFacts facts, PairwiseNames names, string centreUscc)
    {
        var identity = new ClaimsIdentity("ledger");
        identity.SetClaim(Claims.Subject, names.Of(centreUscc, facts.Uscc, facts.Person.Span));
        identity.SetClaim(LoginClaims.LoginId, login.Id);
        identity.SetClaim(Claims.AuthenticationContextReference, LoginClaims.PhoneCertificate);
        identity.SetClaims(Claims.AuthenticationMethodReference, [.. LoginClaims.Methods]);
        identity.SetClaim(Claims.AuthenticationTime, login.ConfirmedAt.ToUnixTimeSeconds());
        if (login.Scopes.Contains(LoginScopes.Subject))
        {
            identity.SetClaim(LoginClaims.Uscc, facts.Uscc);
            identity.SetClaim(Claims.Name, facts.Name);
        }

        if (login.Scopes.Contains(LoginScopes.Powers))
        {
            identity.SetClaim(LoginClaims.Operator, facts.IsOperator);
            identity.SetClaims(LoginClaims.Powers, [.. facts.Powers.Select(power => power.ToString().ToLowerInvariant())]);
            if (facts.IsOperator)
            {
                identity.SetClaim(LoginClaims.PowersUntil, facts.PowersUntil / 1000);
            }
        }

        identity.SetScopes(login.Scopes);
        identity.SetDestinations(static _ => [Destinations.IdentityToken, Destinations.AccessToken]);
        return new ClaimsPrincipal(identity);
    }

    /// <summary>Whether a claim is given to the application at <c>userinfo</c>.</summary>
    internal static bool IsGiven(string claim) => claim is Claims.AuthenticationContextReference or Claims.AuthenticationMethodReference
        or Claims.AuthenticationTime or Claims.Name or LoginClaims.LoginId or LoginClaims.Uscc or LoginClaims.Operator or LoginClaims.Powers
        or LoginClaims.PowersUntil;

    /// <summary>A claim's value as JSON has it.</summary>
    internal static OpenIddictParameter ValueOf(string claim, ImmutableArray<string?> values) => claim switch
    {
        Claims.AuthenticationMethodReference or LoginClaims.Powers => new OpenIddictParameter(values),
        Claims.AuthenticationTime or LoginClaims.PowersUntil => long.Parse(values[0]!, CultureInfo.InvariantCulture),
        LoginClaims.Operator => bool.Parse(values[0]!),
        _ => values[0],
    };
}
