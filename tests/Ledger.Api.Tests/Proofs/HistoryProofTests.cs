using Grpc.Core;
using Ledger.Audit.Proofs;
using Ledger.Host;
using Ledger.Node;
using Ledger.Protocol;

namespace Ledger.Api.Tests.Proofs;

/// <summary>What a node shows of a header's place in the history holds, and nothing is shown that is not below the newest.</summary>
public sealed class HistoryProofTests
{
    [Fact]
    public async Task Every_final_header_is_in_the_newest_ones_history_and_began_it()
    {
        await using var node = await ServedNode.StartAsync(new NodeServerOptions(), new NodeOptions { HeartbeatMs = 3_600_000 });
        await node.RegisterAsync(6);
        var client = node.Client();
        var hasher = node.Seed.Genesis.Hasher;
        var newest = ulong.MaxValue;
        for (ulong height = 0; height < newest; height++)
        {
            var answer = await client.GetHistoryProofAsync(new() { Height = height });
            Assert.True(BlockHeader.TryDecode(answer.Anchor.Span, out var anchor));
            Assert.True(BlockHeader.TryDecode(answer.Header.Span, out var header));
            newest = anchor.Height;
            Assert.Equal(height, header.Height);
            Assert.Equal(newest, answer.Certificate.Height);
            Assert.Equal((height, newest), (answer.Proof.Index, answer.Proof.Size));
            var hash = BlockHeader.Hash(hasher, answer.Header.Span).ToArray();
            Assert.Equal(ProofError.None, MerkleProofVerifier.Verify(anchor.HistoryRoot, hash, answer.Proof, hasher));
            Assert.Equal(
                height == 0 ? ProofError.IndexOutOfTree : ProofError.None,
                MerkleProofVerifier.VerifyConsistency(
                    header.HistoryRoot, height, anchor.HistoryRoot, newest, answer.Consistency, hasher));
        }

        Assert.True(newest > 2);
        for (ulong anchor = 1; anchor <= newest; anchor++)
        {
            var answer = await client.GetHistoryProofAsync(new() { Height = anchor - 1, Anchor = anchor });
            Assert.True(BlockHeader.TryDecode(answer.Anchor.Span, out var header));
            Assert.Equal((anchor, anchor), (header.Height, answer.Proof.Size));
            var hash = BlockHeader.Hash(hasher, answer.Header.Span).ToArray();
            Assert.Equal(ProofError.None, MerkleProofVerifier.Verify(header.HistoryRoot, hash, answer.Proof, hasher));
        }

        foreach (var (height, anchor) in new[] { (1UL, 1UL), (2UL, 1UL), (0UL, newest + 9), (0UL, ulong.MaxValue) })
        {
            var e = await Assert.ThrowsAsync<RpcException>(
                async () => await client.GetHistoryProofAsync(new() { Height = height, Anchor = anchor }));
            Assert.Equal(StatusCode.OutOfRange, e.StatusCode);
        }

        foreach (var height in new[] { newest, newest + 1, ulong.MaxValue })
        {
            var e = await Assert.ThrowsAsync<RpcException>(async () => await client.GetHistoryProofAsync(new() { Height = height }));
            Assert.Equal(StatusCode.OutOfRange, e.StatusCode);
        }
    }
}
