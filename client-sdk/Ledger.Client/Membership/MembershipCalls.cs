using System.Security.Cryptography;
using Google.Protobuf;
using Ledger.Protocol.V1;

namespace Ledger.Client.Membership;

/// <summary>The calls of members that own validators' votes; hand them to <see cref="LedgerClient.SubmitAsync(Call, SubmitOptions?,
/// CancellationToken)"/>.</summary>
public static class MembershipCalls
{
    /// <summary>Bytes of a proposal's id.</summary>
    public const int ProposalIdBytes = 16;

    /// <summary>Puts a change to the vote. Proposing is not voting.</summary>
    /// <param name="change">The change, without id and end.</param>
    /// <param name="closesAt">Block time after which no vote counts, UTC milliseconds; 30 days ahead at most.</param>
    /// <param name="proposalId">The random id under which members vote, 16 bytes.</param>
    public static Call Propose(ProposeChange change, long closesAt, out byte[] proposalId)
    {
        ArgumentNullException.ThrowIfNull(change);
        proposalId = RandomNumberGenerator.GetBytes(ProposalIdBytes);
        var propose = change.Clone();
        propose.ProposalId = ByteString.CopyFrom(proposalId);
        propose.ClosesAt = closesAt;
        return new Call { Membership = new MembershipCall { Propose = propose } };
    }

    /// <summary>Votes on any proposal.</summary>
    /// <param name="proposalId">Its 16 bytes.</param>
    /// <param name="approve">For it, or against it.</param>
    public static Call Vote(ReadOnlySpan<byte> proposalId, bool approve) => new()
    {
        Membership = new MembershipCall { Vote = new VoteOnProposal { ProposalId = ByteString.CopyFrom(proposalId), Approve = approve } },
    };
}
