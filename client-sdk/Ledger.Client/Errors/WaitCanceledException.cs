using Ledger.Protocol;

namespace Ledger.Client;

/// <summary>The caller ended a wait. What was submitted may land all the same: look it up by its id.</summary>
public sealed class WaitCanceledException : OperationCanceledException
{
    internal WaitCanceledException(Digest transaction, OperationCanceledException inner)
        : base($"The wait for transaction {transaction} was ended; it may land all the same.", inner, inner.CancellationToken) =>
        Transaction = transaction;

    /// <summary>The transaction.</summary>
    public Digest Transaction { get; }
}
