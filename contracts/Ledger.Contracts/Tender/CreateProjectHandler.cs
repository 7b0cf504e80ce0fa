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
            TradeCodes.Project(call.ProjectCode),
            TradeCodes.TenderProject(call.TenderProjectCode),
            TradeCodes.Below(call.TenderProjectCode, call.ProjectCode),
            FieldRules.Text(call.Name, "The project's name", FieldRules.NameCharsMax),
            FieldRules.Uscc(call.TendererUscc, "The tenderer's code"),
            call.AgentUscc.Length == 0 ? Refused.No : FieldRules.Uscc(call.AgentUscc, "The agent's code"),
            TradeCodes.InvestmentProject(call.InvestmentProjectCode),
            FieldRules.Region(call.Region, "The project's region"),
            TradeCodes.TradeClass(call.TradeClass)) is { IsRefused: true } refused)
        {
            return refused;
        }

        var key = TenderTables.Projects.Key(call.TenderProjectCode);
        if (context.State.Get(key) is not null)
        {
            return new Refused(RefusalCode.ProjectExists, $"Tender project {call.TenderProjectCode} exists already.");
        }

        var project = new Project { Created = call, CentreUscc = context.Signer.Uscc, CreatedAt = context.Time };
        context.Record(TenderTables.Projects, key, project, "project.created");
        return Refused.No;
    }
}
