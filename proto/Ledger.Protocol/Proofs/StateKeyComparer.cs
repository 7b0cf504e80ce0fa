namespace Ledger.Protocol.Proofs;

/// <summary>Compares state keys as the state does: as unsigned bytes, a key before its own extensions (docs/spec/state.md §1).</summary>
public sealed class StateKeyComparer : IComparer<byte[]>, IEqualityComparer<byte[]>
{
    private StateKeyComparer()
    {
    }

    /// <summary>The one instance.</summary>
    public static StateKeyComparer Instance { get; } = new();

    /// <inheritdoc/>
    public int Compare(byte[]? x, byte[]? y) => x.AsSpan().SequenceCompareTo(y);

    /// <inheritdoc/>
    public bool Equals(byte[]? x, byte[]? y) => x.AsSpan().SequenceEqual(y);

    /// <summary>A hash that the process seeds, so that nobody chooses keys which collide.</summary>
    public int GetHashCode(byte[] obj)
    {
        var hash = default(HashCode);
        hash.AddBytes(obj);
#pragma warning disable RS0030 // For lookups within the process: nothing is ever enumerated by it.
        return hash.ToHashCode();
#pragma warning restore RS0030
    }
}
