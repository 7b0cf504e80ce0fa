using Ledger.Protocol;
using Ledger.Protocol.V1;

namespace Ledger.Client;

/// <summary>What became of a transaction.</summary>
public sealed record TransactionResult
{
    /// <summary>The transaction.</summary>
    public required Digest Id { get; init; }

    /// <summary>Where it is. A final one may have been refused: <see cref="IsDone"/> says whether its calls were done.</summary>
    public required Fate Fate { get; init; }

    /// <summary>
    /// Whether it was checked that this is its fate: of a final one the block's certificate and the proofs of transaction and receipt; of
    /// an expired one that the final state past its not_after has no entry of it. Otherwise the fate is the node's word.
    /// </summary>
    public bool IsProven { get; init; }

    /// <summary>Height of its block, where it is ordered or final.</summary>
    public ulong Height { get; init; }

    /// <summary>Its place in the block.</summary>
    public uint Index { get; init; }

    /// <summary>Time of its block, or of the one that shows it expired, UTC milliseconds, where it is proven; otherwise 0.</summary>
    public long BlockTime { get; init; }

    /// <summary>
    /// Its not_after, UTC milliseconds, where it was known to the asker; with it an expiry can be asked for and proven later.
    /// </summary>
    public long? NotAfter { get; init; }

    /// <summary>Its receipt, once final; null before.</summary>
    public Receipt? Receipt { get; init; }

    /// <summary>The first transaction under the same business key, where this one only repeated it.</summary>
    public TransactionResult? First { get; init; }

    /// <summary>The receipt that counts: the first transaction's where this one repeated it.</summary>
    public Receipt? Outcome => First?.Receipt ?? Receipt;

    /// <summary>Whether it is final and its calls were done.</summary>
    public bool IsDone => Fate == Fate.Final && Outcome is { Code: 0 };

    /// <summary>Gives this result back if the calls were done.</summary>
    /// <exception cref="RefusedException">The transaction was refused, or expired.</exception>
    /// <exception cref="NotFinalException">It is not final.</exception>
    public TransactionResult EnsureDone()
    {
        if (IsDone)
        {
            return this;
        }

        if (Fate == Fate.Expired)
        {
            throw Refused(RefusalCode.Expired, $"Transaction {Id} did not land before its not_after.");
        }

        throw Outcome is { } outcome ? Refused((RefusalCode)outcome.Code, outcome.Detail) : new NotFinalException(Id, Fate, TimeSpan.Zero);
    }

    private RefusedException Refused(RefusalCode code, string detail) => new(Refusals.Describe(code, detail)) { Transaction = Id };
}
