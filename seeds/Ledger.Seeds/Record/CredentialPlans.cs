namespace Ledger.Seeds;

/// <summary>A qualification (资质) of the record.</summary>
/// <param name="Index">Its number in the record.</param>
/// <param name="Holder">Who has it.</param>
/// <param name="TypeCode">jzsc code of the type.</param>
/// <param name="LevelCode">Its level.</param>
/// <param name="ApprovedAt">From when on it holds.</param>
public sealed record QualificationPlan(int Index, MarketSubject Holder, string TypeCode, string LevelCode, DateTimeOffset ApprovedAt);

/// <summary>A performance (业绩) of the record: older work, or what the holder did in a section of it.</summary>
/// <param name="Index">Its number in the record.</param>
/// <param name="Holder">Whose it is.</param>
/// <param name="Owner">建设单位.</param>
/// <param name="Name">The project's name.</param>
/// <param name="TradeClass">Its class.</param>
/// <param name="ContractFen">The contract, in fen.</param>
/// <param name="ContractedAt">When it was signed; of a section the chain says it.</param>
/// <param name="AcceptedAt">When it was accepted (竣工验收).</param>
public sealed record PerformancePlan(
    int Index, MarketSubject Holder, MarketSubject Owner, string Name, string TradeClass, long ContractFen, DateTimeOffset ContractedAt,
    DateTimeOffset AcceptedAt)
{
    /// <summary>The section that it was in; null for older work.</summary>
    public SectionPlan? Section { get; init; }
}

/// <summary>A check (核验) of a bidder's records for a section.</summary>
/// <param name="Index">Its number in the record.</param>
/// <param name="Section">The section: one of a project.</param>
/// <param name="Bidder">Who was checked, one of its bidders.</param>
/// <param name="Qualification">The qualification that was asked for and found; null where the chain shows none.</param>
/// <param name="Performances">The performances that counted.</param>
public sealed record CheckPlan(
    int Index, SectionPlan Section, MarketSubject Bidder, QualificationPlan? Qualification, IReadOnlyList<PerformancePlan> Performances);
