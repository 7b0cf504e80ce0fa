namespace Ledger.State;

/// <summary>One change of a block: sets a key's value, or deletes the key.</summary>
/// <param name="Key">1 to 256 bytes. Must not change afterwards.</param>
/// <param name="Value">0 to 65,536 bytes, or null to delete the key. Must not change afterwards.</param>
public readonly record struct StateChange(byte[] Key, byte[]? Value);
