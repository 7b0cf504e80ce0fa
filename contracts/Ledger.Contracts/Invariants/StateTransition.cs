namespace Ledger.Contracts;

/// <summary>One key that a transaction changed.</summary>
/// <param name="Key">The full state key.</param>
/// <param name="Before">Its value before the transaction; null where there was none.</param>
/// <param name="After">Its value after the transaction; null where it is removed.</param>
public readonly record struct StateTransition(byte[] Key, byte[]? Before, byte[]? After);
