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
    /// <summary>Most nodes that a card names.</summary>
    public const int NodesMax = 16;

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
        recipient = null;
        var algorithm = MailboxAddress.AlgorithmOf(suite);
        if (card is null || card.Algorithm != (uint)algorithm || card.Nodes.Count > NodesMax || card.Nodes.Any(node => node.Length != Digest.Bytes)
            || !Digest.TryRead(card.Address.Span, out var address))
        {
            return false;
        }

        var key = new PublicKey(algorithm, card.EncryptionKey.Span);
        if (PublicKeyRules.Check(key) is not null)
        {
            return false;
        }

        recipient = new MailboxRecipient(address, key, [.. card.Nodes.Select(node => new Digest(node.Span))]);
        return true;
    }
}
