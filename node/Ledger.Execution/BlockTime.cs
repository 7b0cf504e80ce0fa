using Ledger.Crypto;
using Ledger.Protocol;
using Ledger.Protocol.V1;

namespace Ledger.Execution;

/// <summary>
/// BFT time (DESIGN §2): the weighted median clock of the newest certificate that a batch carries, never less than before. A certificate
/// that proves nothing, nothing newer, or is of another validator set than the present one, moves no time. So nothing here depends on how
/// much of its past state a node keeps.
/// </summary>
internal sealed class BlockTime(GenesisFile genesis, ChainStore blocks, ISignatureVerifier verifier)
{
    internal (long Time, ulong ProofHeight) Of(ChainHead head, QuorumCertificate? proof)
    {
        var unchanged = (head.Header.Time, head.TimeProofHeight);
        if (proof is null || proof.Height <= head.TimeProofHeight || proof.Height > head.Height)
        {
            return unchanged;
        }

        var (hash, header) = BlockOf(head, proof.Height);
        var roster = head.NextValidators;
        if (header.ValidatorsHash != roster.Hash
            || QuorumCertificates.Check(proof, genesis.ChainId, proof.Height, hash, roster, verifier) != QuorumCertificateError.None)
        {
            return unchanged;
        }

        return (Math.Max(head.Header.Time, QuorumCertificates.MedianTime(proof, roster)), proof.Height);
    }

    private (Digest Hash, BlockHeader Header) BlockOf(ChainHead head, ulong height)
    {
        if (height == head.Height)
        {
            return (head.Hash, head.Header);
        }

        var block = blocks.GetBlock(height);
        return block is not null && BlockHeader.TryDecode(block.Header.Span, out var header)
            ? (BlockHeader.Hash(genesis.Hasher, block.Header.Span), header)
            : throw new InvariantException($"Block {height} below the head is missing.");
    }
}
