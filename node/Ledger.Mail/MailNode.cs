using Ledger.Crypto;
using Ledger.Protocol;

namespace Ledger.Mail;

/// <summary>Who keeps mailboxes and documents: the chain, the validator whose receipts they are, and its key for them.</summary>
/// <param name="ChainId">The chain.</param>
/// <param name="Hasher">The chain's hash.</param>
/// <param name="Id">The validator's id.</param>
/// <param name="Receipts">Its receipt key.</param>
public sealed record MailNode(Digest ChainId, IHasher Hasher, Digest Id, ReceiptSigner Receipts);
