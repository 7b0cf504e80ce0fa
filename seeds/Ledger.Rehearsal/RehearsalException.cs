namespace Ledger.Rehearsal;

/// <summary>A rehearsal cannot start, or something in it did not come out as it must. The message says what and what to do.</summary>
public sealed class RehearsalException(string message, Exception? inner = null) : Exception(message, inner);
