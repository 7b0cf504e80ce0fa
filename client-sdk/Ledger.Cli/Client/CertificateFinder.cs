using Ledger.Client;
using Ledger.Crypto;
using Ledger.Protocol;
using Ledger.Protocol.V1;
using Ledger.Schema.Account;

namespace Ledger.Cli.Client;

/// <summary>Finds the registered certificate of a key, so that a key file is all that a person keeps.</summary>
internal static class CertificateFinder
{
    /// <summary>The id of the latest registered certificate of this key that is valid at block time; null where there is none.</summary>
    internal static async Task<Digest?> FindAsync(LedgerClient client, PublicKey key, CancellationToken cancellationToken)
    {
        var prefix = AccountTables.Certificates.Prefix.ToArray();
        (Digest Id, long RegisteredAt)? found = null;
        await foreach (var page in client.ListPagesAsync(prefix, cancellationToken: cancellationToken))
        {
            foreach (var entry in page.Entries)
            {
                var record = CertificateRecord.Parser.ParseFrom(entry.Value.Span);
                if (IsOf(record, key, page.Time) && (found is null || record.RegisteredAt > found.Value.RegisteredAt))
                {
                    found = (new Digest(entry.Key.Span[prefix.Length..]), record.RegisteredAt);
                }
            }
        }

        return found?.Id;
    }

    private static bool IsOf(CertificateRecord record, PublicKey key, long time) =>
        record.Algorithm == (uint)key.Algorithm
        && record.PublicKey.Span.SequenceEqual(key.Encoded)
        && record.Kind != CertificateKind.Encryption
        && record.RevokedAt == 0
        && (record.ReplacedUntil == 0 || time < record.ReplacedUntil)
        && record.NotBefore <= time
        && time <= record.NotAfter;
}
