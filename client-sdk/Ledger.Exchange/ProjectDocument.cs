using Ledger.Exchange.Documents;
using Ledger.Exchange.Elements;
using Ledger.Protocol.V1;
using static Ledger.Exchange.Elements.TenderElements;

namespace Ledger.Exchange;

/// <summary>招标项目, as its trading centre enters it.</summary>
/// <param name="Call">What it says.</param>
public sealed record ProjectDocument(CreateProject Call) : ExchangeDocument
{
    internal static DocumentSchema Schema { get; } = new(
        DocumentKind.TenderProject,
        new(
            ProjectCode.Required, TenderProjectCode.Required, TenderProjectName.Required, TenderProjectType.Required,
            InvestmentProjectCode.Optional, RegionCode.Required,
            TendererCode.Required, TenderAgencyCode.Optional, PlatformCode.Optional, CreateTime.Optional),
        Build,
        (values, findings) => DocumentSchema.CheckBelow(values, TenderProjectCode, ProjectCode, findings));

    /// <summary>The trading centre that entered it; empty in what is not from the chain.</summary>
    public string CentreUscc { get; init; } = string.Empty;

    /// <summary>When it was entered, UTC milliseconds; 0 in what is not from the chain.</summary>
    public long CreatedAt { get; init; }

    /// <inheritdoc/>
    public override DocumentKind Kind => DocumentKind.TenderProject;

    internal override ElementValues ToValues() => new ElementValues()
        .Set(ProjectCode, Call.ProjectCode)
        .Set(TenderProjectCode, Call.TenderProjectCode)
        .Set(TenderProjectName, Call.Name)
        .Set(TenderProjectType, Call.TradeClass)
        .Set(InvestmentProjectCode, Call.InvestmentProjectCode)
        .Set(RegionCode, Call.Region)
        .Set(TendererCode, Call.TendererUscc)
        .Set(TenderAgencyCode, Call.AgentUscc)
        .Set(PlatformCode, CentreUscc)
        .SetTime(CreateTime, CreatedAt);

    private static ProjectDocument Build(ElementValues values) => new(new CreateProject
    {
        ProjectCode = values.Text(ProjectCode),
        TenderProjectCode = values.Text(TenderProjectCode),
        Name = values.Text(TenderProjectName),
        TradeClass = values.Text(TenderProjectType),
        InvestmentProjectCode = values.Text(InvestmentProjectCode),
        Region = values.Text(RegionCode),
        TendererUscc = values.Text(TendererCode),
        AgentUscc = values.Text(TenderAgencyCode),
    })
    {
        CentreUscc = values.Text(PlatformCode),
        CreatedAt = values.Number(CreateTime),
    };
}
