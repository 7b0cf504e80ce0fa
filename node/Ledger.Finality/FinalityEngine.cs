using Google.Protobuf;
using Ledger.Crypto;
using Ledger.Protocol;
using Ledger.Protocol.V1;

namespace Ledger.Finality;

/// <summary>
/// Collects votes into certificates. A certificate of height h finalises h and everything below it. Keeps evidence of those who sign two
/// blocks at one height. One writer, who holds this; readers hold <see cref="IFinality"/>.
/// </summary>
public sealed class FinalityEngine : IFinality
{
    private readonly Digest _chainId;
    private readonly ISignatureVerifier _verifier;
    private readonly VoteStore _votes;
    private readonly FinalityOptions _options;
    private readonly Func<ulong, CandidateBlock?> _executed;
    private readonly SortedDictionary<ulong, VoteTally> _tallies = [];
    private volatile QuorumCertificate _newest;
    private ValidatorRoster _validators;
    private int _evidence;
    private int _divergences;

    /// <summary>
    /// Goes on from what the store holds; <paramref name="genesisHash"/> is final by itself. <paramref name="validators"/> is the present
    /// set: whose votes are kept before their block is executed. <paramref name="executed"/> finds any block that this node has executed.
    /// </summary>
    public FinalityEngine(
        Digest chainId, Digest genesisHash, ValidatorRoster validators, ISignatureVerifier verifier, VoteStore votes,
        FinalityOptions options, Func<ulong, CandidateBlock?> executed)
    {
        _executed = executed;
        _validators = validators;
        _chainId = chainId;
        _verifier = verifier;
        _votes = votes;
        _options = options;
        _newest = votes.ReadNewestCertificate() ?? new QuorumCertificate { BlockHash = ByteString.CopyFrom(genesisHash.ToArray()) };
        _evidence = votes.ReadEvidence().Count();
        _divergences = votes.ReadDivergences().Count();
    }

    /// <inheritdoc/>
    public QuorumCertificate Newest => _newest;

    /// <inheritdoc/>
    public ulong FinalHeight => _newest.Height;

    /// <inheritdoc/>
    public int Equivocations => _evidence;

    /// <summary>
    /// Tells of a block this node has executed and written. Returns a new certificate where votes that came early make one.
    /// </summary>
    /// <exception cref="DivergenceException">The consortium finalised another block at this height.</exception>
    public QuorumCertificate? OnExecuted(CandidateBlock block)
    {
        _validators = block.Validators;
        if (block.Height <= FinalHeight)
        {
            RequireSame(block);
            return null;
        }

        var tally = TallyOf(block.Height);
        foreach (var early in tally.Votes.ToList())
        {
            if (!IsGenuine(early, block.Validators))
            {
                tally.Remove(new Digest(early.Vote.Validator.Span));
            }
        }

        tally.Block = block;
        foreach (var early in tally.Votes.Where(early => !early.BlockHash.Span.SequenceEqual(block.Hash.ToArray())))
        {
            KeepDivergence(block, early.BlockHash, [early.Vote]);
        }

        return Certify(tally);
    }

    /// <summary>Takes in a vote of any validator, this node's own too.</summary>
    public VoteOutcome OnVote(SignedVote vote, out QuorumCertificate? certificate)
    {
        certificate = null;
        var outcome = Sort(vote, ref certificate);
        FinalityMetrics.Count(outcome);
        if (outcome == VoteOutcome.Divergent && BlockAt(vote.Height) is { } own)
        {
            KeepDivergence(own, vote.BlockHash, [vote.Vote]);
        }

        return outcome;
    }

    /// <summary>
    /// Takes in a certificate that another node sent. True where it is newer than what is known and holds for this node's block;
    /// false where it says nothing new, proves nothing, or is for a height not executed here yet.
    /// </summary>
    /// <exception cref="DivergenceException">It is genuine and for another block than this node's, final here or not.</exception>
    public bool OnCertificate(QuorumCertificate certificate)
    {
        if (!Digest.TryRead(certificate.BlockHash.Span, out var named) || BlockAt(certificate.Height) is not { } block)
        {
            return false;
        }

        var isSame = named == block.Hash;
        if ((isSame && certificate.Height <= FinalHeight)
            || QuorumCertificates.Check(
                certificate, _chainId, block.Height, named, block.Validators, _verifier) != QuorumCertificateError.None)
        {
            return false;
        }

        if (!isSame)
        {
            KeepEquivocations(certificate);
            KeepDivergence(block, certificate.BlockHash, certificate.Votes);
            throw Diverged(block, named);
        }

        Finalise(certificate);
        return true;
    }

