using Ledger.Protocol;
using Ledger.Protocol.V1;
using Ledger.Schema;
using Ledger.Schema.Tender;

namespace Ledger.Contracts.Tender;

/// <summary>
/// A trading centre puts right what it entered of a project, as long as nothing rests on it: its tenderer is the beneficiary of every bond,
/// so with the first announcement it is fixed.
/// </summary>
internal static class CorrectProjectHandler
{
    internal static Refused Handle(CorrectProject call, CallContext context)
    {
        var corrected = call.Corrected ?? new CreateProject();
        if (FieldRules.First(
            SignerRules.Require(context.Signer, Role.TradingCentre, "CorrectProject"),
            ProjectTerms.CheckFields(corrected),
            FieldRules.Text(call.Reason, "The reason", FieldRules.ReasonCharsMax)) is { IsRefused: true } badField)
        {
            return badField;
        }

        if (ProjectTerms.FindUnused(context, corrected.TenderProjectCode, out var key, out var project) is { IsRefused: true } refused)
        {
            return refused;
        }

        if (corrected.Equals(project.Created))
        {
            return new Refused(
                RefusalCode.ProjectUnchanged, $"Tender project {corrected.TenderProjectCode} stands exactly so already.");
        }

        ProjectTerms.KeepTrace(context, project, call.Reason, isWithdrawal: false);
        project.Created = corrected;
        context.Record(TenderTables.Projects, key, project, "project.corrected");
        return Refused.No;
    }
}
