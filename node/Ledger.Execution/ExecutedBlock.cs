using Ledger.Protocol;
using Ledger.Protocol.V1;
using Ledger.State;

namespace Ledger.Execution;

/// <summary>A block that was computed and not yet written.</summary>
public sealed class ExecutedBlock
{
    internal ExecutedBlock(
        ChainHead head, ValidatorRoster validators, byte[] headerBytes, ReadBatch? batch, IReadOnlyList<ExecutedTransaction> transactions,
        StateUpdate stateUpdate)
    {
        Head = head;
        Validators = validators;
        HeaderBytes = headerBytes;
        Batch = batch?.Kept ?? default;
        BatchOutcome = batch?.Outcome ?? BatchOutcome.Counts;
        NamedProposer = batch?.Named ?? default;
        Transactions = transactions;
        StateUpdate = stateUpdate;
    }

    /// <summary>The chain's head once this block is written.</summary>
    public ChainHead Head { get; }

    /// <summary>The header.</summary>
    public BlockHeader Header => Head.Header;

    /// <summary>The header's hash.</summary>
    public Digest Hash => Head.Hash;

    /// <summary>The set that finalises this block.</summary>
    public ValidatorRoster Validators { get; }

    /// <summary>The header's canonical encoding.</summary>
    public ReadOnlyMemory<byte> HeaderBytes { get; }

    /// <summary>The batch as ordered.</summary>
    public ReadOnlyMemory<byte> Batch { get; }

    /// <summary>Whether the batch counts.</summary>
    public BatchOutcome BatchOutcome { get; }

    /// <summary>The proposer that the batch names, who has signed it where it counts; zero where it cannot be read.</summary>
    public Digest NamedProposer { get; }

    /// <summary>What became of each transaction, in order.</summary>
    public IReadOnlyList<ExecutedTransaction> Transactions { get; }

    internal StateUpdate StateUpdate { get; }
}

/// <summary>A place in a block: the transaction, where its bytes could be read, and its receipt.</summary>
/// <param name="Transaction">Null where the bytes are no transaction of this chain.</param>
/// <param name="Receipt">What became of it.</param>
/// <param name="ReceiptBytes">The receipt's encoding, as it stands in the receipts tree.</param>
/// <param name="Leaf">Its leaf's hash in the transactions tree.</param>
/// <param name="Fault">
/// What a contract threw, or the invariant that would have been broken; null for all but a contained fault. For the operator: no two nodes
/// need say the same.
/// </param>
public sealed record ExecutedTransaction(
    SignedTransaction? Transaction, Receipt Receipt, byte[] ReceiptBytes, Digest Leaf, Exception? Fault = null);
