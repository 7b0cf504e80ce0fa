namespace Ledger.Ordering;

/// <summary>The ordering engine failed; the message says how, and whether the append may have happened.</summary>
public sealed class OrderingException(string message, Exception? inner = null) : Exception(message, inner);
