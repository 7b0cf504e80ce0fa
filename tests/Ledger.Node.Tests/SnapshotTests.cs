using Google.Protobuf;
using Ledger.Execution;
using Ledger.Finality;
using Ledger.Node.Snapshots;
using Ledger.Protocol;
using Ledger.Protocol.V1;
using Ledger.State;
using Ledger.Storage;
using Ledger.TestConsortium;
using Microsoft.Extensions.Logging.Abstractions;

namespace Ledger.Node.Tests;

/// <summary>A node that begins at a snapshot: what it has afterwards, and everything that others may say wrong.</summary>
public sealed class SnapshotTests
{
    private const ulong Every = 16;
    private static readonly NodeOptions Options = new()
    {
        Execution = new ExecutionOptions { SnapshotEvery = Every },
        State = new StateOptions { ProofBytesMax = 8 * 1024 },
    };

    private static readonly byte[] Early = TestChain.Sign(TestChain.Body());
    private static readonly Lazy<NodeUnderTest> Archive = new(() => Grown(20));

    [Fact]
    public async Task A_node_that_joined_decides_every_later_block_as_one_that_executed_all()
    {
        var (store, peers) = (new MemoryStore(), Honest());
        Assert.Equal(SnapshotJoinOutcome.Joined, await JoinAsync(store, peers));
        var (joined, archive) = (Open(store), Open(Copy(Archive.Value)));
        Assert.Equal((16UL, 16UL), (joined.Core.Chain.Head.Height, joined.Core.Finality.FinalHeight));
        Assert.Equal(Archive.Value.HashOf(16), joined.Core.Chain.Head.Hash);
        Assert.All(peers, peer => Assert.Empty(peer.Lies));
        Assert.True(peers.Count(peer => peer.Asked > 1) > 1); // from several at once

        // What was final above comes as blocks, the rest as batches; the bytes that landed below are refused here as there.
        for (ulong height = 17; height <= 20; height++)
        {
            var batch = Archive.Value.Core.Chain.Blocks.GetBlock(height)!.Batch;
            Assert.NotNull(joined.Core.ApplyCertified(new(height, Archive.Value.HashOf(height), batch.Memory)));
        }

        joined.Receive(new PeerMessage { Certificate = Archive.Value.Core.Votes.ReadCertificate(20) });
        foreach (var batch in new[]
        {
            TestChain.Batch(Archive.Value.Core.Votes.ReadCertificate(15), TestChain.Sign(TestChain.Body()), Early),
            TestChain.Batch(Archive.Value.Core.Votes.ReadCertificate(20), Early, TestChain.Sign(TestChain.Body())),
        })
        {
            joined.ApplyBatch(batch);
            archive.ApplyBatch(batch);
            Assert.Equal(archive.Core.Chain.Head.Hash, joined.Core.Chain.Head.Hash);
        }

        Assert.Equal(22UL, joined.Lock.Height);
    }

    [Fact]
    public async Task It_keeps_what_came_along_and_knows_where_it_begins()
    {
        var store = new MemoryStore();
        await JoinAsync(store, Honest());
        var (joined, archive) = (Open(store).Core, Archive.Value.Core);
        var blocks = joined.Chain.Blocks;
        Assert.Equal(15UL, blocks.Oldest); // batch 16 carried the certificate of block 15
        Assert.Equal(archive.Chain.Blocks.GetBlock(15), blocks.GetBlock(15));
        Assert.Equal(archive.Chain.Blocks.GetBlock(0), blocks.GetBlock(0));
        Assert.Null(blocks.GetBlock(14));
        Assert.Equal(archive.Index.Read(1, 1000).Where(one => one.Height is 15 or 16), joined.Index.Read(1, 1000));
        Assert.Equal(16UL, joined.Chain.State.OldestVersion);
        Assert.Equal(
            archive.Chain.State.ScanAt([], 16, 10_000).Select(one => Convert.ToHexString([.. one.Key, .. one.Value])),
            joined.Chain.State.ScanAt([], 16, 10_000).Select(one => Convert.ToHexString([.. one.Key, .. one.Value])));
        var (own, others) = (new HistoryTree(TestChain.Genesis.Hasher, blocks.HistoryNode),
            new HistoryTree(TestChain.Genesis.Hasher, archive.Chain.Blocks.HistoryNode));
        Assert.Equal(others.Inclusion(15, 16), own.Inclusion(15, 16));
        Assert.Equal(others.Inclusion(3, 16), own.Inclusion(3, 16));
        Assert.NotNull(blocks.FindTransaction(TestChain.Read(TransactionIn(16)).Id));
        Assert.Null(blocks.FindTransaction(TestChain.Read(Early).Id));
        Assert.Equal(SnapshotJoinOutcome.HasChain, await JoinAsync(store, Honest()));
        var offer = new SnapshotServer(joined, Every, TimeProvider.System).Offer(ulong.MaxValue); // and it serves the next one
        Assert.Equal(Archive.Value.Core.Chain.Blocks.GetBlock(16)!.Header, offer.Header);
    }

