using Ledger.Protocol.V1;

namespace Ledger.Schema.Credential;

/// <summary>
/// What a section asks of its bidders (资格条件): items that are met, not met or unknown, each for itself. Work or awards of a region
/// cannot be asked for (实施条例 §32).
/// </summary>
/// <param name="Title">What it is of, for people.</param>
/// <param name="Deadline">The time that all is asked about, UTC milliseconds: the latest opening time.</param>
/// <param name="Items">At least one.</param>
public sealed record Requirement(string Title, long Deadline, IReadOnlyList<RequirementItem> Items);

/// <summary>One thing that is asked.</summary>
/// <param name="Id">Its name in the requirement, each once.</param>
public abstract record RequirementItem(string Id);

/// <summary>
/// A qualification of a type (资质) of at least a level, with a certificate for it that is valid. Of a consortium the lowest level among
/// those counts who have the type (招标投标法 §31).
/// </summary>
/// <param name="Id">Its name.</param>
/// <param name="TypeCode">The type, of the catalogue in force at the deadline.</param>
/// <param name="LevelCode">The lowest level that is enough.</param>
/// <param name="Certified">Whether a certificate that is valid at the deadline is asked for too.</param>
public sealed record QualificationItem(string Id, string TypeCode, string LevelCode, bool Certified) : RequirementItem(Id);

/// <summary>Performance (业绩): so many contracts of a kind, of an amount at least, from a date on.</summary>
/// <param name="Id">Its name.</param>
/// <param name="TradeClass">A class, or a subtype; a class counts its subtypes.</param>
/// <param name="ContractFenMin">What each contract is at least, in fen.</param>
/// <param name="Count">How many at least.</param>
/// <param name="Since">From when on, by their last date, UTC milliseconds.</param>
/// <param name="Accepted">Whether only accepted work (竣工验收) counts.</param>
public sealed record PerformanceItem(string Id, string TradeClass, long ContractFenMin, int Count, long Since, bool Accepted)
    : RequirementItem(Id);

/// <summary>Key people (关键人员): so many different persons with a certificate that is valid and still in use.</summary>
/// <param name="Id">Its name.</param>
/// <param name="Category">The category.</param>
/// <param name="Specialty">The specialty; empty is any.</param>
/// <param name="Count">How many at least.</param>
public sealed record PersonItem(string Id, string Category, string Specialty, int Count) : RequirementItem(Id);

/// <summary>No credit record of these kinds in force; of a consortium none of any member.</summary>
/// <param name="Id">Its name.</param>
/// <param name="Kinds">The kinds that block.</param>
public sealed record NoCreditItem(string Id, IReadOnlyList<CreditKind> Kinds) : RequirementItem(Id);

/// <summary>A score (信用评价) of at least so much; of a consortium the lowest counts.</summary>
/// <param name="Id">Its name.</param>
/// <param name="Code">Of which evaluation.</param>
/// <param name="HundredthsMin">The least score, in hundredths.</param>
public sealed record ScoreItem(string Id, string Code, uint HundredthsMin) : RequirementItem(Id);
