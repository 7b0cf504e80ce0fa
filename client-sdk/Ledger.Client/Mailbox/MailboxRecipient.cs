using System.Diagnostics.CodeAnalysis;
using Google.Protobuf;
using Ledger.Crypto;
using Ledger.Protocol;
using Ledger.Protocol.Mail;
using Ledger.Protocol.V1;

namespace Ledger.Client.Mailbox;

/// <summary>Who can be written to. Public; says nothing about whose it is.</summary>
/// <param name="Address">The mailbox.</param>
/// <param name="EncryptionKey">What letters are sealed to.</param>
/// <param name="Nodes">The validators whose nodes serve the address; none for any node.</param>
public sealed record MailboxRecipient(Digest Address, PublicKey EncryptionKey, IReadOnlyList<Digest> Nodes)
{
    /// <summary>The card that travels in letters.</summary>
    public MailboxCard ToMessage() => new()
    {
        Address = ByteString.CopyFrom(Address.ToArray()),
        Algorithm = (uint)EncryptionKey.Algorithm,
        EncryptionKey = ByteString.CopyFrom(EncryptionKey.Encoded),
        Nodes = { Nodes.Select(node => ByteString.CopyFrom(node.ToArray())) },
    };

    /// <summary>Reads a card from outside; false where a field is out of its form or the key is not one of the chain's suite.</summary>
    public static bool TryRead(MailboxCard? card, CryptoSuite suite, [NotNullWhen(true)] out MailboxRecipient? recipient)
    {
        if (MailboxCardRules.Check(card, suite) is not null)
        {
            recipient = null;
            return false;
        }

        var key = new PublicKey(MailboxAddress.AlgorithmOf(suite), card!.EncryptionKey.Span);
        recipient = new MailboxRecipient(new Digest(card.Address.Span), key, [.. card.Nodes.Select(node => new Digest(node.Span))]);
        return true;
    }
}
