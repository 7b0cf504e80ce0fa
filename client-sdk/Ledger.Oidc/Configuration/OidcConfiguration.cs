using System.Net;

namespace Ledger.Oidc.Configuration;

/// <summary>What a provider's configuration says in which no fault was found (docs/spec/oidc.schema.json).</summary>
/// <param name="Issuer">Its own name and address as browsers see it, an origin: phones hold it against their list.</param>
/// <param name="Listen">Where it listens, a loopback address: TLS ends in front of it.</param>
/// <param name="Keys">The folder of its keys.</param>
/// <param name="Openings">Where it keeps what <c>ledger scan record</c> needs of each login.</param>
/// <param name="Clients">The web applications.</param>
public sealed record OidcConfiguration(
    Uri Issuer, IPEndPoint Listen, string Keys, string Openings, IReadOnlyList<OidcClient> Clients)
{
    /// <summary>The issuer as an origin, without a slash at the end.</summary>
    public string Origin => Issuer.GetLeftPart(UriPartial.Authority);
}
