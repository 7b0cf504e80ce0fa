namespace Ledger.State;

/// <summary>A key and its value.</summary>
/// <param name="Key">The key.</param>
/// <param name="Value">The value.</param>
public readonly record struct StateEntry(byte[] Key, byte[] Value);
