using Ledger.Protocol;
using Ledger.Protocol.V1;

namespace Ledger.Contracts.Membership;

/// <summary>Who the consortium is: members, validators, caps, the rule version and the CA trust list, all changed by votes.</summary>
public static class MembershipContract
{
    /// <summary>Executes one call.</summary>
    public static Refused Execute(MembershipCall call, CallContext context) => call.MethodCase switch
    {
        MembershipCall.MethodOneofCase.Propose => ProposeChangeHandler.Handle(call.Propose, context),
        MembershipCall.MethodOneofCase.Vote => VoteOnProposalHandler.Handle(call.Vote, context),
        MembershipCall.MethodOneofCase.AnnounceCosigner => AnnounceCosignerHandler.Handle(call.AnnounceCosigner, context),
        _ => ContractDispatcher.UnknownCall,
    };
}
