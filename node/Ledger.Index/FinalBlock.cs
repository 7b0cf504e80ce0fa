using Ledger.Protocol;
using Ledger.Protocol.V1;

namespace Ledger.Index;

/// <summary>What the index takes from a final block.</summary>
/// <param name="Height">Its height.</param>
/// <param name="Time">Its time, UTC milliseconds.</param>
/// <param name="Transactions">Id and receipt of each transaction, in order; a null id where the bytes were no transaction.</param>
public sealed record FinalBlock(ulong Height, long Time, IReadOnlyList<(Digest? Id, Receipt Receipt)> Transactions);
