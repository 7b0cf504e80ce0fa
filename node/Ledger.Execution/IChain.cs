using Ledger.Protocol;
using Ledger.State;
using Ledger.Storage;

namespace Ledger.Execution;

/// <summary>One node's copy of the chain, for readers on any thread: nothing of it executes or writes.</summary>
public interface IChain
{
    /// <summary>The genesis of the chain.</summary>
    GenesisFile Genesis { get; }

    /// <summary>The newest executed block.</summary>
    ChainHead Head { get; }

    /// <summary>The blocks.</summary>
    ChainStore Blocks { get; }

    /// <summary>The state at every kept height.</summary>
    IStateHistory State { get; }

    /// <summary>The set that finalises the block of a height: any executed here, or the next one.</summary>
    /// <exception cref="StorageException">The block or its set is missing: the directory is damaged.</exception>
    ValidatorRoster ValidatorsFor(ulong height);

    /// <summary>The hash of an executed block; null where this node has none of the height.</summary>
    /// <exception cref="StorageException">The store failed or is damaged.</exception>
    Digest? HashOf(ulong height);

    /// <summary>Reads back what a written block says to those who follow the chain: ids and receipts.</summary>
    /// <exception cref="StorageException">The block is missing or damaged.</exception>
    IReadOnlyList<StoredTransaction> ReadTransactions(ulong height);
}
