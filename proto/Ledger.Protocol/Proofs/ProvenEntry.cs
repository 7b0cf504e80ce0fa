namespace Ledger.Protocol.Proofs;

/// <summary>One key of a prefix proof, with its value or only the value's hash: exactly one of them is set.</summary>
/// <param name="Key">The key.</param>
/// <param name="Value">The value, or null.</param>
/// <param name="ValueHash">The value's hash, 32 bytes, or null.</param>
public sealed record ProvenEntry(byte[] Key, byte[]? Value, byte[]? ValueHash);
