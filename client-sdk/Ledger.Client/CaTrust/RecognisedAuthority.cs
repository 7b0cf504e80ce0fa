using Ledger.Protocol.V1;

namespace Ledger.Client.CaTrust;

/// <summary>A CA on the trust list.</summary>
/// <param name="Entry">Its entry.</param>
/// <param name="Standing">Its status over time.</param>
public sealed record RecognisedAuthority(CertificateAuthority Entry, AuthorityStanding Standing)
{
    /// <summary>The status that was set last.</summary>
    public AuthorityStatusEntry Status => Standing.Statuses[^1];
}
