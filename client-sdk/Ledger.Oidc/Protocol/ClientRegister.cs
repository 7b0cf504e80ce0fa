using Ledger.Oidc.Configuration;

namespace Ledger.Oidc.Protocol;

/// <summary>The applications by their ids.</summary>
internal sealed class ClientRegister(OidcConfiguration configuration)
{
    private readonly Dictionary<string, OidcClient> _clients =
        configuration.Clients.ToDictionary(client => client.Id, StringComparer.Ordinal);

    internal OidcClient? Find(string? id) => id is null ? null : _clients.GetValueOrDefault(id);
}
