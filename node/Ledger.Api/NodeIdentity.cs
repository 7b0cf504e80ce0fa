using Ledger.Protocol;

namespace Ledger.Api;

/// <summary>Who a node is to its clients.</summary>
/// <param name="Id">Its validator id.</param>
/// <param name="Name">Its name for people.</param>
/// <param name="Receipts">Signs what clients get to keep; never votes.</param>
public sealed record NodeIdentity(Digest Id, string Name, ReceiptSigner Receipts);
