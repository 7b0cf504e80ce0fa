namespace Ledger.Contracts;

/// <summary>One key that a block changed.</summary>
/// <param name="Key">The full state key.</param>
/// <param name="Before">Its value before the block; null where there was none.</param>
/// <param name="After">Its value after the block; null where it is removed.</param>
public readonly record struct StateTransition(byte[] Key, byte[]? Before, byte[]? After);
