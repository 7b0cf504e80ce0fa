using Ledger.Protocol;
using Ledger.Protocol.V1;
using Ledger.Schema;
using Ledger.Schema.Tender;

namespace Ledger.Contracts.Tender;

/// <summary>A trading centre enters a tender project (招标项目); from then on it runs the project's sections.</summary>
internal static class CreateProjectHandler
{
    internal static Refused Handle(CreateProject call, CallContext context)
    {
        if (FieldRules.First(
            SignerRules.Require(context.Signer, Role.TradingCentre, "CreateProject"),
            ProjectTerms.CheckFields(call)) is { IsRefused: true } refused)
        {
            return refused;
        }

        var key = TenderTables.Projects.Key(call.TenderProjectCode);
        var withdrawn = TenderTables.Projects.Read(context.State, key);
        if (withdrawn is { WithdrawnAt: 0 })
        {
            return new Refused(RefusalCode.ProjectExists, $"Tender project {call.TenderProjectCode} exists already.");
        }

        var project = new Project
        {
            Created = call,
            CentreUscc = context.Signer.Uscc,
            CreatedAt = context.Time,
            Changes = withdrawn?.Changes ?? 0, // the trace of what stood there goes on
        };
        context.Record(TenderTables.Projects, key, project, "project.created");
        return Refused.No;
    }
}
