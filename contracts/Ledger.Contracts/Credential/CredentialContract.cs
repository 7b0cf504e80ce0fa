using Ledger.Protocol;
using Ledger.Protocol.V1;

namespace Ledger.Contracts.Credential;

/// <summary>链资信: what authorities say of market subjects, never changed, and what became of it; who checked it for a section.</summary>
public static class CredentialContract
{
    /// <summary>Executes one call.</summary>
    public static Refused Execute(CredentialCall call, CallContext context) => call.MethodCase switch
    {
        CredentialCall.MethodOneofCase.RecordCredential => RecordCredentialHandler.Handle(call.RecordCredential, context),
        CredentialCall.MethodOneofCase.ChangeCredential => ChangeCredentialHandler.Handle(call.ChangeCredential, context),
        CredentialCall.MethodOneofCase.RecordCheck => RecordCheckHandler.Handle(call.RecordCheck, context),
        CredentialCall.MethodOneofCase.CommitFields => CommitFieldsHandler.Handle(call.CommitFields, context),
        _ => ContractDispatcher.UnknownCall,
    };
}
