using Ledger.Protocol;

namespace Ledger.Node;

/// <summary>A batch that a node offers to the orderer.</summary>
/// <param name="Bytes">The encoded batch.</param>
/// <param name="Transactions">What it holds.</param>
public sealed record ProposedBatch(byte[] Bytes, IReadOnlyList<SignedTransaction> Transactions);
