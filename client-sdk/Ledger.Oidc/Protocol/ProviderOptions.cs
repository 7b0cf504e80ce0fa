using System.Security.Cryptography;
using Ledger.Oidc.Configuration;
using Ledger.Oidc.Keys;
using Ledger.Oidc.Logins;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Primitives;
using Microsoft.IdentityModel.Tokens;
using OpenIddict.Server;
using static OpenIddict.Abstractions.OpenIddictConstants;

namespace Ledger.Oidc.Protocol;

/// <summary>
/// OpenIddict as this provider has it: the code flow with PKCE by S256 and nothing else, no store, its keys from the ring and anew whenever
/// the ring changes.
/// </summary>
internal static class ProviderOptions
{
    /// <summary>From the phone's confirmation to the application's server it is one redirect.</summary>
    internal static readonly TimeSpan CodeLifetime = TimeSpan.FromSeconds(60);

    /// <summary>A token says who logged in just now; how long that counts is the application's own session's matter.</summary>
    internal static readonly TimeSpan TokenLifetime = TimeSpan.FromMinutes(5);

    internal static void Add(IServiceCollection services, OidcConfiguration configuration)
    {
        services.AddSingleton<IOptionsChangeTokenSource<OpenIddictServerOptions>, RingChanges>();
        services.AddSingleton(new EncryptionKey());
        services.AddOptions<OpenIddictServerOptions>().Configure<KeyRing, EncryptionKey, TimeProvider>((options, ring, encryption, clock) =>
        {
            options.TimeProvider = clock;
            options.SigningCredentials.AddRange(ring.Keys.Select(key => new SigningCredentials(key, SecurityAlgorithms.RsaSha256)));
            options.EncryptionCredentials.Add(encryption.Credentials);
            options.CodeChallengeMethods.Clear(); // `plain` protects nothing (RFC 9700 §2.1.1)
            options.CodeChallengeMethods.Add(CodeChallengeMethods.Sha256);
            options.ClientAuthenticationMethods.Clear();
            options.ClientAuthenticationMethods.Add(ClientAuthenticationMethods.ClientSecretBasic);
            options.ClientAuthenticationMethods.Add(ClientAuthenticationMethods.ClientSecretPost);
            options.SubjectTypes.Clear();
            options.SubjectTypes.Add(SubjectTypes.Pairwise);
            options.PromptValues.Clear();
            options.PromptValues.UnionWith([PromptValues.Login, PromptValues.None]);
            options.ResponseModes.Remove(ResponseModes.Fragment); // a code in a fragment is a script's
        });
        services.AddOpenIddict().AddServer(server =>
        {
            server.EnableDegradedMode();
            server.SetIssuer(configuration.Issuer);
            server.SetAuthorizationEndpointUris(ProviderPaths.Authorize).SetTokenEndpointUris(ProviderPaths.Token)
                .SetUserInfoEndpointUris(ProviderPaths.UserInfo).SetEndSessionEndpointUris(ProviderPaths.Logout);
            server.AllowAuthorizationCodeFlow().RequireProofKeyForCodeExchange();
            server.SetAuthorizationCodeLifetime(CodeLifetime).SetAccessTokenLifetime(TokenLifetime).SetIdentityTokenLifetime(TokenLifetime);
            server.RegisterScopes([.. LoginScopes.All]);
            server.RegisterClaims(
                Claims.Subject, Claims.Name, Claims.AuthenticationContextReference, Claims.AuthenticationMethodReference,
                Claims.AuthenticationTime, LoginClaims.LoginId, LoginClaims.Uscc, LoginClaims.Operator, LoginClaims.Powers,
                LoginClaims.PowersUntil);
            ProviderRules.AddTo(server);

            // TLS ends in front, and what a request calls this provider is never believed: OidcServer sets its address.
            server.UseAspNetCore().DisableTransportSecurityRequirement().EnableAuthorizationEndpointPassthrough().EnableErrorPassthrough();
        });
    }

    /// <summary>
    /// What codes and access tokens are encrypted with: of this process alone, so that none from before its start is taken, when nobody
    /// remembers which codes were redeemed.
    /// </summary>
    private sealed class EncryptionKey
    {
        internal EncryptingCredentials Credentials { get; } = new(
            new SymmetricSecurityKey(RandomNumberGenerator.GetBytes(32)), SecurityAlgorithms.Aes256KW,
            SecurityAlgorithms.Aes256CbcHmacSha512);
    }

    /// <summary>Has the options made anew when the ring changed.</summary>
    private sealed class RingChanges(KeyRing ring) : IOptionsChangeTokenSource<OpenIddictServerOptions>
    {
        public string? Name => Options.DefaultName;

        public IChangeToken GetChangeToken() => ring.Watch();
    }
}
