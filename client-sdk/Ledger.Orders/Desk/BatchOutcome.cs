namespace Ledger.Orders;

/// <summary>What went on the chain at one tick. Only the desk may know how much of it was real.</summary>
/// <param name="Number">The batch's number.</param>
/// <param name="Issued">Guarantees and later versions in it.</param>
/// <param name="Surrendered">Surrenders in it.</param>
/// <param name="IssueRecords">Records in all, decoys included.</param>
/// <param name="SurrenderRecords">Surrenders in all, decoys included; 0 where there were too few decoys to fill a batch.</param>
public sealed record BatchOutcome(ulong Number, int Issued, int Surrendered, int IssueRecords, int SurrenderRecords);