    private VoteOutcome Sort(SignedVote vote, ref QuorumCertificate? certificate)
    {
        if (vote.Vote is null || !Digest.TryRead(vote.Vote.Validator.Span, out var validator) || vote.BlockHash.Length != Digest.Bytes ||
            vote.Vote.Time < 0)
        {
            return VoteOutcome.Invalid;
        }

        if (vote.Height <= FinalHeight)
        {
            return SortFinal(vote, validator);
        }

        if (vote.Height - FinalHeight > (ulong)_options.HeightsMax)
        {
            return VoteOutcome.TooFarAhead;
        }

        // Votes for blocks not executed here wait unchecked, so only validators' are kept, one of each: made-up ids must not fill the
        // memory.
        var tally = TallyOf(vote.Height);
        if (tally.Block is { } block ? !IsGenuine(vote, block.Validators) : _validators.Find(validator) is null)
        {
            return VoteOutcome.Invalid;
        }

        if (tally.Find(validator) is { } first)
        {
            return Compare(tally, validator, first, vote);
        }

        tally.Add(validator, vote);
        if (tally.Block is null)
        {
            return VoteOutcome.Early;
        }

        certificate = Certify(tally);
        return vote.BlockHash.Span.SequenceEqual(tally.Block.Hash.ToArray()) ? VoteOutcome.Counted : VoteOutcome.Divergent;
    }

    private VoteOutcome Compare(VoteTally tally, Digest validator, SignedVote first, SignedVote second)
    {
        if (tally.Block is not null || first.BlockHash.Equals(second.BlockHash))
        {
            return Compare(first, second);
        }

        // Neither is checked yet, so one of them may be forged. Keep the later: the sender repeats its genuine vote until it counts.
        tally.Remove(validator);
        tally.Add(validator, second);
        return VoteOutcome.Early;
    }

    // What is final stays, and so do its signers' words: a vote for another block of a final height is no less evidence for coming late.
    private VoteOutcome SortFinal(SignedVote vote, Digest validator)
    {
        if (BlockAt(vote.Height) is not { } block)
        {
            return VoteOutcome.BelowFinal;
        }

        var tally = _tallies.GetValueOrDefault(vote.Height);
        var first = tally?.Find(validator) ?? CertifiedVoteOf(validator, vote.Height);
        var isOurs = vote.BlockHash.Span.SequenceEqual(block.Hash.ToArray());
        if (isOurs && (first is null || first.BlockHash.Equals(vote.BlockHash)))
        {
            return VoteOutcome.BelowFinal;
        }

        if (!IsGenuine(vote, block.Validators))
        {
            return VoteOutcome.Invalid;
        }

        if (first is not null)
        {
            return Compare(first, vote);
        }

        if (tally is not null)
        {
            tally.Add(validator, vote);
            RefuseMinority(tally);
        }

        return VoteOutcome.Divergent;
    }

    private VoteOutcome Compare(SignedVote first, SignedVote second)
    {
        if (first.BlockHash.Equals(second.BlockHash))
        {
            return VoteOutcome.Known;
        }

        KeepEvidence(first, second);
        return VoteOutcome.Equivocation;
    }

    /// <summary>The block that this node has executed at a height; null above its head, and for genesis, which nobody votes for.</summary>
    private CandidateBlock? BlockAt(ulong height) =>
        height == 0 ? null
        : _tallies.TryGetValue(height, out var tally) && tally.Block is { } block ? block
        : height <= FinalHeight ? _executed(height)
        : null;

    private SignedVote? CertifiedVoteOf(Digest validator, ulong height) =>
        _votes.ReadCertificate(height) is { } certificate &&
            certificate.Votes.FirstOrDefault(vote => new Digest(vote.Validator.Span) == validator) is { } counted
            ? new SignedVote { Height = height, BlockHash = certificate.BlockHash, Vote = counted }
            : null;

    // Two certificates of one height: whoever signed both has equivocated.
    private void KeepEquivocations(QuorumCertificate other)
    {
        foreach (var vote in other.Votes)
        {
            var validator = new Digest(vote.Validator.Span);
            var first = _tallies.GetValueOrDefault(other.Height)?.Find(validator) ?? CertifiedVoteOf(validator, other.Height);
            if (first is not null)
            {
                Compare(first, new SignedVote { Height = other.Height, BlockHash = other.BlockHash, Vote = vote });
            }
        }
    }

