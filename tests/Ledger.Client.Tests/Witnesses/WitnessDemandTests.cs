using Google.Protobuf;
using Ledger.Crypto.Signatures;
using Ledger.FakeNode;
using Ledger.Protocol;
using Ledger.Protocol.V1;
using Ledger.Schema.Membership;
using Ledger.Witness;
using Ledger.Witness.Checkpoints;
using Ledger.Witness.Forks;
using Ledger.Witness.Notes;
using Ledger.Witness.Policies;
using Ledger.Witness.Tiles;

namespace Ledger.Client.Tests.Witnesses;

/// <summary>A client that demands witnesses: what counts, what does not, and what proves a fork.</summary>
public sealed class WitnessDemandTests : ClientFixture
{
    private static readonly DateTimeOffset Now = DateTimeOffset.UnixEpoch.AddYears(56);
    private readonly string _folder = Directory.CreateTempSubdirectory("ledger-demand").FullName;
    private readonly NoteSigner[] _witnesses = [Signer("w0"), Signer("w1"), Signer("w2")];
    private readonly ManualTime _time = new();

    public override async Task DisposeAsync()
    {
        await base.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
        Array.ForEach(_witnesses, witness => witness.Dispose());
    }

    [Fact]
    public async Task K_of_n_count_at_whatever_size_each_saw_and_as_long_as_their_word_is_new()
    {
        Grow(Chain, 3);
        await CosignAsync(0, Chain, 2);
        await CosignAsync(1, Chain, 3);
        using var client = Demanding(2);
        await client.GetStatusAsync(); // read first by a call that is verified without the newest head being asked for
        Assert.Equal(2UL, client.WitnessedHeight);

        // Kept for as long as the second newest cosignature is new; then asked again.
        File.Delete(NoteOf(0));
        _time.Now += TimeSpan.FromMinutes(59);
        await client.GetBlockAsync(1);
        _time.Now += TimeSpan.FromMinutes(2);
        var error = await RefusedAs(VerificationFailure.TooFewWitnesses, () => client.GetBlockAsync(1));
        Assert.Contains("0 of the 2", error.Message, StringComparison.Ordinal);
        await CosignAsync(1, Chain, 3);
        await CosignAsync(2, Chain, 1);
        await client.GetBlockAsync(1);
        Assert.Equal(1UL, client.WitnessedHeight);
    }

    [Fact]
    public async Task What_does_not_count_is_named()
    {
        Grow(Chain, 3);
        await CosignAsync(0, Chain, 3);
        using var other = new FakeChain(validators: [5, 6, 7, 8]);
        foreach (var (make, words) in new (Func<Task>, string)[]
        {
            (() => File.WriteAllTextAsync(NoteOf(1), "no note"), "NoCheckpoint"),
            (() => CosignAsync(1, Grow(other, 3), 3), "OtherChain"),
            (() => CosignAsync(1, Chain, 3, by: 2), "is not cosigned by its key"),
            (() => CosignAsync(1, Chain, 3, at: Now.AddMinutes(-61)), "too far from now"),
            (() => CosignAsync(1, Chain, 3, at: Now.AddMinutes(61)), "too far from now"),
            (() => CosignAsync(1, Chain, 3, change: (_, quorum) => quorum.Path.Clear()), "OtherLeaf"),
            (() => CosignAsync(1, Chain, 3, change: (_, quorum) => quorum.Header = Chain.Block(2)!.HeaderBytes), "OtherLeaf"),
            (() => CosignAsync(1, Chain, 3, change: (_, quorum) => quorum.Header = ByteString.Empty), "NoQuorumLine"),
        })
        {
            await make();
            using var client = Demanding(2);
            var error = await RefusedAs(VerificationFailure.TooFewWitnesses, () => client.GetStatusAsync());
            Assert.Contains(words, error.Message, StringComparison.Ordinal);
            Assert.Contains("1 of the 2", error.Message, StringComparison.Ordinal);
        }

        // A node that is behind its witnesses; and a branch that no quorum signed accuses nobody.
        using var ahead = Grow(Grow(new FakeChain(), 3), 2);
        await CosignAsync(1, ahead, 5);
        using var behind = Demanding(2);
        Assert.Contains(
            "which the node does not show",
            (await RefusedAs(VerificationFailure.TooFewWitnesses, () => behind.GetStatusAsync())).Message,
            StringComparison.Ordinal);
        using var forged = Grow(Grow(new FakeChain(), 2), 1, "forged");
        await CosignAsync(1, forged, 3, change: (_, quorum) => quorum.Certificate.Votes.RemoveAt(0));
        using var calm = Demanding(2);
        Assert.Contains(
            "is not final (TooFewVotes)",
            (await RefusedAs(VerificationFailure.TooFewWitnesses, () => calm.GetStatusAsync())).Message,
            StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)] // the validators were changed below the fork
    public async Task Two_clients_that_are_shown_a_fork_find_and_prove_it(bool changed)
    {
        using var other = new FakeChain();
        foreach (var chain in (FakeChain[])[Chain, other])
        {
            Grow(chain, 2);
            if (changed)
            {
                chain.ChangeValidators(1, 2, 3, 5);
            }
        }

        Grow(Chain, 2, "ours");
        Grow(other, 2, "theirs");
        var height = Chain.Head.Header.Height;
        await CosignAsync(0, Chain, height);
        using (var fine = Demanding(1))
        {
            await fine.GetStatusAsync();
        }

        Grow(Chain, 1, "ours"); // so that the block is proven by a later certificate in neither, one or the other
        await using var node = await FakeNodeServer.StartAsync(chain: other);
        ForkEvidence? fork = null;
        using var client = LedgerClient.Open(Options(1) with { Node = node.Address, OnFork = found => fork = found });
        await RefusedAs(VerificationFailure.ContradictsWitness, () => client.GetStatusAsync());
        var verdict = ForkFile.Verify(ForkFile.Encode(fork!), Chain.Genesis, new SignatureVerifier());
        Assert.Equal(ForkError.None, verdict.Error);
        Assert.Equal((Chain.Block(height)!.Hash, other.Block(height)!.Hash), (verdict.First!.Value.Hash, verdict.Second!.Value.Hash));
        Assert.Equal(3, verdict.SignedBoth.Count);
        Assert.Equal(changed ? 1 : 0, fork!.First.ValidatorChanges.Count);

        // A later block of the same node proves the same, in its history.
        using var reader = LedgerClient.Open(Options(1) with { Witnesses = null });
        Node.Block = response => response.Certificate = null;
        var proof = (await reader.ProveFinalityAsync(height))!;
        Assert.False(proof.Anchor.IsEmpty);
        fork.First = proof;
        var again = ForkFile.Verify(ForkFile.Encode(fork), Chain.Genesis, new SignatureVerifier());
        Assert.Equal((ForkError.None, 0), (again.Error, again.SignedBoth.Count));
        proof.History.Path[0] = ByteString.CopyFrom(new byte[32]);
        Assert.Equal(ForkError.FirstNotFinal, ForkFile.Verify(ForkFile.Encode(fork), Chain.Genesis, new SignatureVerifier()).Error);
    }

