using Google.Protobuf;
using Ledger.Crypto;
using Ledger.Protocol;
using Ledger.Protocol.V1;

namespace Ledger.Passports.Verification;

/// <summary>
/// A leaf's way up an RFC 6962 tree, with the side of each neighbour. Unlike an audit path with index and size it has one form only:
/// several sizes give the same way, and each would make another file of the same passport.
/// </summary>
public static class TransactionPath
{
    private const int StepsMax = 64;

    /// <summary>Puts the way of an audit path that has been verified into a passport's transaction.</summary>
    public static void Write(MerkleProof proof, PassportTransaction target)
    {
        ArgumentNullException.ThrowIfNull(proof);
        ArgumentNullException.ThrowIfNull(target);
        var (node, last, left) = (proof.Index, proof.Size - 1, 0UL);
        for (var step = 0; step < proof.Path.Count; step++)
        {
            if ((node & 1) == 1 || node == last)
            {
                left |= 1UL << step;
                while ((node & 1) == 0 && node != 0)
                {
                    (node, last) = (node >> 1, last >> 1);
                }
            }

            (node, last) = (node >> 1, last >> 1);
        }

        target.Left = left;
        target.Path = ByteString.CopyFrom([.. proof.Path.SelectMany(hash => hash)]);
    }

    /// <summary>Whether a leaf of this content stands under the root where the way says.</summary>
    internal static bool Holds(PassportTransaction transaction, ReadOnlySpan<byte> leafContent, Digest root, IHasher hasher)
    {
        var path = transaction.Path.Span;
        var steps = path.Length / Digest.Bytes;
        if (path.Length % Digest.Bytes != 0 || steps > StepsMax || (steps < StepsMax && transaction.Left >> steps != 0))
        {
            return false;
        }

        var hash = MerkleTree.LeafHash(hasher, leafContent);
        for (var step = 0; step < steps; step++)
        {
            var neighbour = new Digest(path.Slice(step * Digest.Bytes, Digest.Bytes));
            hash = (transaction.Left >> step & 1) == 1
                ? MerkleTree.NodeHash(hasher, neighbour, hash)
                : MerkleTree.NodeHash(hasher, hash, neighbour);
        }

        return hash == root;
    }
}
