using Ledger.Execution;

namespace Ledger.Rehearsal;

/// <summary>What an audit found.</summary>
/// <param name="Finding">The first difference in words; null where there is none.</param>
/// <param name="Head">The newest block that was executed again.</param>
/// <param name="Transactions">Transactions executed.</param>
/// <param name="Duration">Time it took.</param>
/// <param name="Names">Transactions that were done, by the name of their first call.</param>
internal sealed record AuditResult(
    string? Finding, ChainHead Head, long Transactions, TimeSpan Duration, IReadOnlyDictionary<string, long> Names);
