namespace Ledger.Execution;

/// <summary>Orders state keys as unsigned bytes, as the state does.</summary>
internal sealed class StateKeyComparer : IComparer<byte[]>
{
    internal static StateKeyComparer Instance { get; } = new();

    public int Compare(byte[]? x, byte[]? y) => x.AsSpan().SequenceCompareTo(y);
}
