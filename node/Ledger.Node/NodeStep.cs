using Ledger.Index;
using Ledger.Protocol;

namespace Ledger.Node;

/// <summary>What a step of a node led to, for whoever drives the node to pass on.</summary>
public sealed record NodeStep
{
    /// <summary>Nothing to pass on.</summary>
    public static NodeStep Nothing { get; } = new();

    /// <summary>Blocks that became final and are indexed, in order.</summary>
    public IReadOnlyList<FinalBlock> Final { get; init; } = [];

    /// <summary>Faults that were contained in a block that is written: alarms for the operator.</summary>
    public IReadOnlyList<ContainedFault> Faults { get; init; } = [];

    /// <summary>Transactions that the mempool let go, since this node puts nothing into the order any more.</summary>
    public IReadOnlyList<Digest> LetGo { get; init; } = [];

    /// <summary>The batch that was executed; null where none was.</summary>
    public BatchReport? Batch { get; init; }
}