    [Fact]
    public async Task The_validator_sets_lead_from_genesis_to_the_one_that_signed()
    {
        var source = new NodeUnderTest(options: Options);
        source.Finalise(VotedChanges.Make());
        for (var i = 0; i < 20; i++)
        {
            source.ApplyBatch(TestChain.Batch(source.Core.Votes.ReadNewestCertificate()));
            source.Vote(source.Core.Chain.Head.Height, 1, 2, 3);
        }

        var store = new MemoryStore();
        Assert.Equal(SnapshotJoinOutcome.Joined, await JoinAsync(store, [.. Enumerable.Range(0, 4).Select(i => new Peer(i, source))]));
        var joined = Open(store).Core;
        Assert.Equal(5, joined.Chain.Head.NextValidators.Ids.Count);
        Assert.Equal(1UL, Assert.Single(joined.Chain.Blocks.ReadLinks(0)).Height);
        Assert.Equal(1UL, joined.Votes.ReadCertificate(1)!.Height);

        // Without the link nobody knows whose word it is, and one that is not proven is a lie.
        var without = Enumerable.Range(0, 4).Select(i => new Peer(i, source) { Answer = part => part.Links.Clear() }).ToList();
        Assert.Equal(SnapshotJoinOutcome.NoneOffered, await JoinAsync(new MemoryStore(), without));
        var forged = new Peer(3, source) { Answer = part => part.Links.ToList().ForEach(link => link.Proof.Value = ByteString.Empty) };
        Assert.Equal(SnapshotJoinOutcome.Joined, await JoinAsync(new MemoryStore(), [forged, .. Others(source)]));
        Assert.Contains("the validator set that block 1 made is not proven", Assert.Single(forged.Lies), StringComparison.Ordinal);
        static IEnumerable<Peer> Others(NodeUnderTest source) => Enumerable.Range(0, 3).Select(i => new Peer(i, source));
    }

    public static TheoryData<string, string> Lies => new()
    {
        { "a value", "are not those of the root (RootMismatch)" },
        { "an entry left out", "are not those of the root" },
        { "a later page", "are left out" },
        { "a header", "the header of its snapshot" },
        { "a certificate", "the certificate of its snapshot at 16 does not hold (BadVoteSignature)" },
        { "a history", "is not the one of the header" },
        { "a time proof", "is not the one that others vouch for" },
        { "a count of events", "is not the one that others vouch for" },
        { "a receipt", "has other transactions or receipts" },
        { "a batch", "is not the one that its proposer signed" },
        { "a block left out", "of blocks 15 to 16 it shows 1" },
    };

