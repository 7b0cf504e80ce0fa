namespace Ledger.Client.CaTrust;

/// <summary>All CAs of the trust list as of one final height: proven that there are no others.</summary>
/// <param name="Authorities">The CAs by id.</param>
/// <param name="Height">The height.</param>
/// <param name="Time">That block's time, UTC milliseconds.</param>
public sealed record AuthorityListing(IReadOnlyList<RecognisedAuthority> Authorities, ulong Height, long Time);
