using Ledger.Execution;
using Ledger.Protocol;
using Ledger.Protocol.V1;
using Ledger.State;
using Ledger.Storage;
using Ledger.TestConsortium;

namespace Ledger.Node.Tests.Upgrade;

/// <summary>
/// What older versions stored, entry by entry: aa27ee30 of 2026-11-30, the last before separate machines, and 3e0946a8 of 2026-12-01, the
/// last whose index held every event again. The script regenerate made them with the programs of those commits. Their chain has 20 blocks:
/// projects, refusals, copies, bytes that are no transaction, certificates of the time, and a newest block that is not final.
/// </summary>
public sealed class OldStoreTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("ledger-old-store-").FullName;

    public static TheoryData<string> Versions => ["aa27ee30", "3e0946a8"];

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [MemberData(nameof(Versions))]
    public void A_node_opens_it_with_all_that_was_in_it_and_goes_on(string version)
    {
        var old = OldStore.Read(version);
        using var store = RocksStore.Open(_folder, new RocksStoreOptions());
        old.WriteTo(store);
        var core = new NodeCore(
            new NodeParts(
                old.Genesis, store, TestChain.Verifier, new Nobody(), null, new NodeUnderTest.DrivenClock(), TimeProvider.System),
            new NodeOptions());
        Assert.Equal(((ulong)old.Headers.Count - 1, old.Final), (core.Chain.Head.Height, core.Finality.FinalHeight));
        Assert.Equal(
            old.Headers, Enumerable.Range(0, old.Headers.Count).Select(height => core.Chain.Blocks.GetBlock((ulong)height)!.Header));
        Assert.NotNull(core.Votes.ReadOwnVote(core.Chain.Head.Height));
        Assert.Equal(
            old.Events,
            core.Index.Read(1, int.MaxValue).Select(
                one => $"{one.Cursor} {one.Height} {one.TransactionIndex} {one.EventIndex} " +
                    $"{Convert.ToHexString(one.TransactionId.Span)} {one.Event.Type}"));

        var next = core.Chain.Head.Height + 1;
        core.Apply(old.Ordered(next, TestChain.Batch()));
        Assert.Equal(next, core.Chain.Head.Height);
    }

    [Theory]
    [MemberData(nameof(Versions))]
    public void Its_blocks_come_out_the_same_when_they_are_executed_again(string version)
    {
        var old = OldStore.Read(version);
        var chain = Chain.Open(old.Genesis, new MemoryStore(), TestChain.Verifier, new StateOptions(), new ExecutionOptions());
        foreach (var (height, batch) in old.Batches())
        {
            var block = chain.Execute(batch, null);
            Assert.Equal(old.Headers[height].ToByteArray(), block.HeaderBytes);
            chain.Commit(block, new WriteSet(), durable: false);
        }

        Assert.Equal((ulong)old.Headers.Count - 1, chain.Head.Height);
    }

    private sealed class Nobody : INetwork
    {
        public void Broadcast(PeerMessage message)
        {
        }

        public void Send(Digest validator, PeerMessage message)
        {
        }
    }
}