    [Theory]
    [MemberData(nameof(Lies))]
    public async Task Who_says_something_wrong_is_named_and_another_is_asked(string lie, string words)
    {
        var liar = new Peer(0, Archive.Value);
        switch (lie)
        {
            case "a value":
                liar.Answer = part => Changed(part.State?.Entries[1], entry => entry.Value = Flipped(entry.Value));
                break;
            case "an entry left out":
                liar.Answer = part => Changed(part.State, state => state.Entries.RemoveAt(1));
                break;
            case "a later page":
                liar.Ask = request => Changed(
                    request, one => one.StateFrom = ByteString.CopyFromUtf8("tender/"), GetSnapshotPartRequest.PartOneofCase.StateFrom);
                break;
            case "a header":
                liar.Offers = offer => offer.Header = Archive.Value.Core.Chain.Blocks.GetBlock(15)!.Header;
                break;
            case "a certificate":
                liar.Offers = offer => offer.Certificate.Votes[0].Time++;
                break;
            case "a history":
                liar.Offers = offer => offer.HistoryTail = Flipped(offer.HistoryTail);
                break;
            case "a time proof":
                liar.Offers = offer => offer.TimeProofHeight--;
                break;
            case "a count of events":
                liar.Offers = offer => offer.Events++;
                break;
            case "a receipt":
                liar.Answer = part => part.Blocks.ToList().ForEach(block => block.Receipts[0] = Flipped(block.Receipts[0]));
                break;
            case "a batch":
                liar.Answer = part => part.Blocks.ToList().ForEach(block => block.Batch = Flipped(block.Batch));
                break;
            default:
                liar.Answer = part => Changed(part.Blocks, blocks => blocks.RemoveAt(0), blocks => blocks.Count > 0);
                break;
        }

        var store = new MemoryStore();
        // The liar alone answers until it has lied, wherever that is.
        var others = Enumerable.Range(1, 3).Select(i => new Peer(i, Archive.Value) { WaitFor = liar.Lied.Task }).ToList();
        Assert.Equal(SnapshotJoinOutcome.Joined, await JoinAsync(store, [liar, .. others], patienceMs: 60_000));
        Assert.Contains(words, Assert.Single(liar.Lies), StringComparison.Ordinal);
        Assert.All(others, other => Assert.Empty(other.Lies));
        Assert.Equal(Archive.Value.HashOf(16), Open(store).Core.Chain.Head.Hash);
    }

    [Fact]
    public async Task What_no_header_commits_to_needs_more_than_a_third_of_the_votes()
    {
        Assert.Equal(SnapshotJoinOutcome.NoneOffered, await JoinAsync(new MemoryStore(), [new Peer(0, Archive.Value)]));
        Assert.Equal(
            SnapshotJoinOutcome.NoneOffered, await JoinAsync(new MemoryStore(), [new Peer(0, Archive.Value), new Peer(0, Archive.Value)]));
        Assert.Equal(
            SnapshotJoinOutcome.Joined, await JoinAsync(new MemoryStore(), [new Peer(0, Archive.Value), new Peer(1, Archive.Value)]));
        Assert.Equal(SnapshotJoinOutcome.NoneOffered, await JoinAsync(new MemoryStore(), []));
        var young = new NodeUnderTest();
        Assert.Equal( // at once: nobody has one yet
            SnapshotJoinOutcome.NoneOffered,
            await JoinAsync(new MemoryStore(), [new Peer(0, young), new Peer(1, young)], patienceMs: int.MaxValue));
    }

