using Ledger.Protocol;
using Ledger.Protocol.V1;

namespace Ledger.Contracts.Evidence;

/// <summary>
/// What happened outside the chain and must be provable later: the roots of finished scan sessions, what auditors verified, and how
/// regulators handle what they find.
/// </summary>
public static class EvidenceContract
{
    /// <summary>Executes one call.</summary>
    public static Refused Execute(EvidenceCall call, CallContext context) => call.MethodCase switch
    {
        EvidenceCall.MethodOneofCase.RecordSessions => RecordSessionsHandler.Handle(call.RecordSessions, context),
        EvidenceCall.MethodOneofCase.CosignCheckpoint => CosignCheckpointHandler.Handle(call.CosignCheckpoint, context),
        EvidenceCall.MethodOneofCase.RecordFinding => RecordFindingHandler.Handle(call.RecordFinding, context),
        EvidenceCall.MethodOneofCase.HandleFinding => HandleFindingHandler.Handle(call.HandleFinding, context),
        _ => ContractDispatcher.UnknownCall,
    };
}
