using Google.Protobuf;
using Ledger.Execution;
using Ledger.Protocol;
using Ledger.Protocol.V1;
using Ledger.State;
using Ledger.Storage;
using Ledger.TestConsortium;

namespace Ledger.Audit.Archive.Tests;

/// <summary>
/// A chain of seven blocks as a node executed it: transactions that are done, refused and badly signed, a block without a certificate, one
/// that changes the validators, an empty one.
/// </summary>
internal static class ArchivedChain
{
    internal const int ChangingBlock = 3;
    internal const int UncertifiedBlock = 5;
    private static readonly Lazy<IReadOnlyList<GetBlockResponse>> Made = new(Make);

    /// <summary>A copy that a test may spoil.</summary>
    internal static List<GetBlockResponse> Blocks => [.. Made.Value.Select(block => block.Clone())];

    /// <summary>A certificate of the four validators, who hold more than two thirds of the votes before and after the change.</summary>
    internal static QuorumCertificate Certify(Block block, ulong height)
    {
        var time = TestChain.StartMs + (1000 * (long)height);
        return TestChain.Certificate(height, BlockHeader.Hash(TestChain.Genesis.Hasher, block.Header.Span), time, time, time, time);
    }

    private static List<GetBlockResponse> Make()
    {
        var store = new MemoryStore();
        var chain = Chain.Open(TestChain.Genesis, store, TestChain.Verifier, new StateOptions(), new ExecutionOptions());
        var forged = TestChain.Sign(TestChain.Body());
        forged[^1] ^= 1;
        byte[][][] batches =
        [
            [Good(), Good(), Good()],
            [Good(), forged, TestChain.Sign(TestChain.Body(), TestChain.Guarantor), Refused()],
            VotedChanges.Make(),
            [Good()],
            [Good(), Good()],
            [],
            [Good(), Good(), Good()],
        ];
        var blocks = new List<GetBlockResponse>();
        QuorumCertificate? newest = null;
        foreach (var batch in batches)
        {
            var height = chain.Head.Height + 1;
            var proof = height == ChangingBlock + 1 ? null : newest;
            chain.Commit(chain.Execute(TestChain.Ordered(height, TestChain.Batch(proof, batch))), new WriteSet());
            var block = chain.Blocks.GetBlock(height)!;
            newest = Certify(block, height);
            blocks.Add(new GetBlockResponse { Block = block, Certificate = height == UncertifiedBlock ? null : newest });
        }

        return blocks;
    }

    private static byte[] Good() => TestChain.Sign(TestChain.Body());

    private static byte[] Refused() => TestChain.Sign(
        TestChain.Body(body => body.Signer = ByteString.CopyFrom(TestChain.Guarantor.CertificateId.ToArray())), TestChain.Guarantor);
}
