using Google.Protobuf;
using Ledger.Client;
using Ledger.Protocol;
using Ledger.Protocol.Orders;
using Ledger.Protocol.V1;
using Signature = Ledger.Protocol.V1.Signature;

namespace Ledger.Orders;

/// <summary>This side of an order: the chain, and who signs its letters.</summary>
/// <param name="Genesis">The chain.</param>
/// <param name="Signer">The registered certificate and its key; null where orders are only read.</param>
/// <param name="Uscc">Whose certificate it is.</param>
public sealed record OrderParty(GenesisFile Genesis, ClientSigner? Signer, string Uscc)
{
    /// <summary>The signer, for what is signed.</summary>
    /// <exception cref="InvalidOperationException">The orders were opened to be read.</exception>
    internal ClientSigner SignerNeeded => Signer ?? throw new InvalidOperationException("The orders were opened to be read: nobody signs.");

    /// <summary>Signs with the certificate's key.</summary>
    internal Signature Sign(SignBytes message) => SignerNeeded.Key.SignatureOver(message);

    /// <summary>A signed letter that follows no other.</summary>
    internal OrderLetter SignOutside(ByteString orderId, OrderContent content, uint sequence)
    {
        var letter = new OrderLetter
        {
            OrderId = orderId,
            Sequence = sequence,
            Previous = ByteString.CopyFrom(Digest.Zero.ToArray()),
            Answers = ByteString.CopyFrom(Digest.Zero.ToArray()),
            CertificateId = ByteString.CopyFrom(SignerNeeded.CertificateId.ToArray()),
            Content = content.ToByteString(),
        };
        letter.Signature = Sign(SignPurposes.OrderLetter.Over(DigestOf(letter)));
        return letter;
    }

    internal Digest DigestOf(OrderLetter letter) => OrderLetters.DigestOf(Genesis.Hasher, Genesis.ChainId, letter);
}
