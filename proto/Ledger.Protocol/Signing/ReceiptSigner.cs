using Ledger.Crypto;

namespace Ledger.Protocol;

/// <summary>
/// A node's key for receipts. It signs for anyone who asks, so it is announced on the chain as a key that never votes, and what it is asked
/// to sign can be nothing but a receipt.
/// </summary>
public sealed class ReceiptSigner(ISigner key)
{
    /// <summary>What the chain announces.</summary>
    public PublicKey PublicKey => key.PublicKey;

    /// <summary>The node's signature over a receipt.</summary>
    /// <exception cref="ArgumentException">The message is no receipt's.</exception>
    public V1.Signature Sign(SignBytes receipt) => SignPurposes.Receipts.Any(purpose => receipt.Span.StartsWith(purpose.Tag.Span))
        ? key.SignatureOver(receipt)
        : throw new ArgumentException("A receipt key signs receipts and nothing else.", nameof(receipt));
}
