using Ledger.Protocol;

namespace Ledger.Node;

/// <summary>A batch that a node offers to the orderer, once it is signed for a place.</summary>
/// <param name="Bytes">The encoded batch.</param>
/// <param name="Digest">What a signature commits to.</param>
/// <param name="Transactions">What it holds.</param>
public sealed record ProposedBatch(byte[] Bytes, Digest Digest, IReadOnlyList<SignedTransaction> Transactions);
