namespace Ledger.Seeds;

/// <summary>A day's actions, signed.</summary>
internal sealed record PreparedDay(DayPlan Plan, IReadOnlyList<PreparedAction> Actions);
