using Ledger.Protocol;

namespace Ledger.Passports.Verification;

/// <summary>A transaction that is proven to stand in a final block. That the chain also did what it asks, only the state shows.</summary>
internal sealed record IncludedTransaction(SignedTransaction Transaction, BlockHeader Block);
