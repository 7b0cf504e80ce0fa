namespace Ledger.Oidc.Configuration;

/// <summary>A web application of the centre that may have its users log in.</summary>
/// <param name="Id">Its <c>client_id</c>.</param>
/// <param name="Name">What people know it by, in Chinese; the phone shows it.</param>
/// <param name="NameEnglish">The same for who reads English.</param>
/// <param name="SecretSha256">
/// The SHA-256 of its secret, 32 bytes. Secrets are made by <c>ledger oidc secret</c> with 256 bits of chance, so a hash without salt gives
/// nothing away.
/// </param>
/// <param name="RedirectUris">Where codes may go, compared as text (RFC 9700 §2.1).</param>
/// <param name="PostLogoutRedirectUris">Where a browser may go after a logout.</param>
/// <param name="Scopes">What it may ask for; <c>openid</c> always.</param>
public sealed record OidcClient(
    string Id,
    string Name,
    string NameEnglish,
    ReadOnlyMemory<byte> SecretSha256,
    IReadOnlyList<string> RedirectUris,
    IReadOnlyList<string> PostLogoutRedirectUris,
    IReadOnlyList<string> Scopes);
