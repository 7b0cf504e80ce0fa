using Ledger.Protocol;
using Ledger.Protocol.V1;
using Ledger.Schema;
using Ledger.Schema.Tender;

namespace Ledger.Contracts.Tender;

/// <summary>A trading centre withdraws a project on which nothing rests; what stood there is kept, and its code is free again.</summary>
internal static class WithdrawProjectHandler
{
    internal static Refused Handle(WithdrawProject call, CallContext context)
    {
        if (FieldRules.First(
            SignerRules.Require(context.Signer, Role.TradingCentre, "WithdrawProject"),
            TradeCodes.TenderProject(call.TenderProjectCode),
            FieldRules.Text(call.Reason, "The reason", FieldRules.ReasonCharsMax)) is { IsRefused: true } badField)
        {
            return badField;
        }

        if (ProjectTerms.FindUnused(context, call.TenderProjectCode, out var key, out var project) is { IsRefused: true } refused)
        {
            return refused;
        }

        ProjectTerms.KeepTrace(context, project, call.Reason, isWithdrawal: true);
        project.WithdrawnAt = context.Time;
        context.Record(TenderTables.Projects, key, project, "project.withdrawn");
        return Refused.No;
    }
}