    [Fact]
    public async Task A_process_that_ends_halfway_goes_on_and_asks_for_nothing_twice()
    {
        var (store, whole) = (new MemoryStore(), Honest());
        await JoinAsync(new MemoryStore(), whole);
        var parts = whole.Sum(peer => peer.Parts);
        var asked = 0;
        using var killed = new CancellationTokenSource();
        var before = Honest(_ =>
        {
            if (Interlocked.Increment(ref asked) == parts / 2)
            {
                killed.Cancel();
            }
        });
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => JoinAsync(store, before, killed.Token));
        Assert.Contains("has not all of it yet", Assert.Throws<StorageException>(() => Open(store)).Message, StringComparison.Ordinal);
        var after = Honest();
        Assert.Equal(SnapshotJoinOutcome.Joined, await JoinAsync(store, after));
        Assert.InRange(after.Sum(peer => peer.Parts), 1, (parts / 2) + 4); // the blocks again, and what was on its way
        Assert.Equal(Archive.Value.HashOf(16), Open(store).Core.Chain.Head.Hash);
        Assert.Empty(store.Scan(StoreTable.Meta, "join/"u8.ToArray(), "join0"u8.ToArray()));
    }

    [Fact]
    public async Task What_was_begun_and_nobody_offers_any_more_leaves_nothing_behind()
    {
        var store = new MemoryStore();
        var blind = Honest(request => throw new OperationCanceledException());
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => JoinAsync(store, blind));
        Assert.True(ChainInstaller.IsUnfinished(store));
        Assert.Equal(SnapshotJoinOutcome.NoneOffered, await JoinAsync(store, []));
        Assert.All(Enum.GetValues<StoreTable>(), table => Assert.Empty(store.Scan(table, default, default)));
        Assert.Equal(0UL, Open(store).Core.Chain.Head.Height);
    }

    [Fact]
    public void What_is_not_kept_is_not_offered_and_what_is_taken_is_not_pruned()
    {
        var server = new SnapshotServer(Archive.Value.Core, Every, TimeProvider.System);
        Assert.Equal(ulong.MaxValue, server.HeldHeight);
        Assert.Equal(0UL, server.Offer(15).Height);
        Assert.Equal(ulong.MaxValue, server.HeldHeight);
        Assert.Equal(16UL, server.Offer(ulong.MaxValue).Height);
        Assert.Equal(16UL, server.HeldHeight);
        Assert.Equal(new SnapshotPart(), server.Read(new() { Height = 17, StateFrom = ByteString.Empty }));
        Assert.Equal(new SnapshotPart(), server.Read(new() { Height = 32, StateFrom = ByteString.Empty }));
        Assert.Equal(new SnapshotPart(), server.Read(new() { Height = 16, StateFrom = ByteString.CopyFrom(new byte[257]) }));
        Assert.Equal(new SnapshotPart(), server.Read(new() { Height = 16, HistoryChunk = ulong.MaxValue }));
        Assert.Equal(new SnapshotPart(), server.Read(new() { Height = 16, BlocksFrom = 3 }));
        Assert.Equal(new SnapshotPart(), server.Read(new() { Height = 16, LinksAbove = ulong.MaxValue }));

        foreach (var held in new[] { 16UL, ulong.MaxValue })
        {
            var keeping = new NodeCore(
                Open(Copy(Archive.Value)).Parts with { HeldHeight = () => held }, Options with { StateHeightsKept = 1 });
            keeping.Apply(TestChain.Ordered(21, TestChain.Batch()));
            foreach (var validator in new[] { 1, 2 })
            {
                var hash = keeping.Chain.Head.Hash;
                keeping.Receive(new PeerMessage { Vote = TestChain.Vote(validator, 21, hash, TestChain.StartMs + 21) });
            }

            Assert.Equal(Math.Min(held, 20), keeping.Chain.State.OldestVersion);
        }
    }

    [Fact]
    public async Task A_long_history_comes_in_chunks_each_proven_by_itself()
    {
        const ulong top = 4_112;
        var source = new NodeUnderTest(options: Options);
        while (source.Core.Chain.Head.Height < top)
        {
            source.ApplyBatch(TestChain.Batch(source.Core.Votes.ReadNewestCertificate()));
            if (source.Core.Chain.Head.Height % Every == 0)
            {
                source.Vote(source.Core.Chain.Head.Height, 1, 2);
            }
        }

        var liar = new Peer(0, source) { Answer = part => part.HistoryLeaves = Flipped(part.HistoryLeaves) };
        var others = Enumerable.Range(1, 3).Select(i => new Peer(i, source) { WaitFor = liar.Lied.Task });
        var store = new MemoryStore();
        Assert.Equal(SnapshotJoinOutcome.Joined, await JoinAsync(store, [liar, .. others], patienceMs: 60_000));
        Assert.Contains("the headers' hashes from 0 on are not those of the history", Assert.Single(liar.Lies), StringComparison.Ordinal);
        var joined = Open(store).Core;
        Assert.Equal(source.HashOf(top), joined.Chain.Head.Hash);
        Assert.Equal(
            new HistoryTree(TestChain.Genesis.Hasher, source.Core.Chain.Blocks.HistoryNode).Inclusion(77, top),
            new HistoryTree(TestChain.Genesis.Hasher, joined.Chain.Blocks.HistoryNode).Inclusion(77, top));
    }

    private static byte[] TransactionIn(ulong height)
    {
        var block = Archive.Value.Core.Chain.Blocks.GetBlock(height)!;
        return BatchBytes.TryRead(block.Batch.Memory)!.Value.Batch.Transactions[0].ToByteArray();
    }

    private static NodeUnderTest Grown(int blocks)
    {
        var node = new NodeUnderTest(options: Options);
        node.Finalise(Early);
        while (node.Core.Chain.Head.Height < (ulong)blocks)
        {
            node.ApplyBatch(TestChain.Batch(node.Core.Votes.ReadNewestCertificate(), TestChain.Sign(TestChain.Body())));
            node.Vote(node.Core.Chain.Head.Height, 1, 2);
        }

        return node;
    }

    private static MemoryStore Copy(NodeUnderTest node)
    {
        node.Store.Sync();
        return node.Store.SurvivingAfterCrash();
    }

    /// <summary>With a lock of its own, as high as the votes that the store holds.</summary>
    private static NodeUnderTest Open(MemoryStore store)
    {
        var voteLock = new MemoryVoteLock();
        var newest = new VoteStore(store).ReadNewestOwnVote();
        if (newest > 0)
        {
            voteLock.TryLock(newest, TestChain.HashOf(1));
        }

        return new NodeUnderTest(store, Options, voteLock);
    }

    private static List<Peer> Honest(Action<GetSnapshotPartRequest>? heard = null) =>
        [.. Enumerable.Range(0, 4).Select(i => new Peer(i, Archive.Value) { Ask = heard })];

    private static Task<SnapshotJoinOutcome> JoinAsync(
        MemoryStore store, IReadOnlyList<Peer> peers, CancellationToken token = default, int patienceMs = 50) =>
        new SnapshotJoin(
            "late", TestChain.Genesis, store, TestChain.Verifier, peers, new SnapshotJoinOptions { PatienceMs = patienceMs, PauseMs = 5 },
            TimeProvider.System, NullLogger.Instance).RunAsync(token);

    private static ByteString Flipped(ByteString bytes)
    {
        if (bytes.IsEmpty)
        {
            return bytes;
        }

        var changed = bytes.ToByteArray();
        changed[changed.Length / 2] ^= 1;
        return ByteString.CopyFrom(changed);
    }

    private static void Changed<T>(T? one, Action<T> change, Func<T, bool>? isIt = null)
        where T : class
    {
        if (one is not null && isIt?.Invoke(one) != false)
        {
            change(one);
        }
    }

    private static void Changed(GetSnapshotPartRequest request, Action<GetSnapshotPartRequest> change,
        GetSnapshotPartRequest.PartOneofCase part)
    {
        if (request.PartCase == part)
        {
            change(request);
        }
    }

    /// <summary>Another node, which may lie.</summary>
    private sealed class Peer(int validator, NodeUnderTest node) : ISnapshotSource
    {
        private readonly SnapshotServer _server = new(node.Core, Every, TimeProvider.System, rangeBytes: 64 * 1024);
        private int _asked;
        private int _parts;

        public string Name => $"node-{validator}";

        public Digest Id => TestChain.ValidatorId(validator);

        internal Action<Snapshot>? Offers { get; set; }

        internal Action<GetSnapshotPartRequest>? Ask { get; set; }

        internal Action<SnapshotPart>? Answer { get; set; }

        internal Task WaitFor { get; init; } = Task.CompletedTask;

        internal TaskCompletionSource Lied { get; } = new();

        internal List<string> Lies { get; } = [];

        internal int Asked => _asked;

        internal int Parts => _parts;

        public ValueTask<Snapshot?> OfferAsync(ulong upTo, CancellationToken cancellationToken)
        {
            _asked++;
            var offer = _server.Offer(upTo);
            Changed(offer, one => Offers?.Invoke(one), one => one.Height > 0);
            return ValueTask.FromResult<Snapshot?>(offer);
        }

        public async ValueTask<SnapshotPart?> ReadAsync(GetSnapshotPartRequest request, CancellationToken cancellationToken)
        {
            if (request.PartCase != GetSnapshotPartRequest.PartOneofCase.LinksAbove && !WaitFor.IsCompleted)
            {
                await Task.Delay(1, cancellationToken);
                return null; // until another has been asked for this very part
            }

            Interlocked.Increment(ref _asked);
            await Task.Yield();
            var asked = request.Clone();
            Changed(asked, one => Ask?.Invoke(one), one => one.PartCase != GetSnapshotPartRequest.PartOneofCase.LinksAbove);
            cancellationToken.ThrowIfCancellationRequested();
            var part = _server.Read(asked).Clone(); // blocks are shared with the node
            _parts += request.PartCase == GetSnapshotPartRequest.PartOneofCase.LinksAbove ? 0 : 1;
            Answer?.Invoke(part);
            return part;
        }

        public void OnLie(string fault)
        {
            Lies.Add(fault);
            Lied.TrySetResult();
        }
    }
}
