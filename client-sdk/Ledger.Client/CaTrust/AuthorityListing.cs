using Ledger.Protocol.V1;

namespace Ledger.Client.CaTrust;

/// <summary>All CAs of the trust list as of one final height: proven that there are no others.</summary>
/// <param name="Authorities">The CAs by id.</param>
/// <param name="Height">The height.</param>
/// <param name="Time">That block's time, UTC milliseconds.</param>
public sealed record AuthorityListing(IReadOnlyList<RecognisedAuthority> Authorities, ulong Height, long Time);

/// <summary>A CA on the trust list.</summary>
/// <param name="Entry">Its entry.</param>
/// <param name="Standing">Its status over time.</param>
public sealed record RecognisedAuthority(CertificateAuthority Entry, AuthorityStanding Standing)
{
    /// <summary>The status that was set last.</summary>
    public AuthorityStatusEntry Status => Standing.Statuses[^1];
}
