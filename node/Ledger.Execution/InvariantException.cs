namespace Ledger.Execution;

/// <summary>A block breaks an invariant of the ledger. The node stops before signing it: the rules or the data are at fault, and going on would make it worse.</summary>
public sealed class InvariantException(string message) : Exception(message);
