using Ledger.Protocol.V1;

namespace Ledger.Schema.CaTrust;

/// <summary>
/// What of the state ends some day, by one rule for nodes and clients. What ended by decision (revoked, replaced, left out, withdrawn) is
/// not watched.
/// </summary>
public static class ExpiringItems
{
    /// <summary>
    /// A recognised CA's certificates that are trusted still, and of its licences the last of each kind; nothing of a withdrawn CA.
    /// </summary>
    /// <exception cref="InvalidDataException">The state is corrupt.</exception>
    public static IEnumerable<ExpiringItem> Of(CertificateAuthority authority, AuthorityStatus status)
    {
        ArgumentNullException.ThrowIfNull(authority);
        return status == AuthorityStatus.Withdrawn
            ? []
            : authority.Certificates.Where(record => record.TrustedUntil == 0).Select(record =>
                new ExpiringItem(
                    record.Anchor ? "anchor" : "intermediate",
                    $"{authority.CaId}: {AuthorityRecords.Parse(record).Subject}",
                    AuthorityRecords.Parse(record).NotAfterMs)).Concat(LicencesOf(authority));
    }

    private static IEnumerable<ExpiringItem> LicencesOf(CertificateAuthority authority) =>
        authority.Licences.GroupBy(licence => licence.Kind).Select(ofKind => ofKind.MaxBy(licence => licence.ValidUntil)!)
            .Select(last => new ExpiringItem("licence", $"{authority.CaId}: {last.Kind} {last.Number}", last.ValidUntil));

    /// <summary>The newest of an authority's revocation lists; null where it does not say when the next one comes.</summary>
    public static ExpiringItem? Of(RevocationLists lists)
    {
        ArgumentNullException.ThrowIfNull(lists);
        return lists.Imports.LastOrDefault() is { NextUpdate: not 0 } newest
            ? new ExpiringItem("crl", $"{lists.CaId}: list of {newest.Entries} revoked", newest.NextUpdate)
            : null;
    }

    /// <summary>A registered certificate, which counts no longer than its path; null for one that was revoked or replaced.</summary>
    /// <param name="record">The certificate.</param>
    /// <param name="memberName">The name of the member whose it is; null where it is no member's.</param>
    public static ExpiringItem? Of(CertificateRecord record, string? memberName)
    {
        ArgumentNullException.ThrowIfNull(record);
        return record.RevokedAt == 0 && record.ReplacedUntil == 0
            ? new ExpiringItem(
                memberName is null ? "certificate" : "member",
                $"{record.Uscc} {memberName}".TrimEnd(),
                Math.Min(record.NotAfter, record.PathNotAfter))
            : null;
    }

    /// <summary>A CA's status at a time, from its standing.</summary>
    public static AuthorityStatus StatusAt(AuthorityStanding standing, long time) => AuthorityStatuses.At(standing, time);
}

/// <summary>Something that ends.</summary>
/// <param name="Kind">
/// anchor, intermediate, licence, crl, member, certificate; or file, tls for certificates that do not stand on the chain.
/// </param>
/// <param name="Name">For people.</param>
/// <param name="EndsAt">When, UTC milliseconds.</param>
public sealed record ExpiringItem(string Kind, string Name, long EndsAt)
{
    private const long DayMs = 24L * 60 * 60 * 1000;

    /// <summary>Whole days from a time on; negative once it has ended.</summary>
    public long DaysLeft(long time) => (long)Math.Floor((EndsAt - time) / (decimal)DayMs);
}
