using Ledger.Protocol;
using Ledger.Protocol.V1;

namespace Ledger.Contracts.CaTrust;

/// <summary>
/// The CA trust list: recognised CAs, who accepts which for what, revocations. The list itself changes by Membership's votes only.
/// </summary>
public static class CaTrustContract
{
    /// <summary>Executes one call.</summary>
    public static Refused Execute(CaTrustCall call, CallContext context) => call.MethodCase switch
    {
        CaTrustCall.MethodOneofCase.ImportCrl => ImportCrlHandler.Handle(call.ImportCrl, context),
        CaTrustCall.MethodOneofCase.BeginCrlUpload => BeginCrlUploadHandler.Handle(call.BeginCrlUpload, context),
        CaTrustCall.MethodOneofCase.AddCrlPart => AddCrlPartHandler.Handle(call.AddCrlPart, context),
        CaTrustCall.MethodOneofCase.ApplyCrlUpload => ApplyCrlUploadHandler.Handle(call.ApplyCrlUpload, context),
        CaTrustCall.MethodOneofCase.DropCrlUpload => DropCrlUploadHandler.Handle(call.DropCrlUpload, context),
        _ => ContractDispatcher.UnknownCall,
    };
}