    [Fact]
    public async Task Tiles_of_every_size_prove_what_the_tree_is()
    {
        using var chain = new FakeChain();
        var root = Path.Combine(_folder, "tiles");
        Digest[] headers = [.. Enumerable.Range(0, 600).Select(i => new Digest([.. BitConverter.GetBytes(i), .. new byte[28]]))];
        Digest[] leaves = [.. headers.Select(header => MerkleTree.LeafHash(ChainCheckpoint.LogHasher, header.ToArray()))];
        using var folder = await TileFolder.OpenAsync(root, chain.Genesis);
        foreach (var size in new[] { 1, 2, 3, 255, 256, 257, 300, 511, 512, 513, 600 })
        {
            while (folder.Size < (ulong)size)
            {
                folder.Append(headers[folder.Size]);
            }

            await folder.PublishAsync("o", [], new QuorumCertificate(), null);
            var tree = new TileTree((path, bytesMax, _) => TileFolder.ReadFileAsync(root, path, bytesMax));
            Assert.Equal(MerkleTree.Root(ChainCheckpoint.LogHasher, leaves.AsSpan(0, size)), await tree.RootAsync((ulong)size));
            Assert.Equal(
                MerkleTree.AuditPath(ChainCheckpoint.LogHasher, leaves.AsSpan(0, size), size - 1), await tree.LastLeafAsync((ulong)size));
        }

        Assert.Equal("tile/2/x001/x234/067.p/5", TilePath.Of(2, 1234067, 5));
        Assert.Equal([112, 256, 17, 1, 0], [Width(0, 273), Width(1, 0), Width(1, 1), Width(2, 0), Width(3, 0)]); // of the specification
        static int Width(int level, ulong index) => TilePath.WidthIn(70_000, level, index);
    }

