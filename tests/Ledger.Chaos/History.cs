namespace Ledger.Chaos;

/// <summary>Where a transaction stands in the one order.</summary>
/// <param name="Height">Its block.</param>
/// <param name="Index">Its place in the block.</param>
internal readonly record struct Position(ulong Height, uint Index) : IComparable<Position>
{
    public int CompareTo(Position other) => Height != other.Height ? Height.CompareTo(other.Height) : Index.CompareTo(other.Index);
}

/// <summary>A value that a client wrote to a register. Every value is written once.</summary>
/// <param name="Register">The register.</param>
/// <param name="Value">The value.</param>
/// <param name="InvokedAt">When the client began, on the clock that all clients share.</param>
/// <param name="ReturnedAt">When it heard that the write is final; null where it never did: it may have landed or not.</param>
/// <param name="At">Where it was told that it stands; null where it was not.</param>
internal sealed record Write(string Register, string Value, long InvokedAt, long? ReturnedAt, Position? At);

/// <summary>A proven read of a register in the state after a final block.</summary>
/// <param name="Register">The register.</param>
/// <param name="Value">What it held; null for nothing.</param>
/// <param name="Height">The block.</param>
/// <param name="InvokedAt">When the client began.</param>
/// <param name="ReturnedAt">When it had the answer.</param>
internal sealed record Read(string Register, string? Value, ulong Height, long InvokedAt, long ReturnedAt);

/// <summary>What a node showed as its newest final block.</summary>
/// <param name="Node">The node.</param>
/// <param name="Height">The block.</param>
/// <param name="InvokedAt">When it was asked.</param>
/// <param name="ReturnedAt">When it had answered.</param>
internal sealed record Sight(string Node, ulong Height, long InvokedAt, long ReturnedAt);

/// <summary>A write as it stands in the final blocks.</summary>
/// <param name="At">Where.</param>
/// <param name="Register">The register.</param>
/// <param name="Value">The value.</param>
internal sealed record Landed(Position At, string Register, string Value);

/// <summary>What clients of a consortium submitted and saw, and the blocks that it ended with.</summary>
internal sealed record History
{
    /// <summary>The writes.</summary>
    internal required IReadOnlyList<Write> Writes { get; init; }

    /// <summary>Values that other clients have written to the same consortium, of whom nothing else is known here.</summary>
    internal IReadOnlySet<string> Others { get; init; } = new HashSet<string>();

    /// <summary>The reads.</summary>
    internal required IReadOnlyList<Read> Reads { get; init; }

    /// <summary>What nodes showed as newest.</summary>
    internal required IReadOnlyList<Sight> Sights { get; init; }

    /// <summary>The writes in the final blocks, in their order.</summary>
    internal required IReadOnlyList<Landed> Order { get; init; }

    /// <summary>The hash of each final block from height 1 on, by node.</summary>
    internal required IReadOnlyDictionary<string, IReadOnlyList<string>> Blocks { get; init; }
}
