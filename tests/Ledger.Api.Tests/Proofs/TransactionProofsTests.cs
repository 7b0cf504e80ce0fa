using Ledger.Api.Proofs;
using Ledger.Audit.Proofs;
using Ledger.Node.Tests;
using Ledger.Protocol;
using Ledger.Protocol.V1;
using Ledger.Storage;
using Ledger.TestConsortium;

namespace Ledger.Api.Tests.Proofs;

/// <summary>What many who ask about one block cost the node together.</summary>
public sealed class TransactionProofsTests
{
    private const int Waiters = 300;
    private readonly NodeUnderTest _node = new();
    private readonly CountingHasher _hasher = new(TestChain.Genesis.Hasher);
    private readonly List<byte[][]> _blocks = [];

    [Fact]
    public void Waiters_of_one_block_share_one_reading_and_the_hashes_of_its_trees()
    {
        Finalise(Waiters);
        var node = new ReadCountingNode(_node.Core);
        var proofs = new TransactionProofs(node, _hasher, new ApiOptions());
        using var together = new Barrier(8);
        var answers = new TransactionStatus[Waiters];
        var threads = Enumerable.Range(0, together.ParticipantCount).Select(first => new Thread(() =>
        {
            together.SignalAndWait();
            for (var index = first; index < Waiters; index += together.ParticipantCount)
            {
                proofs.Fill(answers[index] = At(1, index), prove: true);
            }
        })).ToList();
        threads.ForEach(thread => thread.Start());
        threads.ForEach(thread => thread.Join());

        // Two trees of n leaves and n − 1 nodes.
        Assert.Equal((1, 2 * (Waiters + Waiters - 1)), (node.Reads, _hasher.Count));
        Assert.All(answers, IsProven);
    }

    [Fact]
    public void Blocks_that_were_not_asked_about_for_the_longest_time_make_room_for_others()
    {
        Finalise(1);
        Finalise(2);
        Finalise(3);
        var node = new ReadCountingNode(_node.Core);
        var proofs = new TransactionProofs(node, _hasher, new ApiOptions { ProvenBlocksMax = 2 });
        ulong[] asked = [1, 2, 1, 3, 1, 2];
        Assert.Equal([1, 2, 2, 3, 3, 4], asked.Select(height => ReadsAfter(node, proofs, height)));
    }

    [Fact]
    public void Blocks_take_no_more_memory_than_they_may()
    {
        Finalise(3);
        Finalise(3);
        var bytes = ProvenBlock.Read(_node.Core.Chain, _hasher, 1).Bytes;
        Assert.InRange(bytes, 3 * _blocks[0][0].Length, 10 * 1024);
        foreach (var (bytesMax, reads) in ((long, int)[])[((2 * bytes) + 500, 2), ((2 * bytes) - 500, 3), (bytes - 500, 4)])
        {
            var node = new ReadCountingNode(_node.Core);
            var proofs = new TransactionProofs(node, _hasher, new ApiOptions { ProvenBytesMax = bytesMax });
            foreach (var height in (ulong[])[1, 2, 2, 1])
            {
                proofs.Fill(At(height, 0), prove: true);
            }

            Assert.Equal(reads, node.Reads);
        }
    }

    [Fact]
    public void A_block_that_could_not_be_read_is_read_again_by_who_asks_next()
    {
        Finalise(1);
        var node = new ReadCountingNode(_node.Core) { Fails = true };
        var proofs = new TransactionProofs(node, _hasher, new ApiOptions());
        Assert.Throws<StorageException>(() => proofs.Fill(At(1, 0), prove: true));
        node.Fails = false;
        var answer = At(1, 0);
        proofs.Fill(answer, prove: true);
        IsProven(answer);
    }

    private static int ReadsAfter(ReadCountingNode node, TransactionProofs proofs, ulong height)
    {
        proofs.Fill(At(height, 0), prove: true);
        return node.Reads;
    }

    private static TransactionStatus At(ulong height, int index) => new() { Height = height, Index = (uint)index };

    private void IsProven(TransactionStatus status)
    {
        Assert.True(BlockHeader.TryDecode(status.Header.Span, out var header));
        var transaction = TestChain.Read(_blocks[(int)status.Height - 1][status.Index]);
        Assert.Equal(transaction.Signature.ToArray(), status.Signature.ToByteArray());
        Assert.Equal((status.Index, status.Index), (status.TransactionProof.Index, status.ReceiptProof.Index));
        Assert.Equal(ProofError.None, MerkleProofVerifier.Verify(
            header.TransactionsRoot, transaction.LeafContent(), status.TransactionProof, TestChain.Genesis.Hasher));
        Assert.Equal(ProofError.None, MerkleProofVerifier.Verify(
            header.ReceiptsRoot, status.Receipt.Span, status.ReceiptProof, TestChain.Genesis.Hasher));
    }

    private void Finalise(int transactions)
    {
        _blocks.Add([.. Enumerable.Range(0, transactions).Select(_ => TestChain.Sign(TestChain.Body()))]);
        _node.Finalise(_blocks[^1]);
    }
}
