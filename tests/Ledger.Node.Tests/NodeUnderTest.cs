using Ledger.Crypto;
using Ledger.Finality;
using Ledger.Protocol;
using Ledger.Protocol.V1;
using Ledger.Storage;
using Ledger.TestConsortium;

namespace Ledger.Node.Tests;

/// <summary>Validator 0 with the others played by the test: what it sends is recorded, time is driven.</summary>
internal sealed class NodeUnderTest : INetwork
{
    internal NodeUnderTest(
        MemoryStore? store = null, NodeOptions? options = null, IVoteLock? voteLock = null, ISignatureVerifier? verifier = null)
    {
        Store = store ?? new MemoryStore();
        Options = options ?? new NodeOptions();
        Lock = voteLock ?? new MemoryVoteLock();
        var voter = new Voter(TestChain.Genesis.ChainId, TestChain.ValidatorId(0), TestChain.SignerOf(0), Clock, Lock);
        Parts = new NodeParts(TestChain.Genesis, Store, verifier ?? TestChain.Verifier, this, voter, Clock, Clock);
        Core = new NodeCore(Parts, Options);
    }

    internal MemoryStore Store { get; }

    /// <summary>Outlives the store: a test hands it on to the node that it starts again.</summary>
    internal IVoteLock Lock { get; }

    internal NodeOptions Options { get; }

    internal NodeParts Parts { get; }

    internal NodeCore Core { get; }

    internal DrivenClock Clock { get; } = new();

    internal List<PeerMessage> Sent { get; } = [];

    internal IEnumerable<QuorumCertificate> CertificatesSent =>
        Sent.Where(message => message.Certificate is not null).Select(message => message.Certificate);

    public void Broadcast(PeerMessage message) => Sent.Add(message);

    public void Send(Digest validator, PeerMessage message) => Sent.Add(message);

    /// <summary>The node as it starts again after its process died.</summary>
    internal NodeUnderTest Restarted(MemoryStore? store = null) => new(store ?? Store.SurvivingAfterCrash(), Options, Lock);

    /// <summary>Executes a block of these transactions.</summary>
    internal void Apply(params byte[][] transactions) => ApplyBatch(TestChain.Batch(transactions));

    /// <summary>Executes a batch, signed for the place that comes next.</summary>
    internal void ApplyBatch(byte[] batch) => Steps.Add(Core.Apply(TestChain.Ordered(Core.Chain.Head.Height + 1, batch)));

    /// <summary>What the node's steps led to, in order.</summary>
    internal List<NodeStep> Steps { get; } = [];

    internal void Receive(PeerMessage message) => Steps.Add(Core.Receive(message));

    /// <summary>Lets other validators vote for a block as this node has it.</summary>
    internal void Vote(ulong height, params int[] validators)
    {
        foreach (var validator in validators)
        {
            Receive(new PeerMessage { Vote = TestChain.Vote(validator, height, HashOf(height), TestChain.StartMs + (long)height) });
        }
    }

    /// <summary>Executes the next block and lets it become final.</summary>
    internal void Finalise(params byte[][] transactions)
    {
        Apply(transactions);
        Vote(Core.Chain.Head.Height, 1, 2);
    }

    internal Digest HashOf(ulong height) => BlockHeader.Hash(TestChain.Genesis.Hasher, Core.Chain.Blocks.GetBlock(height)!.Header.Span);

    /// <summary>A clock that stands until the test moves it.</summary>
    internal sealed class DrivenClock : TimeProvider
    {
        internal long Ms { get; set; }

        public override long TimestampFrequency => 1000;

        public override long GetTimestamp() => Ms;

        public override DateTimeOffset GetUtcNow() => DateTimeOffset.FromUnixTimeMilliseconds(TestChain.StartMs + Ms);
    }
}
