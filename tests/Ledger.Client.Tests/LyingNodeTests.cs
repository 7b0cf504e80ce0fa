using Google.Protobuf;
using Ledger.FakeNode;
using Ledger.Protocol;
using Ledger.Protocol.V1;
using Ledger.Schema.Membership;

namespace Ledger.Client.Tests;

/// <summary>Whatever a node may say that is not so, each with the name of the check that finds it.</summary>
public sealed class LyingNodeTests : ClientFixture
{
    private static readonly byte[] MemberKey = MembershipTables.Members.Key(Keys.MemberUscc);

    public override async Task InitializeAsync()
    {
        await base.InitializeAsync();
        for (var i = 0; i < 9; i++)
        {
            Chain.Put((Key(i), new Subject { Name = $"subject {i}" }));
        }
    }

    private static byte[] Key(int i) => MembershipTables.Proposals.Key($"entry {i}");

    [Fact]
    public async Task Wrong_state_root() =>
        await WithHeader(VerificationFailure.StateProof, header => header with { StateRoot = Digest.Zero });

    [Fact]
    public async Task Other_chain() => await WithHeader(VerificationFailure.OtherChain, header => header with { ChainId = Digest.Zero });

    [Fact]
    public async Task Other_validators() =>
        await WithHeader(VerificationFailure.UntrustedValidators, header => header with { ValidatorsHash = Digest.Zero });

    [Fact]
    public async Task Header_that_the_certificate_does_not_cover() => await Lie(
        VerificationFailure.CertificateOfOtherBlock, answer =>
            answer.Header = ByteString.CopyFrom((Chain.Head.Header with { Time = 1 }).Encode()));

    [Fact]
    public async Task No_header() => await Lie(VerificationFailure.Missing, answer => answer.Header = ByteString.Empty);

    [Fact]
    public async Task No_certificate() => await Lie(VerificationFailure.Missing, answer => answer.Certificate = null);

    [Fact]
    public async Task No_proof() => await Lie(VerificationFailure.Missing, answer => answer.Proof = null);

    [Fact]
    public async Task Header_of_another_length() =>
        await Lie(VerificationFailure.MalformedHeader, answer => answer.Header = ByteString.CopyFrom(new byte[279]));

    [Fact]
    public async Task Too_few_votes() => await Lie(VerificationFailure.TooFewVotes, answer => answer.Certificate.Votes.RemoveAt(0));

    [Fact]
    public async Task One_vote_twice() =>
        await Lie(VerificationFailure.MalformedVotes, answer => answer.Certificate.Votes[1] = answer.Certificate.Votes[0]);

    [Fact]
    public async Task A_strangers_vote() => await Lie(
        VerificationFailure.MalformedVotes, answer => answer.Certificate = Chain.Certify(Chain.Head.Header, 1, 2, 99));

    [Fact]
    public async Task Vote_with_a_changed_clock() =>
        await Lie(VerificationFailure.BadVoteSignature, answer => answer.Certificate.Votes[0].Time++);

    [Fact]
    public async Task Vote_with_a_damaged_signature() => await Lie(
        VerificationFailure.BadVoteSignature, answer => answer.Certificate.Votes[0].Signature = answer.Certificate.Votes[1].Signature);

    [Fact]
    public async Task Altered_value() => await Lie(
        VerificationFailure.StateProof, answer =>
            answer.Proof.Value = new Member { Uscc = Keys.MemberUscc, Active = false }.ToByteString());

    [Fact]
    public async Task Present_said_to_be_absent() => await Lie(VerificationFailure.StateProof, answer =>
    {
        answer.Proof.Present = false;
        answer.Proof.Value = ByteString.Empty;
    });

    [Fact]
    public async Task Proof_of_another_key() => await Lie(
        VerificationFailure.OtherKey, answer => answer.Proof.Key = ByteString.CopyFrom(Key(0)));

    [Fact]
    public async Task Damaged_path() => await Lie(
        VerificationFailure.StateProof, answer => answer.Proof.Path[0].Sibling = ByteString.CopyFrom(new byte[32]));

    [Fact]
    public async Task Another_height()
    {
        var old = Chain.Block(3)!;
        Node.State = answer =>
        {
            answer.Header = old.HeaderBytes;
            answer.Certificate = old.Certificate;
        };
        await RefusedAs(VerificationFailure.OtherHeight, () => Client.GetAsync(MemberKey, 5));
    }

    [Fact]
    public async Task Stale_head()
    {
        await Client.GetStatusAsync();
        var old = Chain.Block(3)!;
        Node.Status = answer =>
        {
            answer.Header = old.HeaderBytes;
            answer.Certificate = old.Certificate;
        };
        var error = await RefusedAs(VerificationFailure.StaleHead, () => Client.GetStatusAsync());
        Assert.True(error.IsTransient);
    }

