namespace Ledger.Protocol.Proofs;

/// <summary>A leaf that stands where the asked key or prefix would have to stand, and thereby shows that it is absent.</summary>
/// <param name="Key">The leaf's key.</param>
/// <param name="ValueHash">Hash of the leaf's value, 32 bytes.</param>
public sealed record LeafWitness(byte[] Key, byte[] ValueHash);
