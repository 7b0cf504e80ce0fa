using System.Buffers.Binary;
using Ledger.Crypto;

namespace Ledger.Protocol.Mail;

/// <summary>
/// What a node says of a document that it holds: chain id ‖ node ‖ address ‖ pieces (4) ‖ time (8) ‖ leased until (8), 116 bytes.
/// </summary>
/// <param name="ChainId">The chain.</param>
/// <param name="Node">The validator that signs.</param>
/// <param name="Address">The document.</param>
/// <param name="Pieces">Its pieces of 64 KiB.</param>
/// <param name="Time">When the node said so, by its own clock, UTC milliseconds.</param>
/// <param name="LeasedUntil">Until when it is kept, UTC milliseconds, a whole hour.</param>
public sealed record DocumentReceiptBody(Digest ChainId, Digest Node, Digest Address, uint Pieces, long Time, long LeasedUntil)
{
    /// <summary>Length in bytes.</summary>
    public const int Bytes = (3 * Digest.Bytes) + 20;

    /// <summary>The canonical bytes.</summary>
    public byte[] Encode()
    {
        var bytes = new byte[Bytes];
        ChainId.CopyTo(bytes);
        Node.CopyTo(bytes.AsSpan(Digest.Bytes));
        Address.CopyTo(bytes.AsSpan(2 * Digest.Bytes));
        var rest = bytes.AsSpan(3 * Digest.Bytes);
        BinaryPrimitives.WriteUInt32BigEndian(rest, Pieces);
        BinaryPrimitives.WriteInt64BigEndian(rest[4..], Time);
        BinaryPrimitives.WriteInt64BigEndian(rest[12..], LeasedUntil);
        return bytes;
    }

    /// <summary>Reads the canonical bytes; null for another length or a negative time.</summary>
    public static DocumentReceiptBody? TryRead(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length != Bytes)
        {
            return null;
        }

        var rest = bytes[(3 * Digest.Bytes)..];
        var time = BinaryPrimitives.ReadInt64BigEndian(rest[4..]);
        var leasedUntil = BinaryPrimitives.ReadInt64BigEndian(rest[12..]);
        return time < 0 || leasedUntil < 0
            ? null
            : new DocumentReceiptBody(
                new Digest(bytes), new Digest(bytes[Digest.Bytes..]), new Digest(bytes[(2 * Digest.Bytes)..]),
                BinaryPrimitives.ReadUInt32BigEndian(rest), time, leasedUntil);
    }

    /// <summary>What the node signs: tag ‖ H(tag ‖ body).</summary>
    public static SignBytes Message(IHasher hasher, ReadOnlySpan<byte> body) =>
        SignPurposes.DocumentReceipt.Over(TaggedHash.Compute(hasher, DomainTag.DocumentReceipt, body));
}
