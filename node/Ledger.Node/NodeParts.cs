using Ledger.Crypto;
using Ledger.Finality;
using Ledger.Node.CatchUp;
using Ledger.Protocol;
using Ledger.Protocol.V1;
using Ledger.Storage;

namespace Ledger.Node;

/// <summary>What a node is made of. Everything outside its own logic comes in here, so that a simulation can put its own in.</summary>
/// <param name="Genesis">The chain.</param>
/// <param name="Store">The node's own store.</param>
/// <param name="Verifier">The node's own verifier.</param>
/// <param name="Network">The way to the other validators.</param>
/// <param name="Voter">Signs votes; null on a node that does not validate.</param>
/// <param name="Clock">The clock that votes carry and heartbeats follow.</param>
/// <param name="Pace">The clock that intervals are measured by; differs from <paramref name="Clock"/> where that one is driven.</param>
public sealed record NodeParts(
    GenesisFile Genesis, IStore Store, ISignatureVerifier Verifier, INetwork Network, Voter? Voter, TimeProvider Clock, TimeProvider Pace)
{
    /// <summary>Hears how far the index is while many blocks are indexed at once; null for nobody.</summary>
    public IProgress<IndexProgress>? Indexing { get; init; }

    /// <summary>
    /// The lowest height whose state somebody is taking as a snapshot, and which is not pruned before he has it; null where none is given.
    /// </summary>
    public Func<ulong>? HeldHeight { get; init; }

    /// <summary>
    /// Declarations that settle a height, which this node was told to take (docs/adr/0043); null for none. They are checked as it gets
    /// there.
    /// </summary>
    public Settlement? Settlement { get; init; }

    /// <summary>Where blocks are found that the order has dropped; null for nowhere.</summary>
    public IFinalRuns? FinalRuns { get; init; }
}

/// <summary>How far an index that is made anew is.</summary>
/// <param name="Height">The newest block that it has.</param>
/// <param name="Final">The newest block that it will have.</param>
public readonly record struct IndexProgress(ulong Height, ulong Final);
