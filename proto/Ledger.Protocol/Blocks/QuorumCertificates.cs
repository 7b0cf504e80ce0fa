using Ledger.Crypto;
using Ledger.Protocol.V1;

namespace Ledger.Protocol;

/// <summary>Checks of quorum certificates, and the BFT time that one carries.</summary>
public static class QuorumCertificates
{
    /// <summary>
    /// Checks that <paramref name="certificate"/> finalises the block of this hash and height under <paramref name="roster"/>.
    /// </summary>
    public static QuorumCertificateError Check(
        QuorumCertificate certificate, Digest chainId, ulong height, Digest blockHash, ValidatorRoster roster, ISignatureVerifier verifier)
    {
        if (certificate.Height != height || !Digest.TryRead(certificate.BlockHash.Span, out var named) || named != blockHash)
        {
            return QuorumCertificateError.OtherBlock;
        }

        if (certificate.Votes.Count > roster.Ids.Count)
        {
            return QuorumCertificateError.TooManyVotes;
        }

        var checks = new SignatureCheck[certificate.Votes.Count];
        ulong power = 0;
        Digest? last = null;
        for (var i = 0; i < checks.Length; i++)
        {
            var vote = certificate.Votes[i];
            if (!Digest.TryRead(vote.Validator.Span, out var id) || roster.FindKey(id) is not { } key)
            {
                return QuorumCertificateError.UnknownValidator;
            }

            if (last is { } previous && previous.CompareTo(id) >= 0)
            {
                return QuorumCertificateError.VotesOutOfOrder;
            }

            if (vote.Time < 0)
            {
                return QuorumCertificateError.BadTime;
            }

            last = id;
            power += roster.Find(id)!.Power;
            checks[i] = new SignatureCheck(key, VoteBytes.Encode(chainId, height, blockHash, vote.Time), vote.Signature.Memory, LowS: true);
        }

        if (!roster.IsQuorum(power))
        {
            return QuorumCertificateError.NoQuorum;
        }

        Span<bool> valid = stackalloc bool[checks.Length];
        verifier.Verify(checks, valid);
        return valid.Contains(false) ? QuorumCertificateError.BadSignature : QuorumCertificateError.None;
    }

    /// <summary>
    /// The median of the votes' clocks weighted by votes: the least time such that validators with at least half of the certificate's
    /// votes are at or before it. With fewer than 1/3 liars it lies between two honest clocks (DESIGN §2).
    /// </summary>
    public static long MedianTime(QuorumCertificate certificate, ValidatorRoster roster)
    {
        var weighted = new List<(long Time, ulong Power)>(certificate.Votes.Count);
        ulong total = 0;
        foreach (var vote in certificate.Votes)
        {
            var power = roster.Find(new Digest(vote.Validator.Span))?.Power ?? 0;
            weighted.Add((vote.Time, power));
            total += power;
        }

        weighted.Sort();
        ulong reached = 0;
        foreach (var (time, power) in weighted)
        {
            reached += power;
            if (reached * 2 >= total)
            {
                return time;
            }
        }

        throw new InvalidOperationException("A certificate without votes has no median time; check it first.");
    }
}
