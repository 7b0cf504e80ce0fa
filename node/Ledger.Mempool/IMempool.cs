using Ledger.Protocol;

namespace Ledger.Mempool;

/// <summary>What waits, for readers on any thread.</summary>
public interface IMempool
{
    /// <summary>Transactions held.</summary>
    int Count { get; }

    /// <summary>Bytes held.</summary>
    long Bytes { get; }

    /// <summary>Whether the transaction is here, waiting or in flight.</summary>
    bool Contains(Digest id);
}
