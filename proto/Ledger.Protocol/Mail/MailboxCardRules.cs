using Google.Protobuf;
using Ledger.Crypto;
using Ledger.Crypto.Keys;
using Ledger.Protocol.V1;

namespace Ledger.Protocol.Mail;

/// <summary>The form of a mailbox card: asked by whoever writes to one, and by the chain of the card that a guarantor publishes.</summary>
public static class MailboxCardRules
{
    /// <summary>Most nodes that a card names.</summary>
    public const int NodesMax = 16;

    /// <summary>What is wrong with a card on a chain of this suite, in words; null where nothing is.</summary>
    public static string? Check(MailboxCard? card, CryptoSuite suite)
    {
        var algorithm = MailboxAddress.AlgorithmOf(suite);
        return card is null ? "there is none"
            : card.Address.Length != Digest.Bytes ? $"its address has {card.Address.Length} bytes, not {Digest.Bytes}"
            : card.Algorithm != (uint)algorithm ? $"its encryption key has algorithm {card.Algorithm}; the chain's suite has " +
                $"{(uint)algorithm}"
            : PublicKeyRules.Check(
                new PublicKey(
                    algorithm,
                    card.EncryptionKey.Span)) is { } error ? $"its encryption key of {card.EncryptionKey.Length} bytes is refused: {error}"
            : CheckNodes(card);
    }

    private static string? CheckNodes(MailboxCard card)
    {
        if (card.Nodes.Count > NodesMax)
        {
            return $"it names {card.Nodes.Count} nodes, and {NodesMax} are the most";
        }

        var seen = new HashSet<ByteString>();
        foreach (var node in card.Nodes)
        {
            if (node.Length != Digest.Bytes || !seen.Add(node))
            {
                return "a node's id has not 32 bytes, or is named twice";
            }
        }

        return null;
    }
}
