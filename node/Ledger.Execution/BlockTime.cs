using Ledger.Crypto;
using Ledger.Protocol;
using Ledger.Protocol.V1;

namespace Ledger.Execution;

/// <summary>
/// BFT time (DESIGN §2): the weighted median clock of the newest certificate that a batch carries, never less than before. A certificate that
/// proves nothing, or nothing newer, moves no time.
/// </summary>
internal sealed class BlockTime(GenesisFile genesis, ChainStore blocks, ISignatureVerifier verifier)
{
    internal (long Time, ulong ProofHeight) Of(ChainHead head, QuorumCertificate? proof, Func<ulong, ValidatorRoster> rosterFor)
    {
        var unchanged = (head.Header.Time, head.TimeProofHeight);
        if (proof is null || proof.Height <= head.TimeProofHeight || proof.Height > head.Height)
        {
            return unchanged;
        }

        var hash = HashOf(head, proof.Height);
        var roster = rosterFor(proof.Height);
        if (QuorumCertificates.Check(proof, genesis.ChainId, proof.Height, hash, roster, verifier) != QuorumCertificateError.None)
        {
            return unchanged;
        }

        return (Math.Max(head.Header.Time, QuorumCertificates.MedianTime(proof, roster)), proof.Height);
    }

    private Digest HashOf(ChainHead head, ulong height)
    {
        if (height == head.Height)
        {
            return head.Hash;
        }

        var block = blocks.GetBlock(height) ?? throw new InvariantException($"Block {height} below the head is missing.");
        return BlockHeader.Hash(genesis.Hasher, block.Header.Span);
    }
}
