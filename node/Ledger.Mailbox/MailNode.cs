using Ledger.Crypto;
using Ledger.Protocol;
using Signature = Ledger.Protocol.V1.Signature;

namespace Ledger.Mailbox;

/// <summary>Who keeps mailboxes and documents: the chain, the validator that signs receipts, and its key.</summary>
/// <param name="ChainId">The chain.</param>
/// <param name="Hasher">The chain's hash.</param>
/// <param name="Id">The validator's id.</param>
/// <param name="Signer">Its key.</param>
public sealed record MailNode(Digest ChainId, IHasher Hasher, Digest Id, ISigner Signer)
{
    /// <summary>The node's signature over a message.</summary>
    public Signature Sign(SignBytes message) => Signer.SignatureOver(message);
}
