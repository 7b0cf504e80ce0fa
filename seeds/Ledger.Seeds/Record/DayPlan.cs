namespace Ledger.Seeds;

/// <summary>The actions of one day, in order.</summary>
/// <param name="Day">The day in China Standard Time.</param>
/// <param name="Actions">At least one.</param>
public sealed record DayPlan(DateOnly Day, IReadOnlyList<RecordAction> Actions);
