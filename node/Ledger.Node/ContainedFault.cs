using Ledger.Protocol;

namespace Ledger.Node;

/// <summary>
/// A transaction on which a contract failed, or that would have broken an invariant: it did nothing, and its receipt says so.
/// </summary>
/// <param name="Height">The block.</param>
/// <param name="Index">The place in the block.</param>
/// <param name="Transaction">The id; null where the bytes are no transaction.</param>
/// <param name="Code"><see cref="RefusalCode.ContractFault"/> or <see cref="RefusalCode.InvariantBroken"/>.</param>
/// <param name="Cause">What this node saw.</param>
public sealed record ContainedFault(ulong Height, int Index, Digest? Transaction, RefusalCode Code, Exception Cause);
