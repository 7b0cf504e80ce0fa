using Ledger.Crypto;
using Ledger.Protocol;
using Ledger.Protocol.V1;

namespace Ledger.Audit.Proofs;

/// <summary>
/// Checks an RFC 6962 audit path (RFC 9162 §2.1.3.2) against a tree's root. Written from the specification, not from the node's prover.
/// Takes any input without throwing; work is bounded by 64 hashes.
/// </summary>
public static class MerkleProofVerifier
{
    /// <summary>Longest path: no tree has more than 2^64 leaves.</summary>
    public const int PathStepsMax = 64;

    /// <summary>
    /// Checks that <paramref name="leafContent"/> is the leaf at the proof's index in a tree of the proof's size with this root.
    /// </summary>
    /// <param name="root">The tree's root, from a header that is final.</param>
    /// <param name="leafContent">The leaf's content, not its hash.</param>
    /// <param name="proof">The proof as received. Its index and size are claims, which the root holds it to.</param>
    /// <param name="hasher">The chain's hash.</param>
    public static ProofError Verify(Digest root, ReadOnlySpan<byte> leafContent, MerkleProof? proof, IHasher hasher)
    {
        ArgumentNullException.ThrowIfNull(hasher);
        if (proof is null)
        {
            return ProofError.Missing;
        }

        if (proof.Index >= proof.Size)
        {
            return ProofError.IndexOutOfTree;
        }

        if (proof.Path.Count > PathStepsMax)
        {
            return ProofError.TooLong;
        }

        var node = proof.Index;
        var last = proof.Size - 1;
        var hash = Hash(hasher, [0x00, .. leafContent]);
        foreach (var step in proof.Path)
        {
            if (!Digest.TryRead(step.Span, out _))
            {
                return ProofError.HashSize;
            }

            if (last == 0)
            {
                return ProofError.TooLong;
            }

            if ((node & 1) == 1 || node == last)
            {
                hash = Hash(hasher, [0x01, .. step.Span, .. hash]);

                // A node without a right neighbour is carried up until it is a right child itself.
                while ((node & 1) == 0 && node != 0)
                {
                    node >>= 1;
                    last >>= 1;
                }
            }
            else
            {
                hash = Hash(hasher, [0x01, .. hash, .. step.Span]);
            }

            node >>= 1;
            last >>= 1;
        }

        return last == 0 && new Digest(hash) == root ? ProofError.None : ProofError.RootMismatch;
    }

    private static byte[] Hash(IHasher hasher, ReadOnlySpan<byte> message)
    {
        var digest = new byte[IHasher.DigestBytes];
        hasher.Hash(message, digest);
        return digest;
    }
}
