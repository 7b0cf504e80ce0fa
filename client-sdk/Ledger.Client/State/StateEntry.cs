namespace Ledger.Client;

/// <summary>One entry of the state.</summary>
/// <param name="Key">The full key.</param>
/// <param name="Value">The value.</param>
public readonly record struct StateEntry(ReadOnlyMemory<byte> Key, ReadOnlyMemory<byte> Value);
