using Ledger.Protocol;
using Ledger.Protocol.V1;

namespace Ledger.Execution;

/// <summary>A place in a block: the transaction, where its bytes could be read, and its receipt.</summary>
/// <param name="Transaction">Null where the bytes are no transaction of this chain.</param>
/// <param name="Receipt">What became of it.</param>
/// <param name="ReceiptBytes">The receipt's encoding, as it stands in the receipts tree.</param>
/// <param name="Leaf">Its leaf's hash in the transactions tree.</param>
/// <param name="Fault">
/// What a contract threw, or the invariant that would have been broken; null for all but a contained fault. For the operator: no two nodes
/// need say the same.
/// </param>
public sealed record ExecutedTransaction(
    SignedTransaction? Transaction, Receipt Receipt, byte[] ReceiptBytes, Digest Leaf, Exception? Fault = null);
