namespace Ledger.Seeds;

/// <summary>How far a play is.</summary>
/// <param name="Done">Transactions that are final, those of an earlier run included.</param>
/// <param name="Total">Transactions of the record.</param>
/// <param name="PerSecond">Final transactions a second in this run.</param>
/// <param name="Left">Time left at this rate.</param>
/// <param name="Height">Height of the newest block when the day began.</param>
/// <param name="Day">The record's day.</param>
public readonly record struct PlayProgress(int Done, int Total, double PerSecond, TimeSpan Left, ulong Height, DateOnly Day);
