using Google.Protobuf.Collections;
using Ledger.Protocol;
using Ledger.Protocol.V1;
using Ledger.Schema;
using Ledger.Schema.Membership;

namespace Ledger.Contracts.Membership;

/// <summary>
/// Counts a member's vote with the votes that its validators hold now. More than 2/3 for it enact the change in the same block; 1/3
/// against it reject the proposal. A vote that would enact what no longer fits is refused, and the proposal stays open.
/// </summary>
internal static class VoteOnProposalHandler
{
    internal static Refused Handle(VoteOnProposal call, CallContext context)
    {
        var power = VotingPower.Read(context.State);
        if (power.Require(context.Signer, "VoteOnProposal") is { IsRefused: true } notPermitted)
        {
            return notPermitted;
        }

        var key = MembershipTables.Proposals.Key(call.ProposalId.Span);
        if (call.ProposalId.Length != ProposeChangeHandler.ProposalIdBytes ||
            MembershipTables.Proposals.Read(context.State, key) is not { } proposal)
        {
            return new Refused(
                RefusalCode.UnknownProposal, $"There is no proposal of the id with {call.ProposalId.Length} bytes that the vote names.");
        }

        if (CheckOpen(proposal, context) is { IsRefused: true } closed)
        {
            return closed;
        }

        InsertSorted(call.Approve ? proposal.ApprovedBy : proposal.RejectedBy, context.Signer.Uscc);
        return Decide(proposal, key, power, context);
    }

    private static Refused CheckOpen(Proposal proposal, CallContext context)
    {
        if (proposal.State != ProposalState.Open)
        {
            return new Refused(RefusalCode.ProposalClosed, $"The proposal is {proposal.State}.");
        }

        if (context.Time > proposal.Proposed.ClosesAt)
        {
            return new Refused(
                RefusalCode.ProposalClosed, $"The proposal closed at {proposal.Proposed.ClosesAt}; block time is {context.Time}.");
        }

        return proposal.ApprovedBy.Contains(context.Signer.Uscc) || proposal.RejectedBy.Contains(context.Signer.Uscc)
            ? new Refused(RefusalCode.AlreadyVoted, $"Member {context.Signer.Uscc} has voted already.")
            : Refused.No;
    }

    private static Refused Decide(Proposal proposal, byte[] key, VotingPower power, CallContext context)
    {
        if (power.IsQuorum(proposal.ApprovedBy))
        {
            if (FieldRules.First(
                ProposedChange.Check(proposal.Proposed, context),
                ProposedChange.CheckNow(proposal.Proposed, context)) is { IsRefused: true } refused)
            {
                return refused;
            }

            proposal.State = ProposalState.Enacted;
            context.Record(MembershipTables.Proposals, key, proposal, "proposal.enacted");
            ProposedChange.Enact(proposal.Proposed, context);
            return Refused.No;
        }

        var isRejected = power.IsBlocked(proposal.RejectedBy);
        proposal.State = isRejected ? ProposalState.Rejected : ProposalState.Open;
        context.Record(MembershipTables.Proposals, key, proposal, isRejected ? "proposal.rejected" : "proposal.voted");
        return Refused.No;
    }

    private static void InsertSorted(RepeatedField<string> usccs, string uscc)
    {
        var at = 0;
        while (at < usccs.Count && string.CompareOrdinal(usccs[at], uscc) < 0)
        {
            at++;
        }

        usccs.Insert(at, uscc);
    }
}
