using Google.Protobuf;
using Ledger.Audit.Proofs;
using Ledger.Crypto;
using Ledger.Protocol;
using Ledger.Protocol.V1;
using Ledger.Witness.Checkpoints;

namespace Ledger.Witness;

/// <summary>
/// Whether a witness cosigns a checkpoint whose header is final: only what continues what it cosigned last, in the chain's own history and
/// in the log's tree.
/// </summary>
public static class WitnessRule
{
    /// <summary>Judges a checkpoint.</summary>
    /// <param name="seen">What the witness cosigned last; null for nothing.</param>
    /// <param name="offered">The checkpoint; its header is final.</param>
    /// <param name="history">
    /// Where the log has grown: the audit path of the header that was seen last in the history root of the offered one.
    /// </param>
    /// <param name="consistency">Where the log has grown: that the tree seen last begins the offered one.</param>
    /// <param name="chainHasher">The chain's hash.</param>
    public static WitnessVerdict Judge(
        ChainCheckpoint? seen, ChainCheckpoint offered, MerkleProof? history, IReadOnlyList<Digest> consistency, IHasher chainHasher)
    {
        ArgumentNullException.ThrowIfNull(offered);
        ArgumentNullException.ThrowIfNull(consistency);
        if (seen is null)
        {
            return WitnessVerdict.Continues;
        }

        var (before, now) = (seen.Checkpoint, offered.Checkpoint);
        if (now.Size <= before.Size)
        {
            return now.Size < before.Size ? WitnessVerdict.Behind
                : offered.HeaderHash != seen.HeaderHash ? WitnessVerdict.OtherBlock
                : now.Root != before.Root ? WitnessVerdict.OtherTree
                : WitnessVerdict.Continues;
        }

        if (!IsInHistory(seen, offered, history, chainHasher))
        {
            return WitnessVerdict.OtherBranch;
        }

        ByteString[] path = [.. consistency.Select(step => ByteString.CopyFrom(step.ToArray()))];
        return MerkleProofVerifier.VerifyConsistency(
            before.Root, before.Size, now.Root, now.Size, path, ChainCheckpoint.LogHasher) == ProofError.None
                ? WitnessVerdict.Continues
                : WitnessVerdict.OtherTree;
    }

    private static bool IsInHistory(ChainCheckpoint seen, ChainCheckpoint offered, MerkleProof? history, IHasher hasher) =>
        history?.Index == seen.Header.Height && history.Size == offered.Header.Height &&
        MerkleProofVerifier.Verify(offered.Header.HistoryRoot, seen.HeaderHash.ToArray(), history, hasher) == ProofError.None;
}

/// <summary>What a witness makes of a checkpoint.</summary>
public enum WitnessVerdict
{
    /// <summary>It continues what was seen: it is cosigned.</summary>
    Continues = 0,

    /// <summary>The log is shorter than it was.</summary>
    Behind = 1,

    /// <summary>At the size that was seen last it ends with another final block: the chain has forked.</summary>
    OtherBlock = 2,

    /// <summary>The block that was seen last is not shown to be in the offered one's history.</summary>
    OtherBranch = 3,

    /// <summary>The chain goes on, but the log's tree is another than it was: whoever publishes it errs or lies.</summary>
    OtherTree = 4,
}