    [Fact]
    public async Task A_witness_continues_what_it_saw_and_nothing_else()
    {
        Grow(Chain, 4);
        var offered = await ReadAsync(Chain, 4);
        var seen = await ReadAsync(Chain, 2);
        var history = new MerkleProof { Index = 2, Size = 4 };
        var hasher = Chain.Genesis.Hasher;
        history.Path.Add(MerkleTree.AuditPath(hasher, Chain.HistoryLeaves(4), 2).Select(step => ByteString.CopyFrom(step.ToArray())));
        Digest[] headers = [.. Enumerable.Range(0, 5).Select(at => Chain.Block((ulong)at)!.Hash)];
        Digest[] leaves = [.. headers.Select(header => MerkleTree.LeafHash(ChainCheckpoint.LogHasher, header.ToArray()))];
        var tree = new HistoryTree(
            ChainCheckpoint.LogHasher,
            (level, index) => MerkleTree.Root(ChainCheckpoint.LogHasher, leaves.AsSpan((int)(index << level), 1 << level)));
        var consistency = tree.Consistency(3, 5);
        Assert.Equal(WitnessVerdict.Continues, WitnessRule.Judge(seen, offered, history, consistency, hasher));
        Assert.Equal(WitnessVerdict.Continues, WitnessRule.Judge(seen, seen, null, [], hasher));
        Assert.Equal(WitnessVerdict.Continues, WitnessRule.Judge(null, offered, null, [], hasher));
        Assert.Equal(WitnessVerdict.Behind, WitnessRule.Judge(offered, seen, history, consistency, hasher));
        Assert.Equal(WitnessVerdict.OtherTree, WitnessRule.Judge(seen, offered, history, [], hasher));
        Assert.Equal(WitnessVerdict.OtherTree, WitnessRule.Judge(seen, offered, history, [.. consistency.Reverse()], hasher));
        Assert.Equal(WitnessVerdict.OtherBranch, WitnessRule.Judge(seen, offered, null, consistency, hasher));
        Assert.Equal(
            WitnessVerdict.OtherBranch, WitnessRule.Judge(seen, offered, new MerkleProof(history) { Size = 3 }, consistency, hasher));
        Assert.Equal(
            WitnessVerdict.OtherBranch, WitnessRule.Judge(seen, offered, new MerkleProof(history) { Index = 1 }, consistency, hasher));
        using var other = Grow(Grow(new FakeChain(), 1), 1, "theirs");
        Assert.Equal(WitnessVerdict.OtherBlock, WitnessRule.Judge(seen, await ReadAsync(other, 2), null, [], hasher));
        Assert.Equal(WitnessVerdict.OtherTree, WitnessRule.Judge(seen, await ReadAsync(Chain, 2, spoil: 1), null, [], hasher));
    }

    private static FakeChain Grow(FakeChain chain, int blocks, string branch = "common")
    {
        for (var i = 0; i < blocks; i++)
        {
            chain.Put((MembershipTables.Members.Key("branch"), new Member { Name = branch }));
        }

        return chain;
    }

    private static NoteSigner Signer(string name)
    {
        Assert.True(NoteSigner.TryParse(NoteSigner.Generate(name, NoteKeyKind.Witness), out var signer));
        return signer;
    }

    private string NoteOf(int witness) => Path.Combine(_folder, $"{witness}.note");

    private async Task<ChainCheckpoint> ReadAsync(FakeChain chain, ulong height, ulong? spoil = null)
    {
        var note = await PublishAsync(chain, height, spoil);
        Assert.Equal(CheckpointError.None, ChainCheckpoint.TryRead(note.ToBytes(), chain.Genesis, out var read));
        return read!;
    }

    private async Task<SignedNote> PublishAsync(FakeChain chain, ulong height, ulong? spoil = null)
    {
        using var tiles = await TileFolder.OpenAsync(Path.Combine(_folder, Guid.NewGuid().ToString("N")), chain.Genesis);
        for (ulong at = 0; at <= height; at++)
        {
            tiles.Append(chain.Block(at == spoil ? 0 : at)!.Hash);
        }

        var head = chain.Block(height)!;
        return await tiles.PublishAsync(
            LogCheckpoint.OriginOf(chain.Genesis.ChainId), head.HeaderBytes.ToByteArray(), head.Certificate, null);
    }

    private async Task CosignAsync(
        int witness, FakeChain chain, ulong height, int? by = null, DateTimeOffset? at = null,
        Action<ChainCheckpoint, CheckpointQuorum>? change = null)
    {
        var note = await PublishAsync(chain, height);
        if (change is not null)
        {
            ChainCheckpoint.TryRead(note.ToBytes(), chain.Genesis, out var read);
            var quorum = read!.Quorum.Clone();
            change(read, quorum);
            note = note.With(ChainCheckpoint.Line(read.Checkpoint.Origin, quorum));
        }

        var time = (at ?? _time.Now).ToUnixTimeSeconds();
        await File.WriteAllBytesAsync(NoteOf(witness), note.With(_witnesses[by ?? witness].Cosign(note.Text, time)).ToBytes());
    }

    private LedgerClient Demanding(int quorum) => LedgerClient.Open(Options(quorum));

    private LedgerClientOptions Options(int quorum) => Options() with
    {
        Time = _time,
        MaxHeadAge = Timeout.InfiniteTimeSpan,
        Witnesses = new WitnessPolicy(
            quorum, TimeSpan.FromHours(1), [.. _witnesses.Select((one, i) => new PolicyWitness(one.Public, NoteOf(i)))]),
    };

    private sealed class ManualTime : TimeProvider
    {
        internal DateTimeOffset Now { get; set; } = WitnessDemandTests.Now;

        public override DateTimeOffset GetUtcNow() => Now;
    }
}
