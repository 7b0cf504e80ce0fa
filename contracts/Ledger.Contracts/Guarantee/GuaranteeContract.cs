using Ledger.Protocol;
using Ledger.Protocol.V1;

namespace Ledger.Contracts.Guarantee;

/// <summary>易链保: the bid-bond guarantee (投标保函) from its sealed issue to its end.</summary>
public static class GuaranteeContract
{
    /// <summary>Executes one call.</summary>
    public static Refused Execute(GuaranteeCall call, CallContext context) => call.MethodCase switch
    {
        GuaranteeCall.MethodOneofCase.Issue => IssueGuaranteesHandler.Handle(call.Issue, context),
        GuaranteeCall.MethodOneofCase.Open => OpenGuaranteesHandler.Handle(call.Open, context),
        GuaranteeCall.MethodOneofCase.Release => ReleaseGuaranteeHandler.Handle(call.Release, context),
        GuaranteeCall.MethodOneofCase.Claim => ClaimGuaranteeHandler.Handle(call.Claim, context),
        GuaranteeCall.MethodOneofCase.Pay => PayClaimHandler.Handle(call.Pay, context),
        GuaranteeCall.MethodOneofCase.Refuse => RefuseClaimHandler.Handle(call.Refuse, context),
        GuaranteeCall.MethodOneofCase.Surrender => SurrenderGuaranteeHandler.Handle(call.Surrender, context),
        GuaranteeCall.MethodOneofCase.Amend => AmendGuaranteeHandler.Handle(call.Amend, context),
        GuaranteeCall.MethodOneofCase.Endorse => EndorseGuaranteeHandler.Handle(call.Endorse, context),
        GuaranteeCall.MethodOneofCase.Suspend => SuspendPaymentHandler.Handle(call.Suspend, context),
        GuaranteeCall.MethodOneofCase.Resume => ResumePaymentHandler.Handle(call.Resume, context),
        GuaranteeCall.MethodOneofCase.PublishCard => PublishCardHandler.Handle(call.PublishCard, context),
        _ => ContractDispatcher.UnknownCall,
    };
}
