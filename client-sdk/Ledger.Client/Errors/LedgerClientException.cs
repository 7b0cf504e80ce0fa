using Ledger.Protocol;

namespace Ledger.Client;

/// <summary>
/// What the client throws: something was refused, could not be reached, or did not verify. The message says what, which rule, and what to
/// do.
/// </summary>
public abstract class LedgerClientException : Exception
{
    private protected LedgerClientException(string message, bool isTransient, Exception? inner = null)
        : base(message, inner) => IsTransient = isTransient;

    /// <summary>
    /// The transaction that was submitted or asked for, so that its fate can be looked up; null where it was about none.
    /// </summary>
    public Digest? Transaction { get; internal set; }

    /// <inheritdoc/>
    public override string Message => Transaction is { } id && !base.Message.Contains(id.ToString(), StringComparison.Ordinal)
        ? $"{base.Message} Transaction: {id}."
        : base.Message;

    /// <summary>Whether the same operation may succeed when tried again later.</summary>
    public bool IsTransient { get; }
}
