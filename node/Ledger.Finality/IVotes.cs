using Ledger.Protocol.V1;

namespace Ledger.Finality;

/// <summary>The durable record of votes, certificates and evidence, for readers on any thread.</summary>
public interface IVotes
{
    /// <summary>The vote this node signed at a height, or null where it signed none.</summary>
    SignedVote? ReadOwnVote(ulong height);

    /// <summary>The certificate of a height, or null where this node has none of exactly that height.</summary>
    QuorumCertificate? ReadCertificate(ulong height);

    /// <summary>
    /// The certificate of the lowest height at or above <paramref name="height"/>: it finalises that height too. Null where there is none.
    /// </summary>
    QuorumCertificate? ReadCertificateFrom(ulong height);

    /// <summary>
    /// The newest certificate of the heights from <paramref name="above"/> + 1 to <paramref name="upTo"/>; null where there is none.
    /// </summary>
    QuorumCertificate? ReadNewestCertificate(ulong above, ulong upTo);

    /// <summary>The newest height at which this node signed a vote; 0 where it signed none.</summary>
    ulong ReadNewestOwnVote();

    /// <summary>Whether proof of an equivocation of this validator at this height is kept.</summary>
    bool HasEvidence(ulong height, ReadOnlySpan<byte> validator);

    /// <summary>The newest certificate, or null on a new chain.</summary>
    QuorumCertificate? ReadNewestCertificate();

    /// <summary>All evidence kept, by height.</summary>
    IEnumerable<EquivocationEvidence> ReadEvidence();

    /// <summary>What was kept of votes for a block that is not this node's; null where nothing was.</summary>
    DivergenceEvidence? ReadDivergence(ulong height, ReadOnlySpan<byte> blockHash);

    /// <summary>All that is kept of votes for blocks that are not this node's, by height.</summary>
    IEnumerable<DivergenceEvidence> ReadDivergences();
}
