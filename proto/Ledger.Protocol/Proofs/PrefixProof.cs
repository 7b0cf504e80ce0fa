namespace Ledger.Protocol.Proofs;

/// <summary>
/// Shows a run of neighbouring keys under a prefix with nothing left out between them; whether the run also reaches the first and the last
/// key under the prefix follows from the bit indexes of <see cref="Before"/> and <see cref="After"/>. Or shows that no key has the prefix.
/// </summary>
public sealed record PrefixProof
{
    /// <summary>The prefix, 0 to 256 bytes. The empty prefix means the whole state.</summary>
    public required byte[] Prefix { get; init; }

    /// <summary>The keys of the run in ascending order; empty claims that no key has the prefix.</summary>
    public required IReadOnlyList<ProvenEntry> Entries { get; init; }

    /// <summary>The branches, from the leaf up, at which everything before the first entry hangs off to the left.</summary>
    public required IReadOnlyList<PathStep> Before { get; init; }

    /// <summary>The branches, from the leaf up, at which everything after the last entry hangs off to the right.</summary>
    public required IReadOnlyList<PathStep> After { get; init; }

    /// <summary>
    /// For an absent prefix, the leaf found in its place, to which the two lists then belong; null if the state is empty.
    /// </summary>
    public LeafWitness? Witness { get; init; }
}

/// <summary>One key of a prefix proof, with its value or only the value's hash: exactly one of them is set.</summary>
/// <param name="Key">The key.</param>
/// <param name="Value">The value, or null.</param>
/// <param name="ValueHash">The value's hash, 32 bytes, or null.</param>
public sealed record ProvenEntry(byte[] Key, byte[]? Value, byte[]? ValueHash);