    [Fact]
    public async Task Genesis_that_the_file_does_not_make()
    {
        var header = Chain.Block(0)!.Header with { StateRoot = Digest.Zero };
        Node.Status = answer => answer.Header = ByteString.CopyFrom(header.Encode());
        await RefusedAs(VerificationFailure.OtherChain, () => Client.GetStatusAsync());
    }

    [Fact]
    public async Task Omitted_entry() => await LieInList(VerificationFailure.StateProof, answer => answer.Proof.Entries.RemoveAt(1));

    [Fact]
    public async Task Omitted_first_entry() => await LieInList(VerificationFailure.StateProof, answer => answer.Proof.Entries.RemoveAt(0));

    [Fact]
    public async Task Omitted_page() => await LieInList(VerificationFailure.IncompleteListing, answer =>
    {
        var later = Chain.State.ProvePrefix(MembershipTables.Proposals.Prefix.ToArray(), 10, 4, Key(6));
        answer.Proof = Protocol.Proofs.ProofMessages.ToMessage(later);
    });

    [Fact]
    public async Task Page_without_end() => await LieInList(VerificationFailure.IncompleteListing, answer =>
    {
        var first = Chain.State.ProvePrefix(MembershipTables.Proposals.Prefix.ToArray(), 10, 4);
        answer.Proof = Protocol.Proofs.ProofMessages.ToMessage(first);
    });

    [Fact]
    public async Task Listing_of_another_prefix() => await LieInList(
        VerificationFailure.OtherKey, answer => answer.Proof.Prefix = ByteString.CopyFromUtf8("membership/"));

    [Fact]
    public async Task Hashes_instead_of_values() => await LieInList(
        VerificationFailure.Missing, answer => answer.Proof.Entries[0].ValueHash = ByteString.CopyFrom(new byte[32]));

    [Fact]
    public async Task Altered_receipt() => await LieAboutTransaction(
        VerificationFailure.ReceiptProof, status => status.Receipt = new Receipt { Detail = "altered" }.ToByteString());

    [Fact]
    public async Task Receipt_of_another_transaction() => await LieAboutTransaction(VerificationFailure.OtherPlace, status =>
    {
        var other = Chain.Block(status.Height)!;
        status.Receipt = other.Receipts[1];
        status.ReceiptProof = new MerkleProof { Index = 1, Size = 2 };
        status.ReceiptProof.Path.Add(status.TransactionProof.Path);
    });

    [Fact]
    public async Task Another_transactions_receipt_at_its_own_place() => await LieAboutTransaction(VerificationFailure.OtherPlace, status =>
    {
        var other = Chain.Block(status.Height)!;
        status.Index = 1;
        status.Receipt = other.Receipts[1];
        status.ReceiptProof = new MerkleProof { Index = 1, Size = 2 };
        status.ReceiptProof.Path.Add(ByteString.CopyFrom(MerkleTree.LeafHash(Chain.Genesis.Hasher, other.Receipts[0].Span).ToArray()));
    });

    // One audit path is that of place 1 of 2 and of place 2 of 3: the tree's size is in no header.
    [Fact]
    public async Task A_place_in_a_tree_of_another_size()
    {
        var transactions = Enumerable.Range(0, 2).Select(_ => Build()).ToList();
        Chain.Land(transactions);
        Node.Transaction = status =>
        {
            status.Index = 2;
            (status.ReceiptProof.Index, status.ReceiptProof.Size) = (2, 3);
            (status.TransactionProof.Index, status.TransactionProof.Size) = (2, 3);
        };
        await RefusedAs(VerificationFailure.OtherPlace, () => Client.AwaitFinalAsync(transactions[1].Id));
    }

    [Fact]
    public async Task Another_transaction() => await LieAboutTransaction(
        VerificationFailure.OtherTransaction, status => status.TransactionId = ByteString.CopyFrom(new byte[32]));

    [Fact]
    public async Task Altered_signature() => await LieAboutTransaction(
        VerificationFailure.TransactionProof, status => status.Signature = ByteString.CopyFrom(new byte[70]));

    [Fact]
    public async Task Height_that_the_header_does_not_have() =>
        await LieAboutTransaction(VerificationFailure.OtherHeight, status => status.Height++);

    [Fact]
    public async Task Final_without_proof() =>
        await LieAboutTransaction(VerificationFailure.Missing, status => status.TransactionProof = null);

    [Fact]
    public async Task Headers_that_do_not_follow_one_another() => await LieAboutTransaction(VerificationFailure.BrokenHeaderChain, status =>
    {
        status.Headers.Add(Chain.Block(2)!.HeaderBytes);
        status.Certificate = Chain.Block(2)!.Certificate;
    });

