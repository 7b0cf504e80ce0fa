using Ledger.Protocol;
using Ledger.Protocol.V1;

namespace Ledger.Execution;

/// <summary>A transaction of a written block.</summary>
/// <param name="Transaction">Null where the bytes are no transaction of this chain.</param>
/// <param name="Receipt">What became of it.</param>
/// <param name="ReceiptBytes">The receipt as it stands in the receipts tree.</param>
public sealed record StoredTransaction(SignedTransaction? Transaction, Receipt Receipt, ReadOnlyMemory<byte> ReceiptBytes);
