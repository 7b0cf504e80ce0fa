using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using Ledger.Oidc.Logins;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using OpenIddict.Abstractions;
using OpenIddict.Server;
using static OpenIddict.Abstractions.OpenIddictConstants;
using static OpenIddict.Server.OpenIddictServerEvents;

namespace Ledger.Oidc.Protocol;

/// <summary>What OpenIddict leaves to its user where it keeps no store: which applications there are, and what was used.</summary>
internal sealed class ProviderRules(ClientRegister clients, UsedLogins used, ILogger<ProviderRules> log) :
    IOpenIddictServerHandler<ValidateAuthorizationRequestContext>,
    IOpenIddictServerHandler<ValidateTokenRequestContext>,
    IOpenIddictServerHandler<HandleTokenRequestContext>,
    IOpenIddictServerHandler<HandleUserInfoRequestContext>,
    IOpenIddictServerHandler<ValidateEndSessionRequestContext>,
    IOpenIddictServerHandler<HandleEndSessionRequestContext>,
    IOpenIddictServerHandler<HandleConfigurationRequestContext>
{
    private const int StateCharsMax = 2000;

    internal static void AddTo(OpenIddictServerBuilder server)
    {
        server.Services.AddSingleton<ProviderRules>();
        server.AddEventHandler<ValidateAuthorizationRequestContext>(handler => handler.UseSingletonHandler<ProviderRules>());
        server.AddEventHandler<ValidateTokenRequestContext>(handler => handler.UseSingletonHandler<ProviderRules>());
        server.AddEventHandler<HandleTokenRequestContext>(handler => handler.UseSingletonHandler<ProviderRules>());
        server.AddEventHandler<HandleUserInfoRequestContext>(handler => handler.UseSingletonHandler<ProviderRules>());
        server.AddEventHandler<ValidateEndSessionRequestContext>(handler => handler.UseSingletonHandler<ProviderRules>());
        server.AddEventHandler<HandleEndSessionRequestContext>(handler => handler.UseSingletonHandler<ProviderRules>());
        server.AddEventHandler<HandleConfigurationRequestContext>(handler => handler.UseSingletonHandler<ProviderRules>());
    }

    /// <summary>Application, way back and scopes of a request; before this holds, nobody is sent anywhere.</summary>
    public ValueTask HandleAsync(ValidateAuthorizationRequestContext context)
    {
        if (clients.Find(context.ClientId) is not { } client)
        {
            context.Reject(Errors.InvalidClient, "There is no such client_id here.");
        }
        else if (context.RedirectUri is not { } uri || !client.RedirectUris.Contains(uri, StringComparer.Ordinal))
        {
            context.Reject(Errors.InvalidRequest, "The redirect_uri is none of those that this application registered.");
        }
        else if (context.Request.GetScopes().FirstOrDefault(scope => !client.Scopes.Contains(scope)) is { } scope)
        {
            context.Reject(Errors.InvalidScope, $"The application may not ask for '{scope}'.");
        }
        else if (!context.Request.HasScope(Scopes.OpenId))
        {
            context.Reject(Errors.InvalidScope, "The scope openid is missing.");
        }
        else if (context.Request.State is { Length: > StateCharsMax } || context.Request.Nonce is { Length: > StateCharsMax })
        {
            context.Reject(Errors.InvalidRequest, $"state and nonce have {StateCharsMax} characters at most.");
        }

        return default;
    }

    /// <summary>The application itself, by its secret.</summary>
    public ValueTask HandleAsync(ValidateTokenRequestContext context)
    {
        if (clients.Find(context.ClientId) is not { } client || context.ClientSecret is not { } secret
            || !CryptographicOperations.FixedTimeEquals(SHA256.HashData(Encoding.UTF8.GetBytes(secret)), client.SecretSha256.Span))
        {
            context.Reject(Errors.InvalidClient, "There is no such client_id with this secret.");
        }

        return default;
    }

    /// <summary>A code is taken once. Shown again, what was issued for it the first time counts no more (RFC 6749 §4.1.2).</summary>
    public ValueTask HandleAsync(HandleTokenRequestContext context)
    {
        var login = context.AuthorizationCodePrincipal?.GetClaim(LoginClaims.LoginId) ?? string.Empty;
        if (!used.Redeemed.TryAdd(login))
        {
            used.Ended.TryAdd(login);
            OidcLog.CodeReplayed(log, context.ClientId ?? string.Empty, login);
            context.Reject(Errors.InvalidGrant, "The code was redeemed before.");
        }

        return default;
    }

    /// <summary>The claims of a login that was not ended.</summary>
    public ValueTask HandleAsync(HandleUserInfoRequestContext context)
    {
        var principal = context.AccessTokenPrincipal;
        if (used.Ended.Contains(principal.GetClaim(LoginClaims.LoginId) ?? string.Empty))
        {
            context.Reject(Errors.InvalidToken, "This login was ended.");
            return default;
        }

        foreach (var group in principal.Claims.Where(claim => LoginIdentity.IsGiven(claim.Type)).GroupBy(claim => claim.Type))
        {
            context.Claims[group.Key] = LoginIdentity.ValueOf(group.Key, [.. group.Select(claim => claim.Value)]);
        }

        return default;
    }

    /// <summary>Back to a registered address of the application that the token was made for, or to none.</summary>
    public ValueTask HandleAsync(ValidateEndSessionRequestContext context)
    {
        var id = context.ClientId ?? context.IdentityTokenHintPrincipal?.GetPresenters().FirstOrDefault();
        var isKnown = context.PostLogoutRedirectUri is not { } uri
            || (clients.Find(id) is { } client && client.PostLogoutRedirectUris.Contains(uri, StringComparer.Ordinal));
        if (!isKnown)
        {
            context.Reject(
                Errors.InvalidRequest,
                "The post_logout_redirect_uri is none that this application registered: give client_id or id_token_hint too.");
        }

        return default;
    }

    /// <summary>There is no session here that could outlive its login; what ends is what the login's tokens still open.</summary>
    public ValueTask HandleAsync(HandleEndSessionRequestContext context)
    {
        if (context.IdentityTokenHintPrincipal?.GetClaim(LoginClaims.LoginId) is { } login)
        {
            used.Ended.TryAdd(login);
        }

        context.SignOut();
        return default;
    }

    /// <summary>What else an application should know.</summary>
    public ValueTask HandleAsync(HandleConfigurationRequestContext context)
    {
        context.Metadata["acr_values_supported"] = new OpenIddictParameter(ImmutableArray.Create<string?>(LoginClaims.PhoneCertificate));
        context.Metadata["ui_locales_supported"] = new OpenIddictParameter(ImmutableArray.Create<string?>("zh-CN", "en"));
        return default;
    }
}
