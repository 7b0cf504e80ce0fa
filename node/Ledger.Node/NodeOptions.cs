using Ledger.Execution;
using Ledger.Finality;
using Ledger.Mempool;
using Ledger.State;

namespace Ledger.Node;

/// <summary>How one node works; what the chain decides is in its state, never here.</summary>
public sealed record NodeOptions
{
    /// <summary>Shortest time between two batches of this node that are not full, in milliseconds.</summary>
    public int BatchIntervalMs { get; init; } = 10;

    /// <summary>After this long a node offers its next batch though its last one is in no block yet, in milliseconds.</summary>
    public int BatchPatienceMs { get; init; } = 500;

    /// <summary>Most blocks ordered and not yet final at which a node offers a batch that is not full.</summary>
    public int BlocksPendingMax { get; init; } = 1;

    /// <summary>Most full batches of this node that are offered and in no block yet.</summary>
    public int FullBatchesInFlightMax { get; init; } = 4;

    /// <summary>An idle chain makes a block when block time lags a validator's clock by this much, in milliseconds.</summary>
    public int HeartbeatMs { get; init; } = 2_000;

    /// <summary>After this long without a new final block a validator repeats its votes, in milliseconds.</summary>
    public int RebroadcastMs { get; init; } = 500;

    /// <summary>Most blocks that a node executes ahead of the newest final one.</summary>
    public int BlocksAheadMax { get; init; } = 64;

    /// <summary>Batches read from the orderer at a time.</summary>
    public int ReadBatchesMax { get; init; } = 16;

    /// <summary>Of these, batches that are read and verified while one before them is executed, 0 or more.</summary>
    public int BatchesReadAhead { get; init; } = 2;

    /// <summary>Most ordered batches that wait to be executed at which a node is ready for callers.</summary>
    public int ReadyBehindMax { get; init; } = 64;

    /// <summary>After this long without a new final block, though one waits to be, a node is no longer ready; in milliseconds.</summary>
    public int ReadyStallMs { get; init; } = 10_000;

    /// <summary>Final batches that a node wants kept in the order, for others that are behind; older ones are in its blocks.</summary>
    public int BatchesKept { get; init; } = 4_096;

    /// <summary>Heights whose state can still be read; older versions are pruned. 0 keeps all.</summary>
    public ulong StateHeightsKept { get; init; }

    /// <summary>One transaction of so many is traced, 1 or more; none are while nobody listens (<see cref="TransactionTraces"/>).</summary>
    public int TracesOneIn { get; init; } = 100;

    /// <summary>How the node watches what expires.</summary>
    public ExpiryOptions Expiry { get; init; } = new();

    /// <summary>Limits of the mempool.</summary>
    public MempoolOptions Mempool { get; init; } = new();

    /// <summary>Limits of what is kept of votes.</summary>
    public FinalityOptions Finality { get; init; } = new();

    /// <summary>Caches of the state.</summary>
    public StateOptions State { get; init; } = new();

    /// <summary>How batches are executed.</summary>
    public ExecutionOptions Execution { get; init; } = new();
}
