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

/// <summary>
/// A transaction on which a contract failed, or that would have broken an invariant: it did nothing, and its receipt says so.
/// </summary>
/// <param name="Height">The block.</param>
/// <param name="Index">The place in the block.</param>
/// <param name="Transaction">The id; null where the bytes are no transaction.</param>
/// <param name="Code"><see cref="RefusalCode.ContractFault"/> or <see cref="RefusalCode.InvariantBroken"/>.</param>
/// <param name="Cause">What this node saw.</param>
public sealed record ContainedFault(ulong Height, int Index, Digest? Transaction, RefusalCode Code, Exception Cause);
