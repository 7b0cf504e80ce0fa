namespace Ledger.Client;

/// <summary>
/// What the client throws: something was refused, could not be reached, or did not verify. The message says what, which rule, and what to
/// do.
/// </summary>
public abstract class LedgerClientException : Exception
{
    private protected LedgerClientException(string message, bool isTransient, Exception? inner = null)
        : base(message, inner) => IsTransient = isTransient;

    /// <summary>Whether the same operation may succeed when tried again later.</summary>
    public bool IsTransient { get; }
}
