namespace Ledger.Storage;

/// <summary>The tables as a list, and the rules on keys that every store follows.</summary>
internal static class StoreTables
{
    internal static readonly StoreTable[] All = Enum.GetValues<StoreTable>();

    internal static readonly string[] Names = Enum.GetNames<StoreTable>();

    /// <summary>The name on disk.</summary>
    internal static string NameOf(StoreTable table) => Names[IndexOf(table)];

    /// <summary>The table's place in <see cref="All"/>; the values are contiguous from 0.</summary>
    internal static int IndexOf(StoreTable table)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((int)table, All.Length, nameof(table));
        return (int)table;
    }

    /// <summary>True where nothing can lie in from ≤ key &lt; to; an empty <paramref name="to"/> is no bound.</summary>
    internal static bool IsEmptyRange(ReadOnlySpan<byte> from, ReadOnlySpan<byte> to) => to.Length > 0 && from.SequenceCompareTo(to) >= 0;
}
