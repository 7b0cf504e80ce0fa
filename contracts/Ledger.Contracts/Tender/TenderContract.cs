using Ledger.Protocol;
using Ledger.Protocol.V1;

namespace Ledger.Contracts.Tender;

/// <summary>Tender projects and their sections (标段): from announcement to contract.</summary>
public static class TenderContract
{
    /// <summary>Executes one call.</summary>
    public static Refused Execute(TenderCall call, CallContext context) => call.MethodCase switch
    {
        TenderCall.MethodOneofCase.CreateProject => CreateProjectHandler.Handle(call.CreateProject, context),
        TenderCall.MethodOneofCase.CorrectProject => CorrectProjectHandler.Handle(call.CorrectProject, context),
        TenderCall.MethodOneofCase.WithdrawProject => WithdrawProjectHandler.Handle(call.WithdrawProject, context),
        TenderCall.MethodOneofCase.AnnounceSection => AnnounceSectionHandler.Handle(call.AnnounceSection, context),
        TenderCall.MethodOneofCase.PublishNotice => PublishNoticeHandler.Handle(call.PublishNotice, context),
        TenderCall.MethodOneofCase.OpenSection => OpenSectionHandler.Handle(call.OpenSection, context),
        TenderCall.MethodOneofCase.ListBidders => ListBiddersHandler.Handle(call.ListBidders, context),
        TenderCall.MethodOneofCase.ReleaseOpeningKey => ReleaseOpeningKeyHandler.Handle(call.ReleaseOpeningKey, context),
        TenderCall.MethodOneofCase.FailSection => FailSectionHandler.Handle(call.FailSection, context),
        TenderCall.MethodOneofCase.TerminateSection => TerminateSectionHandler.Handle(call.TerminateSection, context),
        TenderCall.MethodOneofCase.AttributeDecryptionFailure =>
            AttributeDecryptionFailureHandler.Handle(call.AttributeDecryptionFailure, context),
        TenderCall.MethodOneofCase.CompleteOpening => CompleteOpeningHandler.Handle(call.CompleteOpening, context),
        TenderCall.MethodOneofCase.AppointCommittee => AppointCommitteeHandler.Handle(call.AppointCommittee, context),
        TenderCall.MethodOneofCase.RecordEvaluation => RecordEvaluationHandler.Handle(call.RecordEvaluation, context),
        TenderCall.MethodOneofCase.PublicizeCandidates => PublicizeCandidatesHandler.Handle(call.PublicizeCandidates, context),
        TenderCall.MethodOneofCase.AwardSection => AwardSectionHandler.Handle(call.AwardSection, context),
        TenderCall.MethodOneofCase.SignContract => SignContractHandler.Handle(call.SignContract, context),
        TenderCall.MethodOneofCase.PauseSection => PauseSectionHandler.Handle(call.PauseSection, context),
        TenderCall.MethodOneofCase.ResumeSection => ResumeSectionHandler.Handle(call.ResumeSection, context),
        _ => ContractDispatcher.UnknownCall,
    };
}
