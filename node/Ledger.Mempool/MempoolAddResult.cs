namespace Ledger.Mempool;

/// <summary>What became of a transaction that was offered to the mempool.</summary>
public enum MempoolAddResult
{
    /// <summary>It waits for its place in the order.</summary>
    Added,

    /// <summary>The same transaction is here already.</summary>
    Known,

    /// <summary>There is no room.</summary>
    Full,

    /// <summary>There is no more room for this signer.</summary>
    FullOfSigner,
}
