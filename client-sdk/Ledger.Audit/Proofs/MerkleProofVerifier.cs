using System.Numerics;
using Google.Protobuf;
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

            hash = IsLeftBeforeParent(ref node, ref last)
                ? Hash(hasher, [0x01, .. step.Span, .. hash])
                : Hash(hasher, [0x01, .. hash, .. step.Span]);
        }

        return last == 0 && new Digest(hash) == root ? ProofError.None : ProofError.RootMismatch;
    }

    /// <summary>
    /// Checks that the tree of <paramref name="first"/> leaves is the beginning of the one of <paramref name="second"/> (RFC 9162
    /// §2.1.4.2): nothing of it was changed or taken away.
    /// </summary>
    /// <param name="firstRoot">Root of the smaller tree.</param>
    /// <param name="first">Its leaves; 1 or more.</param>
    /// <param name="secondRoot">Root of the larger tree.</param>
    /// <param name="second">Its leaves.</param>
    /// <param name="path">The proof as received.</param>
    /// <param name="hasher">The chain's hash.</param>
    public static ProofError VerifyConsistency(
        Digest firstRoot, ulong first, Digest secondRoot, ulong second, IReadOnlyList<ByteString> path, IHasher hasher)
    {
        ArgumentNullException.ThrowIfNull(path);
        ArgumentNullException.ThrowIfNull(hasher);
        if (first == 0 || first > second)
        {
            return ProofError.IndexOutOfTree;
        }

        if (path.Count > PathStepsMax)
        {
            return ProofError.TooLong;
        }

        if (path.Any(step => step.Length != Digest.Bytes))
        {
            return ProofError.HashSize;
        }

        if (first == second)
        {
            return path.Count > 0 ? ProofError.TooLong : firstRoot == secondRoot ? ProofError.None : ProofError.RootMismatch;
        }

        // A full smaller tree is a node of the larger one, and its root is not sent again.
        var steps = path.Select(step => step.ToByteArray()).ToList();
        if (BitOperations.IsPow2(first))
        {
            steps.Insert(0, firstRoot.ToArray());
        }

        if (steps.Count == 0)
        {
            return ProofError.Missing;
        }

        var (node, last) = (first - 1, second - 1);
        while ((node & 1) == 1)
        {
            node >>= 1;
            last >>= 1;
        }

        var (smaller, larger) = (steps[0], steps[0]);
        foreach (var step in steps.Skip(1))
        {
            if (last == 0)
            {
                return ProofError.TooLong;
            }

            if (IsLeftBeforeParent(ref node, ref last))
            {
                smaller = Hash(hasher, [0x01, .. step, .. smaller]);
                larger = Hash(hasher, [0x01, .. step, .. larger]);
            }
            else
            {
                larger = Hash(hasher, [0x01, .. larger, .. step]);
            }
        }

        var holds = last == 0 && new Digest(smaller) == firstRoot && new Digest(larger) == secondRoot;
        return holds ? ProofError.None : ProofError.RootMismatch;
    }

    // Whether the step's node stands left of this one; goes up to the parent of both. A node without a right neighbour is carried up until
    // it is a right child itself.
    private static bool IsLeftBeforeParent(ref ulong node, ref ulong last)
    {
        var isLeft = (node & 1) == 1 || node == last;
        while (isLeft && (node & 1) == 0 && node != 0)
        {
            node >>= 1;
            last >>= 1;
        }

        node >>= 1;
        last >>= 1;
        return isLeft;
    }

    private static byte[] Hash(IHasher hasher, ReadOnlySpan<byte> message)
    {
        var digest = new byte[IHasher.DigestBytes];
        hasher.Hash(message, digest);
        return digest;
    }
}
