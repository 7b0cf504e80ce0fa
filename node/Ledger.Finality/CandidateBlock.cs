using Ledger.Protocol;

namespace Ledger.Finality;

/// <summary>A block that this node executed and that waits for its certificate.</summary>
/// <param name="Height">Its height.</param>
/// <param name="Hash">Its hash.</param>
/// <param name="Validators">The set that finalises it.</param>
public sealed record CandidateBlock(ulong Height, Digest Hash, ValidatorRoster Validators);
