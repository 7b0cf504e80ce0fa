using Ledger.Exchange.Documents;
using Ledger.Protocol.V1;
using static Ledger.Exchange.Elements.TenderElements;

namespace Ledger.Exchange;

/// <summary>招标项目, as its trading centre enters it.</summary>
/// <param name="Call">What it says.</param>
public sealed record ProjectDocument(CreateProject Call) : ExchangeDocument
{
    internal static readonly DocumentSchema Schema = new DocumentSchema<ProjectDocument>(
        DocumentKind.TenderProject,
        new ElementMap<ProjectDocument>(_ => new(new CreateProject()))
            .Field(ProjectCode.Required, document => document.Call.ProjectCode)
            .Field(TenderProjectCode.Required, document => document.Call.TenderProjectCode)
            .Field(TenderProjectName.Required, document => document.Call.Name)
            .Field(TenderProjectType.Required, document => document.Call.TradeClass)
            .Field(InvestmentProjectCode.Optional, document => document.Call.InvestmentProjectCode)
            .Field(RegionCode.Required, document => document.Call.Region)
            .Field(TendererCode.Required, document => document.Call.TendererUscc)
            .Field(TenderAgencyCode.Optional, document => document.Call.AgentUscc)
            .Field(PlatformCode.Optional, document => document.CentreUscc)
            .Field(CreateTime.Optional, document => document.CreatedAt),
        (values, findings) => DocumentSchema.CheckBelow(values, TenderProjectCode, ProjectCode, findings));

    /// <summary>The trading centre that entered it; empty in what is not from the chain.</summary>
    public string CentreUscc { get; init; } = string.Empty;

    /// <summary>When it was entered, UTC milliseconds; 0 in what is not from the chain.</summary>
    public long CreatedAt { get; init; }

    /// <inheritdoc/>
    public override DocumentKind Kind => DocumentKind.TenderProject;
}