    private void KeepEvidence(SignedVote first, SignedVote second)
    {
        if (_evidence < _options.EvidenceMax && !_votes.HasEvidence(second.Height, second.Vote.Validator.Span))
        {
            _votes.WriteEvidence(second.Height, new EquivocationEvidence { First = first, Second = second });
            _evidence++;
        }
    }

    // Whoever turns out to be wrong, the votes are genuine: they are kept before anything is said of them, each validator's once.
    private void KeepDivergence(CandidateBlock own, ByteString other, IEnumerable<Vote> votes)
    {
        var known = _votes.ReadDivergence(own.Height, other.Span);
        if (known is null && _divergences >= _options.EvidenceMax)
        {
            return;
        }

        _divergences += known is null ? 1 : 0;
        var evidence = known ?? new DivergenceEvidence
        {
            Height = own.Height,
            OwnBlockHash = ByteString.CopyFrom(own.Hash.ToArray()),
            BlockHash = other,
        };
        evidence.Votes.Add([.. votes.Where(vote => !evidence.Votes.Any(kept => kept.Validator.Equals(vote.Validator)))]);
        _votes.WriteDivergence(evidence);
    }

    private bool IsGenuine(SignedVote vote, ValidatorRoster roster)
    {
        if (roster.FindKey(new Digest(vote.Vote.Validator.Span)) is not { } key)
        {
            return false;
        }

        var message = VoteBytes.Encode(_chainId, vote.Height, new Digest(vote.BlockHash.Span), vote.Vote.Time);
        Span<bool> valid = stackalloc bool[1];
        _verifier.Verify([new SignatureCheck(key, message, vote.Vote.Signature.Memory, LowS: true)], valid);
        return valid[0];
    }

    private QuorumCertificate? Certify(VoteTally tally)
    {
        if (tally.TryCertify() is { } certificate)
        {
            Finalise(certificate);
            return certificate;
        }

        RefuseMinority(tally);
        return null;
    }

    // A quorum of genuine votes for another block is a certificate for it: this node has diverged.
    private void RefuseMinority(VoteTally tally)
    {
        var block = tally.Block!;
        foreach (var group
            in tally.Votes.Where(vote => !vote.BlockHash.Span.SequenceEqual(block.Hash.ToArray())).GroupBy(vote => vote.BlockHash))
        {
            ulong power = 0;
            foreach (var vote in group)
            {
                power += block.Validators.Find(new Digest(vote.Vote.Validator.Span))?.Power ?? 0;
            }

            if (block.Validators.IsQuorum(power))
            {
                KeepDivergence(block, group.Key, group.Select(vote => vote.Vote));
                throw Diverged(block, new Digest(group.Key.Span));
            }
        }
    }

    private void Finalise(QuorumCertificate certificate)
    {
        _votes.WriteCertificate(certificate);
        _newest = certificate;
        var kept = (ulong)_options.FinalTalliesKept;
        foreach (var done in _tallies.Keys.TakeWhile(height => height + kept <= certificate.Height).ToList())
        {
            _tallies.Remove(done);
        }
    }

    private void RequireSame(CandidateBlock block)
    {
        if (_votes.ReadCertificate(block.Height) is { } known && !known.BlockHash.Span.SequenceEqual(block.Hash.ToArray()))
        {
            KeepDivergence(block, known.BlockHash, known.Votes);
            throw Diverged(block, new Digest(known.BlockHash.Span));
        }
    }

    private VoteTally TallyOf(ulong height)
    {
        if (!_tallies.TryGetValue(height, out var tally))
        {
            tally = new VoteTally();
            _tallies.Add(height, tally);
        }

        return tally;
    }

    private static DivergenceException Diverged(CandidateBlock block, Digest final) => new(
        $"At height {block.Height} the consortium finalised block {final}, but this node computed {block.Hash}. " +
        "The node halts and signs nothing more. Keep its data directory for the investigation, and start again on an empty one with the " +
        "same vote lock.");
}

/// <summary>A block that this node executed and that waits for its certificate.</summary>
/// <param name="Height">Its height.</param>
/// <param name="Hash">Its hash.</param>
/// <param name="Validators">The set that finalises it.</param>
public sealed record CandidateBlock(ulong Height, Digest Hash, ValidatorRoster Validators);

/// <summary>
/// The consortium finalised another block than this node computed. The node halts: going on would build on what nobody else has (DESIGN
/// §3).
/// </summary>
public sealed class DivergenceException(string message) : Exception(message);
