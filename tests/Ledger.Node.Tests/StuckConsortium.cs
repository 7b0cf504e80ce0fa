using Ledger.Finality;
using Ledger.Node.CatchUp;
using Ledger.Protocol;
using Ledger.Protocol.V1;
using Ledger.Storage;
using Ledger.TestConsortium;

namespace Ledger.Node.Tests;

/// <summary>
/// Four validators, of whom two were shown another batch at one height: each pair goes on on its own block, as far as a node executes
/// ahead, and nothing becomes final.
/// </summary>
internal sealed class StuckConsortium
{
    internal const ulong StuckHeight = 4;
    internal const ulong AheadMax = 3;
    private readonly NodeOptions _options = new() { BlocksAheadMax = (int)AheadMax };
    private readonly Queue<(int From, PeerMessage Message)> _wire = new();
    private readonly MemoryStore[] _stores = [.. Enumerable.Range(0, 4).Select(_ => new MemoryStore())];
    private readonly NodeUnderTest.DrivenClock _clock = new();

    internal StuckConsortium()
    {
        Nodes = [.. Enumerable.Range(0, 4).Select(index => Open(index, null))];
        for (var height = 1UL; height < StuckHeight; height++)
        {
            ApplyAll(Empty(height));
        }

        var (shown, hidden) = (Empty(StuckHeight), TestChain.Ordered(StuckHeight, TestChain.Batch([9])));
        Apply([0, 1], shown);
        Apply([2, 3], hidden);
        for (var height = StuckHeight + 1; height < StuckHeight + AheadMax; height++)
        {
            ApplyAll(Empty(height));
        }
    }

    internal NodeCore[] Nodes { get; }

    internal MemoryVoteLock[] Locks { get; } = [.. Enumerable.Range(0, 4).Select(_ => new MemoryVoteLock())];

    /// <summary>The validators' votes, as they left.</summary>
    internal List<(int From, SignedVote Vote)> Votes { get; } = [];

    internal Digest BlockOf(int node) => Nodes[node].Chain.HashOf(StuckHeight)!.Value;

    internal static byte[] Empty(ulong height) => TestChain.Ordered(height, TestChain.Batch());

    internal void ApplyAll(byte[] batch) => Apply([0, 1, 2, 3], batch);

    /// <summary>Lets nodes execute a batch and hear what is said of it.</summary>
    internal void Apply(int[] nodes, byte[] batch)
    {
        foreach (var node in nodes)
        {
            Nodes[node].Apply(batch);
        }

        Deliver();
    }

    /// <summary>Lets everybody say again what nobody answered.</summary>
    internal void Repeat()
    {
        _clock.Ms += 10_000;
        foreach (var node in Nodes)
        {
            node.Tick();
        }

        Deliver();
    }

    internal SettleDeclaration Declare(int node, Digest block) => Settling.Declare(Nodes[node], VoterOf(node), block);

    /// <summary>Makes a lock anew, as `ledger vote-lock make --lost-at` does.</summary>
    internal void LoseLock(int node)
    {
        Locks[node] = new MemoryVoteLock();
        Assert.True(Locks[node].TryLock(StuckHeight - 1 + FileVoteLock.LostLockMargin, Digest.Zero));
    }

    /// <summary>Starts a node again on its own directory.</summary>
    internal void Restart(int node, Settlement? settlement) => Nodes[node] = Open(node, settlement);

    /// <summary>Starts a node again on an empty directory; it takes what is final from another.</summary>
    internal void BeginAnew(int node, int from, Settlement? settlement)
    {
        var blocks = Nodes[from].Chain;
        _stores[node] = new MemoryStore();
        Nodes[node] = Open(node, settlement);
        for (var height = 1UL; height < StuckHeight; height++)
        {
            Assert.NotNull(Nodes[node].ApplyCertified(
                new CertifiedBlock(height, blocks.HashOf(height)!.Value, blocks.Blocks.GetBlock(height)!.Batch.Memory)));
        }

        Nodes[node].EndRun(Nodes[from].Votes.ReadCertificate(StuckHeight - 1)!);
    }

    private NodeCore Open(int index, Settlement? settlement) => new(
        new NodeParts(TestChain.Genesis, _stores[index], TestChain.Verifier, new Wire(this, index), VoterOf(index), _clock, _clock)
        {
            Settlement = settlement,
        },
        _options);

    private Voter VoterOf(int index) =>
        new(TestChain.Genesis.ChainId, TestChain.ValidatorId(index), TestChain.SignerOf(index), _clock, Locks[index]);

    private void Deliver()
    {
        while (_wire.TryDequeue(out var said))
        {
            for (var to = 0; to < Nodes.Length; to++)
            {
                if (to != said.From)
                {
                    Nodes[to].Receive(said.Message);
                }
            }
        }
    }

    private sealed class Wire(StuckConsortium world, int from) : INetwork
    {
        public void Broadcast(PeerMessage message)
        {
            if (message.Vote is { } vote)
            {
                world.Votes.Add((from, vote));
            }

            world._wire.Enqueue((from, message));
        }

        public void Send(Digest validator, PeerMessage message) => world._wire.Enqueue((from, message));
    }
}
