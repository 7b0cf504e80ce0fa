using Ledger.Contracts;
using Ledger.Crypto;
using Ledger.Protocol;

namespace Ledger.Execution;

/// <summary>How a node executes; never what comes out of it.</summary>
public sealed record ExecutionOptions
{
    /// <summary>How many cores check the signatures of one batch, 1 or more.</summary>
    public int VerifyParallelism { get; init; } = 1;

    /// <summary>Signatures that one core takes at a time.</summary>
    public int VerifyChunk { get; init; } = 32;

    /// <summary>What executes a call; the same on every node of a chain, and for a chain's auditors.</summary>
    public CallHandler Calls { get; init; } = ContractDispatcher.Execute;

    /// <summary>
    /// Whether this node has verified a transaction's very signature under this very key, so that it need not do so again; null where it
    /// has verified none. Must be true of nothing else: whether a signature verifies depends on these three alone, so the answer changes no
    /// block.
    /// </summary>
    public Func<SignedTransaction, PublicKey, bool>? HasVerified { get; init; }

    /// <summary>Signers whose records stay at hand between blocks; 0 for none.</summary>
    public int SignersKept { get; init; } = 65_536;

    /// <summary>
    /// At heights that this divides a node keeps what another needs to begin there, 1 or more. Alike on all nodes of a chain, for only what
    /// several offer is taken.
    /// </summary>
    public ulong SnapshotEvery { get; init; } = 1_024;

    /// <summary>Told as the stages of a block end; null where nobody measures.</summary>
    public IExecutionObserver? Observer { get; init; }
}
