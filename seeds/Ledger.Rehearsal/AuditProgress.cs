namespace Ledger.Rehearsal;

/// <summary>How far an audit is.</summary>
/// <param name="Height">Blocks executed again.</param>
/// <param name="To">Blocks in all.</param>
/// <param name="Transactions">Transactions executed again.</param>
/// <param name="Elapsed">Time so far.</param>
public readonly record struct AuditProgress(ulong Height, ulong To, long Transactions, TimeSpan Elapsed);
