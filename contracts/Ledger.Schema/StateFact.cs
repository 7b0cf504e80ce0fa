namespace Ledger.Schema;

/// <summary>A record that was written, and what became true by it: an event where a call wrote it, nothing where genesis did.</summary>
/// <param name="Key">The full state key.</param>
/// <param name="Record">The record's bytes as they stand in the state.</param>
/// <param name="EventType">The fact in the past tense.</param>
internal sealed record StateFact(byte[] Key, byte[] Record, string EventType);
