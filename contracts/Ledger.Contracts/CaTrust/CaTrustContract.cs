using Ledger.Protocol;
using Ledger.Protocol.V1;

namespace Ledger.Contracts.CaTrust;

/// <summary>The CA trust list: recognised CAs, who accepts which for what, revocations. The list itself changes by Membership's votes only.</summary>
public static class CaTrustContract
{
    /// <summary>Executes one call.</summary>
    public static Refused Execute(CaTrustCall call, CallContext context) => call.MethodCase switch
    {
        CaTrustCall.MethodOneofCase.ImportCrl => ImportCrlHandler.Handle(call.ImportCrl, context),
        _ => ContractDispatcher.UnknownCall,
    };
}
