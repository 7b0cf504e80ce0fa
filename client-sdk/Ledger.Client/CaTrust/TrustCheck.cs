using Ledger.Protocol.V1;
using Ledger.Schema.CaTrust;

namespace Ledger.Client.CaTrust;

/// <summary>An answer of the CA trust list with its proof: everything that it was computed from, as of one final height.</summary>
/// <param name="Answer">The answer.</param>
/// <param name="AtMs">The time that it is for, UTC milliseconds.</param>
/// <param name="Height">The height of the state.</param>
/// <param name="Time">That block's time, UTC milliseconds.</param>
/// <param name="Reads">
/// The checked answers of the node, one for each key that was read, present or absent; with their proofs, for others to check again.
/// </param>
public sealed record TrustCheck(TrustAnswer Answer, long AtMs, ulong Height, long Time, IReadOnlyList<GetStateResponse> Reads);
