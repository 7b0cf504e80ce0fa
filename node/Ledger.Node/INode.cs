using Ledger.Execution;
using Ledger.Finality;
using Ledger.Index;
using Ledger.Mempool;

namespace Ledger.Node;

/// <summary>
/// What a node lets others read, on any thread. Nothing that hangs on it executes, votes or writes: that is for whoever holds the
/// <see cref="NodeCore"/>, one loop of one <see cref="NodeRunner"/>.
/// </summary>
public interface INode
{
    /// <summary>The chain as this node executed it.</summary>
    IChain Chain { get; }

    /// <summary>What is final.</summary>
    IFinality Finality { get; }

    /// <summary>Votes and certificates on disk.</summary>
    IVotes Votes { get; }

    /// <summary>Events of final blocks.</summary>
    IEventIndex Index { get; }

    /// <summary>Transactions that wait.</summary>
    IMempool Pool { get; }
}
