using Google.Protobuf;
using Ledger.Protocol;
using Ledger.Protocol.V1;

namespace Ledger.Finality;

/// <summary>The votes of one height: one for each validator, the first good one.</summary>
internal sealed class VoteTally
{
    private readonly SortedDictionary<Digest, SignedVote> _votes = [];

    internal CandidateBlock? Block { get; set; }

    internal IEnumerable<SignedVote> Votes => _votes.Values;

    internal SignedVote? Find(Digest validator) => _votes.GetValueOrDefault(validator);

    internal void Add(Digest validator, SignedVote vote) => _votes.Add(validator, vote);

    internal void Remove(Digest validator) => _votes.Remove(validator);

    /// <summary>The certificate for this node's block, once its votes are a quorum.</summary>
    internal QuorumCertificate? TryCertify()
    {
        if (Block is not { } block)
        {
            return null;
        }

        ulong power = 0;
        var certificate = new QuorumCertificate
        {
            Height = block.Height,
            BlockHash = UnsafeByteOperations.UnsafeWrap(block.Hash.ToArray()),
        };
        foreach (var (id, signed) in _votes)
        {
            if (signed.BlockHash.Span.SequenceEqual(certificate.BlockHash.Span))
            {
                power += block.Validators.Find(id)?.Power ?? 0;
                certificate.Votes.Add(signed.Vote);
            }
        }

        return block.Validators.IsQuorum(power) ? certificate : null;
    }
}
