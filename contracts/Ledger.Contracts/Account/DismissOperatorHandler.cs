using Ledger.Protocol;
using Ledger.Protocol.V1;
using Ledger.Schema;
using Ledger.Schema.Account;

namespace Ledger.Contracts.Account;

/// <summary>A subject ends a person's powers at once.</summary>
internal static class DismissOperatorHandler
{
    internal static Refused Handle(DismissOperator call, CallContext context)
    {
        if (FieldRules.First(
            FieldRules.DigestBytes(call.CertificateId.Length, "The certificate's id"),
            FieldRules.Text(call.Reason, "The reason", FieldRules.ReasonCharsMax),
            AppointOperatorHandler.RequireOrganisation(context)) is { IsRefused: true } refused)
        {
            return refused;
        }

        var key = AccountTables.OperatorKey(context.Signer.Uscc, call.CertificateId.Span);
        if (AccountTables.Operators.Read(context.State, key) is not { } appointed
            || !AppointOperatorHandler.End(appointed, context.Time, call.Reason))
        {
            return new Refused(
                RefusalCode.UnknownOperator,
                $"{context.Signer.Uscc} has no operator {Convert.ToHexStringLower(call.CertificateId.Span)} whose powers last.");
        }

        context.Record(AccountTables.Operators, key, appointed, "operator.dismissed");
        return Refused.No;
    }
}
