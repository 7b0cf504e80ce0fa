using Ledger.Crypto;
using Ledger.Protocol.Proofs;

namespace Ledger.Audit.Proofs;

/// <summary>
/// Rebuilds the root from neighbouring leaves and the subtrees outside them. Between two neighbours stands exactly the branch of the first
/// bit in which they differ; on the outer sides stand the given steps. A tree in which anything lies between the neighbours has another
/// root.
/// </summary>
internal sealed class RunRebuilder(
    IHasher hasher, IReadOnlyList<byte[]> keys, IReadOnlyList<byte[]> leaves, IReadOnlyList<PathStep> before, IReadOnlyList<PathStep> after)
{
    private readonly record struct Open(uint BitIndex, byte[] Left);

    /// <summary>The root of the tree whose only leaves are these.</summary>
    public byte[] Root() => TryRebuild(out var root) == ProofError.None
        ? root
        : throw new InvalidOperationException("The keys do not ascend.");

    /// <summary>Whether the rebuilt root is <paramref name="root"/>. Steps have passed <see cref="StepRules"/>, keys ascend.</summary>
    public ProofError Matches(ReadOnlySpan<byte> root)
    {
        var error = TryRebuild(out var rebuilt);
        return error == ProofError.None && !root.SequenceEqual(rebuilt) ? ProofError.RootMismatch : error;
    }

    private ProofError TryRebuild(out byte[] root)
    {
        root = [];
        if (before.Any(step => !BitString.IsSet(keys[0], step.BitIndex)) || after.Any(step => BitString.IsSet(keys[^1], step.BitIndex)))
        {
            return ProofError.StepDirection;
        }

        // Left to right, with the branches that still wait for their right side on a stack; their bit indexes strictly increase upwards in
        // it.
        var open = new Stack<Open>();
        for (var i = before.Count - 1; i >= 0; i--)
        {
            open.Push(new Open(before[i].BitIndex, before[i].Sibling));
        }

        var hash = leaves[0];
        for (var i = 1; i < leaves.Count; i++)
        {
            var bitIndex = BitString.FirstDifference(keys[i - 1], keys[i]);
            hash = CloseBelow(open, bitIndex, hash);
            if (open.TryPeek(out var outer) && outer.BitIndex == bitIndex)
            {
                return ProofError.StepOrder;
            }

            open.Push(new Open(bitIndex, hash));
            hash = leaves[i];
        }

        foreach (var step in after)
        {
            hash = CloseBelow(open, step.BitIndex, hash);
            if (open.TryPeek(out var outer) && outer.BitIndex == step.BitIndex)
            {
                return ProofError.StepOrder;
            }

            hash = NodeHashing.Branch(hasher, step.BitIndex, hash, step.Sibling);
        }

        root = CloseBelow(open, null, hash);
        return ProofError.None;
    }

    /// <summary>Gives all open branches deeper than <paramref name="bitIndex"/> (all, if null) their right side.</summary>
    private byte[] CloseBelow(Stack<Open> open, uint? bitIndex, byte[] hash)
    {
        while (open.TryPeek(out var branch) && (bitIndex is null || branch.BitIndex > bitIndex))
        {
            hash = NodeHashing.Branch(hasher, branch.BitIndex, branch.Left, hash);
            open.Pop();
        }

        return hash;
    }
}
