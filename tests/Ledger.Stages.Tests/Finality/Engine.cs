using Ledger.Protocol.V1;
using Ledger.Storage;
using Ledger.TestConsortium;

namespace Ledger.Stages.Tests.Finality;

/// <summary>An engine of the test consortium over a store, with blocks named by a byte.</summary>
internal sealed class Engine
{
    internal const long Time = 1_600_000_000_000;
    internal const byte Right = 1;
    internal const byte Other = 2;

    internal Engine(MemoryStore? store = null, FinalityOptions? options = null)
    {
        Store = store ?? new MemoryStore();
        Votes = new VoteStore(Store);
        Finality = new FinalityEngine(
            TestChain.Genesis.ChainId, TestChain.HashOf(0), TestChain.Genesis.Validators, TestChain.Verifier, Votes, options
                ?? new FinalityOptions(), height => Executed.GetValueOrDefault(height));
    }

    /// <summary>The blocks that the node has executed, as its chain would find them.</summary>
    internal Dictionary<ulong, CandidateBlock> Executed { get; init; } = [];

    internal MemoryStore Store { get; }

    internal VoteStore Votes { get; }

    internal FinalityEngine Finality { get; }

    /// <summary>Tells of an executed block; true where that made something final.</summary>
    internal bool Execute(ulong height, byte block = Right)
    {
        Executed[height] = new CandidateBlock(height, TestChain.HashOf(block), TestChain.Genesis.Validators);
        return Finality.OnExecuted(Executed[height]) is not null;
    }

    internal VoteOutcome Vote(int validator, ulong height, byte block = Right) =>
        Vote(TestChain.Vote(validator, height, TestChain.HashOf(block), Time));

    internal VoteOutcome Vote(SignedVote vote) => Finality.OnVote(vote, out _);
}
