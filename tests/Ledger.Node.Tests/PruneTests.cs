using Ledger.Finality;
using Ledger.Node.CatchUp;
using Ledger.Protocol;
using Ledger.Storage;
using Ledger.TestConsortium;

namespace Ledger.Node.Tests;

/// <summary>What a node that is no archive does without, and that it goes on as before.</summary>
public sealed class PruneTests
{
    private const ulong Kept = 6;
    private readonly NodeUnderTest _node = new();
    private readonly byte[] _early = TestChain.Sign(TestChain.Body());

    public PruneTests()
    {
        _node.Finalise(_early);
        for (var i = 0; i < 19; i++)
        {
            var proof = _node.Core.Votes.ReadNewestCertificate();
            _node.ApplyBatch(TestChain.Batch(proof, TestChain.Sign(TestChain.Body())));
            _node.Vote(_node.Core.Chain.Head.Height, 1, 2);
        }
    }

    [Fact]
    public void A_pruned_node_starts_again_votes_on_and_serves_what_it_keeps()
    {
        var archive = FinalRuns.Gather(_node.Core, 1);
        var voteLock = new MemoryVoteLock();
        voteLock.TryLock(20, _node.HashOf(20));
        var unpruned = new NodeUnderTest(_node.Store.SurvivingAfterCrash(), voteLock: voteLock);
        var before = Entries(_node.Store);
        var oldest = _node.Core.Prune(Kept);
        Assert.Equal(15UL, oldest);
        Assert.True(Entries(_node.Store) < before - 60, $"{before} entries became {Entries(_node.Store)}");
        var again = _node.Restarted(_node.Store);
        Assert.Equal((oldest, 20UL, 20UL), (again.Core.Chain.Blocks.Oldest, again.Core.Chain.Head.Height, again.Core.Finality.FinalHeight));
        Assert.Equal(oldest, again.Core.Chain.State.OldestVersion);
        Assert.Null(again.Core.Chain.Blocks.GetBlock(oldest - 1));
        Assert.NotNull(again.Core.Chain.Blocks.GetBlock(0));
        Assert.Empty(FinalRuns.Gather(again.Core, oldest - 1).Blocks);
        Assert.Equal(oldest, FinalRuns.Gather(again.Core, 1).Oldest);
        Assert.Equal([.. archive.Blocks.Skip((int)oldest - 1)], FinalRuns.Gather(again.Core, oldest).Blocks);
        Assert.Null(again.Core.Chain.Blocks.FindTransaction(TestChain.Read(_early).Id));
        var next = TestChain.Batch(TestChain.Sign(TestChain.Body()), _early); // what landed below is refused here as there
        unpruned.ApplyBatch(next);
        again.ApplyBatch(next);
        Assert.Equal(unpruned.Core.Chain.Head.Hash, again.Core.Chain.Head.Hash);
        Assert.Equal(21UL, again.Lock.Height);
    }

    [Fact]
    public void Events_keep_their_numbers_and_an_index_made_anew_begins_where_the_blocks_do()
    {
        var last = _node.Core.Index.Last;
        var kept = _node.Core.Index.Read(1, 1000).Where(one => one.Height >= 15).ToList();
        _node.Core.Prune(Kept);
        var again = _node.Restarted(_node.Store).Core;
        Assert.Equal((last, kept[0].Cursor), (again.Index.Last, again.Index.First));
        Assert.Equal(kept, again.Index.Read(1, 1000));
        again.Reindex();
        Assert.Equal((last, kept.Count), (again.Index.Last, again.Index.Read(1, 1000).Count));
        Assert.Equal(kept, again.Index.Read(1, 1000));
    }

