using Ledger.Client;
using Ledger.Protocol.V1;
using Ledger.Schema.Account;
using Ledger.Schema.CaTrust;
using Ledger.Schema.Membership;

namespace Ledger.Cli.Expiry;

/// <summary>
/// Reads from the chain, proven complete, what ends some day. What ended by decision (revoked, replaced, left out) is not watched.
/// </summary>
internal static class ExpiryReader
{
    /// <summary>The items, and the block time of the state.</summary>
    internal static async Task<(List<ExpiringItem> Items, long Time)> ReadAsync(
        LedgerClient client, string? uscc, CancellationToken cancellationToken)
    {
        var items = new List<ExpiringItem>();
        var authorities = await client.CaTrust.ListAsync(cancellationToken: cancellationToken);
        items.AddRange(authorities.Authorities.SelectMany(authority => ExpiringItems.Of(authority.Entry, authority.Status.Status)));
        items.AddRange(await ListsAsync(client, authorities.Height, cancellationToken));
        items.AddRange(await CertificatesAsync(client, uscc, authorities.Height, cancellationToken));
        return (items, authorities.Time);
    }

    private static async Task<List<ExpiringItem>> ListsAsync(LedgerClient client, ulong height, CancellationToken cancellationToken)
    {
        var listing = await client.ListAsync(CaTrustTables.Lists.Prefix.ToArray(), height, cancellationToken: cancellationToken);
        return
        [
            .. listing.Entries.Select(entry => ExpiringItems.Of(RevocationLists.Parser.ParseFrom(entry.Value.Span))).OfType<ExpiringItem>(),
        ];
    }

    private static async Task<List<ExpiringItem>> CertificatesAsync(
        LedgerClient client, string? uscc, ulong height, CancellationToken cancellationToken)
    {
        var members = await client.ListAsync(MembershipTables.Members.Prefix.ToArray(), height, cancellationToken: cancellationToken);
        var names = members.Entries.Select(entry => Member.Parser.ParseFrom(entry.Value.Span))
            .ToDictionary(member => member.Uscc, member => member.Name, StringComparer.Ordinal);
        var items = new List<ExpiringItem>();
        await foreach (var page in client.ListPagesAsync(AccountTables.Certificates.Prefix.ToArray(), height, cancellationToken))
        {
            items.AddRange(page.Entries.Select(entry => CertificateRecord.Parser.ParseFrom(entry.Value.Span))
                .Where(record => uscc is null || record.Uscc == uscc)
                .Select(record => ExpiringItems.Of(record, names.GetValueOrDefault(record.Uscc)))
                .OfType<ExpiringItem>());
        }

        return items;
    }
}
