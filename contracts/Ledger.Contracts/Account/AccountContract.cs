using Ledger.Protocol;
using Ledger.Protocol.V1;

namespace Ledger.Contracts.Account;

/// <summary>账户通: market subjects, their certificates, and each centre's own account of them.</summary>
public static class AccountContract
{
    /// <summary>Executes one call.</summary>
    public static Refused Execute(AccountCall call, CallContext context) => call.MethodCase switch
    {
        AccountCall.MethodOneofCase.RegisterSubject => RegisterSubjectHandler.Handle(call.RegisterSubject, context),
        AccountCall.MethodOneofCase.RegisterCertificate => RegisterCertificateHandler.Handle(call.RegisterCertificate, context),
        AccountCall.MethodOneofCase.RevokeCertificate => RevokeCertificateHandler.Handle(call.RevokeCertificate, context),
        AccountCall.MethodOneofCase.BindLocalAccount => BindLocalAccountHandler.Handle(call.BindLocalAccount, context),
        AccountCall.MethodOneofCase.ReplaceCertificate => ReplaceCertificateHandler.Handle(call.ReplaceCertificate, context),
        AccountCall.MethodOneofCase.AppointOperator => AppointOperatorHandler.Handle(call.AppointOperator, context),
        AccountCall.MethodOneofCase.DismissOperator => DismissOperatorHandler.Handle(call.DismissOperator, context),
        _ => ContractDispatcher.UnknownCall,
    };
}
