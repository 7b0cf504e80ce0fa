namespace Ledger.Execution;

/// <summary>
/// An invariant of the ledger does not hold. Of one transaction it is contained: the transaction does nothing. Of the chain itself – a
/// block or a set that must be there is not – the node stops before it signs.
/// </summary>
public sealed class InvariantException(string message) : Exception(message);
