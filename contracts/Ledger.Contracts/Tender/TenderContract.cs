using Ledger.Protocol;
using Ledger.Protocol.V1;

namespace Ledger.Contracts.Tender;

/// <summary>Tender projects and their sections (标段): announcement, notices, opening.</summary>
public static class TenderContract
{
    /// <summary>Executes one call.</summary>
    public static Refused Execute(TenderCall call, CallContext context) => call.MethodCase switch
    {
        TenderCall.MethodOneofCase.CreateProject => CreateProjectHandler.Handle(call.CreateProject, context),
        TenderCall.MethodOneofCase.AnnounceSection => AnnounceSectionHandler.Handle(call.AnnounceSection, context),
        TenderCall.MethodOneofCase.PublishNotice => PublishNoticeHandler.Handle(call.PublishNotice, context),
        TenderCall.MethodOneofCase.OpenSection => OpenSectionHandler.Handle(call.OpenSection, context),
        TenderCall.MethodOneofCase.FailSection => FailSectionHandler.Handle(call.FailSection, context),
        _ => ContractDispatcher.UnknownCall,
    };
}
