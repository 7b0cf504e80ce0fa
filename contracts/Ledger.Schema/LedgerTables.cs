using Ledger.Schema.Account;
using Ledger.Schema.CaTrust;
using Ledger.Schema.Credential;
using Ledger.Schema.Evidence;
using Ledger.Schema.Guarantee;
using Ledger.Schema.Membership;
using Ledger.Schema.Tender;

namespace Ledger.Schema;

/// <summary>Every table of the state. A new table is added here and to docs/spec/storage-keys.md; tests hold the three together.</summary>
public static class LedgerTables
{
    private static readonly HashSet<string> Known = new(
    [
        .. MembershipTables.Names,
        .. AccountTables.Names,
        .. TenderTables.Names,
        .. GuaranteeTables.Names,
        .. CaTrustTables.Names,
        .. EvidenceTables.Names,
        .. CredentialTables.Names,
        BusinessKeys.TableName,
        LandedTransactions.TableName,
        TimePoint.TableName,
    ], StringComparer.Ordinal);

    /// <summary>The tables' names, <c>contract/table</c>.</summary>
    public static IReadOnlyCollection<string> Names => Known;

    /// <summary>The table that a full state key belongs to; null where there is none.</summary>
    public static string? NameOf(ReadOnlySpan<byte> fullKey)
    {
        var contractEnd = fullKey.IndexOf((byte)'/');
        if (contractEnd < 0)
        {
            return null;
        }

        var tableLength = fullKey[(contractEnd + 1)..].IndexOf((byte)'/');
        if (tableLength < 0 || fullKey.Length == contractEnd + 1 + tableLength + 1)
        {
            return null;
        }

        var name = System.Text.Encoding.Latin1.GetString(fullKey[..(contractEnd + 1 + tableLength)]);
        return Known.TryGetValue(name, out var known) ? known : null;
    }
}