    // Nobody signed the header in question; the one above it is genuine, and so is its certificate.
    [Fact]
    public async Task A_header_that_the_certified_one_does_not_name()
    {
        var (below, top) = (Chain.Block(4)!, Chain.Block(5)!);
        Node.State = answer =>
        {
            answer.Headers.Add(top.HeaderBytes);
            answer.Certificate = top.Certificate;
        };
        Assert.NotNull((await Client.ReadAsync(MembershipTables.Members, MemberKey, 4)).Record);
        Node.State += answer => answer.Header = ByteString.CopyFrom((below.Header with { Time = below.Header.Time + 1 }).Encode());
        await RefusedAs(VerificationFailure.BrokenHeaderChain, () => Client.GetAsync(MemberKey, 4));
    }

    [Fact]
    public async Task Too_many_headers() => await LieAboutTransaction(
        VerificationFailure.BrokenHeaderChain, status => status.Headers.AddRange(Enumerable.Repeat(status.Header, 1025)));

    [Fact]
    public async Task Block_with_an_altered_receipt()
    {
        Node.Block = answer => answer.Block.Receipts.Add(new Receipt().ToByteString());
        await RefusedAs(VerificationFailure.BlockContent, () => Client.GetBlockAsync(4));
    }

    [Fact]
    public async Task Block_that_the_newest_ones_history_does_not_hold()
    {
        Node.Block = answer => answer.Certificate = null;
        Assert.NotNull(await Client.GetBlockAsync(2));
        Action<GetHistoryProofResponse>[] lies =
        [
            answer => answer.Proof.Path[0] = ByteString.CopyFrom(new byte[32]),
            answer => answer.Proof.Index = 3,
            answer => answer.Proof.Size--,
            answer => answer.Proof = null,
        ];
        foreach (var lie in lies)
        {
            Node.History = lie;
            await RefusedAs(VerificationFailure.BrokenHeaderChain, () => Client.GetBlockAsync(2));
        }

        Node.History = answer => answer.Certificate.Votes.Clear();
        await RefusedAs(VerificationFailure.TooFewVotes, () => Client.GetBlockAsync(2));
        Node.History = _ => { };
        var forged = Chain.Block(2)!.Header with { Time = Chain.Block(2)!.Header.Time + 1 };
        Node.Block += answer => answer.Block.Header = ByteString.CopyFrom(forged.Encode());
        await RefusedAs(VerificationFailure.BrokenHeaderChain, () => Client.GetBlockAsync(2));
    }

    [Fact]
    public async Task Block_of_another_height()
    {
        Node.Block = answer =>
        {
            answer.Block.Header = Chain.Block(3)!.HeaderBytes;
            answer.Certificate = Chain.Block(3)!.Certificate;
        };
        await RefusedAs(VerificationFailure.OtherHeight, () => Client.GetBlockAsync(4));
    }

    [Fact]
    public async Task Nothing_of_a_lie_moves_the_head_forward()
    {
        Node.Status = answer => answer.Certificate.Votes.Clear();
        await RefusedAs(VerificationFailure.TooFewVotes, () => Client.GetStatusAsync());
        Assert.Equal(0UL, Client.HeightSeen);
    }

    private async Task Lie(VerificationFailure failure, Action<GetStateResponse> lie)
    {
        Assert.NotNull((await Client.ReadAsync(MembershipTables.Members, MemberKey)).Record);
        Node.State = lie;
        await RefusedAs(failure, () => Client.GetAsync(MemberKey));
    }

    // A header that all validators signed: only what follows from it can be wrong.
    private Task WithHeader(VerificationFailure failure, Func<BlockHeader, BlockHeader> change) => Lie(failure, answer =>
    {
        if (!answer.Proof.Key.Span.SequenceEqual(MemberKey))
        {
            return;
        }

        var header = change(Chain.Head.Header);
        answer.Header = ByteString.CopyFrom(header.Encode());
        answer.Certificate = Chain.Certify(header, 1, 2, 3, 4);
    });

    private async Task LieInList(VerificationFailure failure, Action<ListStateResponse> lie)
    {
        var prefix = MembershipTables.Proposals.Prefix.ToArray();
        Assert.Equal(9, (await Client.ListAsync(prefix)).Entries.Count);
        Node.List = lie;
        await RefusedAs(failure, () => Client.ListAsync(prefix));
    }

    private async Task LieAboutTransaction(VerificationFailure failure, Action<TransactionStatus> lie)
    {
        var transactions = Enumerable.Range(0, 2).Select(_ => Build()).ToList();
        Chain.Land(transactions);
        var id = transactions[0].Id;
        Assert.True((await Client.GetTransactionAsync(id)).IsProven);
        Node.Transaction = lie;
        await RefusedAs(failure, () => Client.AwaitFinalAsync(id));
    }

    private SignedTransaction Build()
    {
        using var signer = Keys.Pair(100).CreateSigner();
        var built = Transactions.TransactionBuilder.Build(Chain.Genesis, new ClientSigner(default, signer), [AnyCall()], [], 1);
        Assert.False(
            TransactionReader.TryRead(
                built.Bytes.Memory, Chain.Genesis.Hasher, Chain.Genesis.ChainId, Chain.Genesis.Content.Limits, out var read).IsRefused);
        return read!;
    }
}
