using Ledger.Protocol;
using Ledger.Protocol.V1;
using Ledger.Schema;
using Ledger.Schema.Tender;

namespace Ledger.Contracts.Tender;

/// <summary>What a tender project looks like, and when it may still be changed.</summary>
internal static class ProjectTerms
{
    /// <summary>The first defect of a project's fields, or none.</summary>
    internal static Refused CheckFields(CreateProject project) => FieldRules.First(
        TradeCodes.Project(project.ProjectCode),
        TradeCodes.TenderProject(project.TenderProjectCode),
        TradeCodes.Below(project.TenderProjectCode, project.ProjectCode),
        FieldRules.Text(project.Name, "The project's name", FieldRules.NameCharsMax),
        FieldRules.Uscc(project.TendererUscc, "The tenderer's code"),
        project.AgentUscc.Length == 0 ? Refused.No : FieldRules.Uscc(project.AgentUscc, "The agent's code"),
        TradeCodes.InvestmentProject(project.InvestmentProjectCode),
        FieldRules.Region(project.Region, "The project's region"),
        TradeCodes.TradeClass(project.TradeClass));

    /// <summary>Finds a project of the signer's that stands and under which no section was ever announced.</summary>
    internal static Refused FindUnused(CallContext context, string code, out byte[] key, out Project project)
    {
        key = TenderTables.Projects.Key(code);
        project = TenderTables.Projects.Read(context.State, key) ?? new Project();
        if (project.Created is null)
        {
            return new Refused(RefusalCode.UnknownProject, $"There is no tender project {code}.");
        }

        if (!SectionAccess.IsCentre(context.Signer, project.CentreUscc))
        {
            return new Refused(
                RefusalCode.OtherCentre, $"Tender project {code} was created by {project.CentreUscc}, not by {context.Signer.Uscc}.");
        }

        return RequireStanding(project) is { IsRefused: true } withdrawn ? withdrawn
            : project.InUse ? new Refused(RefusalCode.ProjectInUse, $"A section of tender project {code} was announced.")
            : Refused.No;
    }

    /// <summary>Refuses a project that was withdrawn.</summary>
    internal static Refused RequireStanding(Project project) => project.WithdrawnAt == 0
        ? Refused.No
        : new Refused(
            RefusalCode.ProjectWithdrawn, $"Tender project {project.Created.TenderProjectCode} was withdrawn at {project.WithdrawnAt}.");

    /// <summary>Writes down what a change replaces; its number is the project's next.</summary>
    internal static void KeepTrace(CallContext context, Project project, string reason, bool isWithdrawal)
    {
        var change = new ProjectChange
        {
            Before = project.Clone(),
            Reason = reason,
            ChangedAt = context.Time,
            Withdrawn = isWithdrawal,
        };
        project.Changes++;
        TenderTables.ProjectChanges.Write(
            context.State, TenderTables.ProjectChangeKey(project.Created.TenderProjectCode, project.Changes), change);
    }
}
