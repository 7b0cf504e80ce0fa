using Ledger.Protocol;
using Ledger.Protocol.V1;
using Ledger.Schema.Membership;

namespace Ledger.Contracts.Membership;

/// <summary>Puts a change to the vote. Proposing is not yet voting.</summary>
internal static class ProposeChangeHandler
{
    internal const int ProposalIdBytes = 16;
    internal const long OpenMsMax = 30L * 24 * 60 * 60 * 1000;

    internal static Refused Handle(ProposeChange call, CallContext context)
    {
        if (VotingPower.Read(context.State).Require(context.Signer, "ProposeChange") is { IsRefused: true } notPermitted)
        {
            return notPermitted;
        }

        if (call.ProposalId.Length != ProposalIdBytes)
        {
            return new Refused(
                RefusalCode.BadProposal, $"The proposal id has {call.ProposalId.Length} bytes; it must have {ProposalIdBytes}.");
        }

        if (call.ClosesAt <= context.Time || call.ClosesAt - context.Time > OpenMsMax)
        {
            return new Refused(
                RefusalCode.BadProposal,
                $"The proposal closes at {call.ClosesAt}; it must close within {OpenMsMax} ms after block time {context.Time}.");
        }

        var key = MembershipTables.Proposals.Key(call.ProposalId.Span);
        if (context.State.Get(key) is not null)
        {
            return new Refused(RefusalCode.ProposalExists, $"Proposal {Convert.ToHexStringLower(call.ProposalId.Span)} exists already.");
        }

        if (ProposedChange.Check(call, context) is { IsRefused: true } refused)
        {
            return refused;
        }

        var proposal = new Proposal
        {
            Proposed = call,
            ProposerUscc = context.Signer.Uscc,
            ProposedAt = context.Time,
            State = ProposalState.Open,
        };
        context.Record(MembershipTables.Proposals, key, proposal, "proposal.opened");
        return Refused.No;
    }
}
