using Ledger.Client;
using Ledger.Contracts.Account;
using Ledger.Contracts.CaTrust;
using Ledger.Contracts.Membership;
using Ledger.Crypto;
using Ledger.Protocol.V1;

namespace Ledger.Cli.Expiry;

/// <summary>Reads from the chain, proven complete, what ends some day. What ended by decision (revoked, replaced, left out) is not watched.</summary>
internal static class ExpiryReader
{
    /// <summary>The items, and the block time of the state.</summary>
    internal static async Task<(List<ExpiringItem> Items, long Time)> ReadAsync(LedgerClient client, string? uscc, CancellationToken cancellationToken)
    {
        var items = new List<ExpiringItem>();
        var authorities = await client.CaTrust.ListAsync(cancellationToken: cancellationToken);
        foreach (var authority in authorities.Authorities.Where(authority => authority.Status.Status != AuthorityStatus.Withdrawn))
        {
            items.AddRange(authority.Entry.Certificates.Where(record => record.TrustedUntil == 0).Select(record => OfAuthority(authority.Entry.CaId, record)));
        }

        items.AddRange(await ListsAsync(client, authorities.Height, cancellationToken));
        items.AddRange(await CertificatesAsync(client, uscc, authorities.Height, cancellationToken));
        return (items, authorities.Time);
    }

    private static ExpiringItem OfAuthority(string caId, AuthorityCertificate record)
    {
        return Certificate.TryParseAnyKey(record.Der.Memory, out var certificate, out var error)
            ? new ExpiringItem(record.Anchor ? "anchor" : "intermediate", $"{caId}: {certificate.Subject}", certificate.NotAfterMs)
            : throw new InvalidDataException($"CA {caId} holds a certificate that cannot be read: {error}.");
    }

    private static async Task<List<ExpiringItem>> ListsAsync(LedgerClient client, ulong height, CancellationToken cancellationToken)
    {
        var listing = await client.ListAsync(CaTrustTables.Lists.Prefix.ToArray(), height, cancellationToken: cancellationToken);
        var items = new List<ExpiringItem>();
        foreach (var entry in listing.Entries)
        {
            var lists = RevocationLists.Parser.ParseFrom(entry.Value.Span);
            var newest = lists.Imports[^1];
            if (newest.NextUpdate != 0)
            {
                items.Add(new ExpiringItem("crl", $"{lists.CaId}: list of {newest.Entries} revoked", newest.NextUpdate));
            }
        }

        return items;
    }

    private static async Task<List<ExpiringItem>> CertificatesAsync(LedgerClient client, string? uscc, ulong height, CancellationToken cancellationToken)
    {
        var members = await client.ListAsync(MembershipTables.Members.Prefix.ToArray(), height, cancellationToken: cancellationToken);
        var names = members.Entries.Select(entry => Member.Parser.ParseFrom(entry.Value.Span)).ToDictionary(member => member.Uscc, member => member.Name, StringComparer.Ordinal);
        var items = new List<ExpiringItem>();
        await foreach (var page in client.ListPagesAsync(AccountTables.Certificates.Prefix.ToArray(), height, cancellationToken))
        {
            foreach (var record in page.Entries.Select(entry => CertificateRecord.Parser.ParseFrom(entry.Value.Span)))
            {
                if (record.RevokedAt == 0 && record.ReplacedUntil == 0 && (uscc is null || record.Uscc == uscc))
                {
                    var isMember = names.TryGetValue(record.Uscc, out var name);
                    items.Add(new ExpiringItem(isMember ? "member" : "certificate", $"{record.Uscc} {name}".TrimEnd(), Math.Min(record.NotAfter, record.PathNotAfter)));
                }
            }
        }

        return items;
    }
}