    [Fact]
    public void History_proofs_of_what_is_kept_hold_and_what_was_broken_off_is_finished_by_calling_again()
    {
        _node.Store.Sync();
        var whole = _node.Store.SurvivingAfterCrash();
        _node.Core.Prune(Kept);
        var expected = Entries(_node.Store);
        var halfway = new NodeUnderTest(whole, voteLock: _node.Lock); // the first write of a pruning, and no other
        var first = new WriteSet();
        Execution.ChainStore.PutOldest(first, 15);
        Index.EventIndex.PutBase(first, 14, halfway.Core.Index.CountUpTo(14), halfway.Core.Chain.Blocks.GetHeader(14)!.Time);
        whole.Write(first, durable: true);
        var again = new NodeUnderTest(whole, voteLock: _node.Lock);
        Assert.Equal(15UL, again.Core.Prune(Kept));
        Assert.Equal(expected, Entries(whole));

        var blocks = again.Core.Chain.Blocks;
        var tree = new HistoryTree(TestChain.Genesis.Hasher, blocks.HistoryNode);
        Assert.NotEmpty(tree.Inclusion(15, 20));
        Assert.Equal(20UL, again.Core.Chain.Head.Header.Height);
    }

    [Fact]
    public void Blocks_stay_that_execution_still_asks_for_and_little_is_no_reason_to_prune()
    {
        Assert.Equal(1UL, _node.Core.Prune(20));
        Assert.Equal(1UL, _node.Restarted(_node.Store).Core.Chain.Blocks.Oldest);
        Assert.Equal(19UL, _node.Core.Prune(1)); // batch 20 carried the certificate of block 19
        Assert.NotNull(_node.Restarted(_node.Store).Core.Chain.Blocks.GetBlock(19));
    }

    [Fact]
    public void How_the_validator_set_changed_stays_provable()
    {
        var node = new NodeUnderTest();
        node.Finalise(VotedChanges.Make());
        for (var i = 0; i < 9; i++)
        {
            node.ApplyBatch(TestChain.Batch(node.Core.Votes.ReadNewestCertificate()));
            node.Vote(node.Core.Chain.Head.Height, 1, 2, 3);
        }

        Assert.Equal(6UL, node.Core.Prune(5));
        var again = node.Restarted(node.Store).Core;
        var (height, link) = Assert.Single(again.Chain.Blocks.ReadLinks(0));
        Assert.Equal(1UL, height);
        Assert.NotNull(link.Proof);
        Assert.Equal(1UL, again.Votes.ReadCertificate(1)!.Height);
        Assert.Null(again.Votes.ReadCertificate(2));
        Assert.Equal(5, again.Chain.ValidatorsFor(8).Ids.Count);
    }

    [Fact]
    public void The_disk_gets_back_what_was_deleted()
    {
        var folder = Directory.CreateTempSubdirectory("ledger-prune-").FullName;
        try
        {
            long Bytes() => new DirectoryInfo(folder).EnumerateFiles("*.sst", SearchOption.AllDirectories).Sum(file => file.Length);
            using (var data = DataDirectory.Open(folder, TestChain.Genesis.ChainId.ToArray(), new RocksStoreOptions()))
            {
                foreach (var table in Enum.GetValues<StoreTable>())
                {
                    var copy = new WriteSet();
                    foreach (var (key, value) in _node.Store.Scan(table, default, default))
                    {
                        copy.Put(table, key, table == StoreTable.Blocks ? [.. value, .. Padding(key)] : value);
                    }

                    data.Store.Write(copy, durable: false);
                }

                data.Compact();
                var before = Bytes();
                Assert.Equal(15UL, StoppedNode.Prune(TestChain.Genesis, data.Store, Kept));
                data.Compact();
                Assert.InRange(Bytes(), 1, before / 2);
            }

            using var again = DataDirectory.Open(folder, TestChain.Genesis.ChainId.ToArray(), new RocksStoreOptions());
            Assert.Equal(20UL, StoppedNode.Open(TestChain.Genesis, again.Store).Chain.Head.Height);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    // A field that no reader knows, of bytes that do not pack.
    private static byte[] Padding(byte[] key)
    {
        var bytes = new byte[40_000];
        new Random(key[^1]).NextBytes(bytes);
        using var stream = new MemoryStream();
        using (var output = new Google.Protobuf.CodedOutputStream(stream))
        {
            output.WriteTag(99, Google.Protobuf.WireFormat.WireType.LengthDelimited);
            output.WriteBytes(Google.Protobuf.ByteString.CopyFrom(bytes));
        }

        return stream.ToArray();
    }

    private static int Entries(MemoryStore store) =>
        Enum.GetValues<StoreTable>().Sum(table => store.Scan(table, default, default).Count());
}
