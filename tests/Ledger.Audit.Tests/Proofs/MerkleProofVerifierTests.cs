using Google.Protobuf;
using Ledger.Audit.Proofs;
using Ledger.Crypto;
using Ledger.Crypto.Hashing;
using Ledger.Protocol;
using Ledger.Protocol.V1;

namespace Ledger.Audit.Tests.Proofs;

public class MerkleProofVerifierTests
{
    private static readonly IHasher Hasher = Hashers.For(CryptoSuite.International);

    [Fact]
    public void Every_leaf_of_every_small_tree_is_proven_and_no_other_claim_holds()
    {
        for (var size = 1; size <= 40; size++)
        {
            var leaves = Enumerable.Range(0, size).Select(i => MerkleTree.LeafHash(Hasher, [(byte)i])).ToArray();
            var root = MerkleTree.Root(Hasher, leaves);
            for (var index = 0; index < size; index++)
            {
                var proof = Prove(leaves, index);
                Assert.Equal(ProofError.None, MerkleProofVerifier.Verify(root, [(byte)index], proof, Hasher));
                Assert.Equal(ProofError.RootMismatch, MerkleProofVerifier.Verify(root, [(byte)(index + 1)], proof, Hasher));
                Assert.Equal(ProofError.RootMismatch, MerkleProofVerifier.Verify(Digest.Zero, [(byte)index], proof, Hasher));
                foreach (var other in Enumerable.Range(0, size).Where(other => other != index))
                {
                    var moved = proof.Clone();
                    moved.Index = (ulong)other;
                    Assert.NotEqual(ProofError.None, MerkleProofVerifier.Verify(root, [(byte)index], moved, Hasher));
                }
            }
        }
    }

    [Fact]
    public void Every_small_tree_continues_every_smaller_one_and_no_other_claim_holds()
    {
        const int sizeMax = 33;
        var leaves = Enumerable.Range(0, sizeMax).Select(i => MerkleTree.LeafHash(Hasher, [(byte)i])).ToArray();
        Digest Root(int size) => MerkleTree.Root(Hasher, leaves.AsSpan(0, size));
        var tree = new HistoryTree(Hasher, (level, index) => MerkleTree.Root(Hasher, leaves.AsSpan((int)index << level, 1 << level)));
        for (var second = 1; second <= sizeMax; second++)
        {
            for (var first = 1; first <= second; first++)
            {
                var path = tree.Consistency((ulong)first, (ulong)second).Select(step => ByteString.CopyFrom(step.ToArray())).ToList();
                ProofError Verify(int from, Digest fromRoot, int to, Digest toRoot, List<ByteString> steps) =>
                    MerkleProofVerifier.VerifyConsistency(fromRoot, (ulong)from, toRoot, (ulong)to, steps, Hasher);
                Assert.Equal(ProofError.None, Verify(first, Root(first), second, Root(second), path));
                Assert.NotEqual(ProofError.None, Verify(first, Digest.Zero, second, Root(second), path));
                Assert.NotEqual(ProofError.None, Verify(first, Root(first), second, Digest.Zero, path));
                Assert.NotEqual(ProofError.None, Verify(first, Root(first), second, Root(second), [.. path, path.FirstOrDefault() ??
                    ByteString.CopyFrom(new byte[32])]));
                for (var i = 0; i < path.Count; i++)
                {
                    var without = path.Where((_, place) => place != i).ToList();
                    Assert.NotEqual(ProofError.None, Verify(first, Root(first), second, Root(second), without));
                }
            }
        }

        ProofError Odd(ulong first, ulong second, params byte[][] path) => MerkleProofVerifier.VerifyConsistency(
            Digest.Zero, first, Digest.Zero, second, [.. path.Select(step => ByteString.CopyFrom(step))], Hasher);
        Assert.Equal(ProofError.IndexOutOfTree, Odd(0, 5));
        Assert.Equal(ProofError.IndexOutOfTree, Odd(6, 5));
        Assert.Equal(ProofError.HashSize, Odd(3, 5, new byte[31]));
        Assert.Equal(ProofError.TooLong, Odd(3, 5, [.. Enumerable.Repeat(new byte[32], 65)]));
        Assert.Equal(ProofError.Missing, Odd(3, 5));
        Assert.Equal(ProofError.TooLong, Odd(4, ulong.MaxValue, [.. Enumerable.Repeat(new byte[32], 64)]));
    }

    [Fact]
    public void Damaged_paths_are_refused_by_name()
    {
        var leaves = Enumerable.Range(0, 5).Select(i => MerkleTree.LeafHash(Hasher, [(byte)i])).ToArray();
        var root = MerkleTree.Root(Hasher, leaves);
        Assert.Equal(ProofError.Missing, MerkleProofVerifier.Verify(root, [0], null, Hasher));
        Refused(ProofError.IndexOutOfTree, proof => proof.Index = 5);
        Refused(ProofError.IndexOutOfTree, proof => proof.Size = 0);
        Refused(ProofError.HashSize, proof => proof.Path[0] = ByteString.CopyFrom(new byte[31]));
        Refused(ProofError.RootMismatch, proof => proof.Path.RemoveAt(0));
        Refused(ProofError.TooLong, proof => proof.Path.Add(ByteString.CopyFrom(new byte[32])));
        Refused(ProofError.TooLong, proof => proof.Path.Add(Enumerable.Repeat(ByteString.CopyFrom(new byte[32]), 64)));

        void Refused(ProofError error, Action<MerkleProof> damage)
        {
            var proof = Prove(leaves, 2);
            damage(proof);
            Assert.Equal(error, MerkleProofVerifier.Verify(root, [2], proof, Hasher));
        }
    }

    [Fact]
    public void The_root_of_a_whole_state_is_the_stores()
    {
        var state = ProvenState.Random(4, 60);
        var entries = state.Map.OrderBy(entry => entry.Key, ByteOrderComparer).Select(entry => (entry.Key, entry.Value)).ToList();
        Assert.Equal(new Digest(state.Root), StateRoots.Compute(entries, ProvenState.Hasher));
    }

    private static readonly Comparer<byte[]> ByteOrderComparer = Comparer<byte[]>.Create((a, b) => a.AsSpan().SequenceCompareTo(b));

    private static MerkleProof Prove(Digest[] leaves, int index)
    {
        var proof = new MerkleProof { Index = (ulong)index, Size = (ulong)leaves.Length };
        proof.Path.AddRange(MerkleTree.AuditPath(Hasher, leaves, index).Select(step => ByteString.CopyFrom(step.ToArray())));
        return proof;
    }
}
