namespace Ledger.Protocol.Proofs;

/// <summary>
/// Shows that a key has a value in the state (<see cref="Value"/> is set) or that it is absent (<see cref="Value"/> is null).
/// It proves nothing until checked against a root that a quorum certificate covers.
/// </summary>
public sealed record StateProof
{
    /// <summary>The key asked for.</summary>
    public required byte[] Key { get; init; }

    /// <summary>The key's value; null claims that the key is absent.</summary>
    public byte[]? Value { get; init; }

    /// <summary>The branches from the leaf up to the root: bit indexes strictly decrease.</summary>
    public required IReadOnlyList<PathStep> Steps { get; init; }

    /// <summary>For an absent key, the leaf found in its place; null if the state is empty.</summary>
    public LeafWitness? Witness { get; init; }
}

/// <summary>A leaf that stands where the asked key or prefix would have to stand, and thereby shows that it is absent.</summary>
/// <param name="Key">The leaf's key.</param>
/// <param name="ValueHash">Hash of the leaf's value, 32 bytes.</param>
public sealed record LeafWitness(byte[] Key, byte[] ValueHash);

/// <summary>One branch on a path: the bit it decides and the hash of the child that the path does not take.</summary>
/// <param name="BitIndex">Index of the bit in the key's bit string, 0 to 2304.</param>
/// <param name="Sibling">Hash of the other child, 32 bytes.</param>
public sealed record PathStep(uint BitIndex, byte[] Sibling);
