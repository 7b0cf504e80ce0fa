using Ledger.Protocol;
using Ledger.Protocol.V1;

namespace Ledger.Client;

/// <summary>
/// A transaction was neither final nor expired within <see cref="LedgerClientOptions.FinalityTimeout"/>. It may still land until its
/// not_after.
/// </summary>
public sealed class NotFinalException : LedgerClientException
{
    internal NotFinalException(Digest id, Fate fate, TimeSpan waited)
        : base(
            $"Transaction {id} is {fate} after {waited.TotalSeconds:0.#} s. Rule: a transaction is final or expired once block time " +
            $"passes its not_after. What to do: await it again; submitting it anew under the same business key is harmless too.",
            isTransient: true)
    {
        Transaction = id;
        Fate = fate;
    }

    /// <summary>Its fate when the wait ended.</summary>
    public Fate Fate { get; }
}
