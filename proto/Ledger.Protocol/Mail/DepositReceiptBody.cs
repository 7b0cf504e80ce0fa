using System.Buffers.Binary;
using Ledger.Crypto;

namespace Ledger.Protocol.Mail;

/// <summary>
/// What a node says of a letter that it holds: chain id ‖ node ‖ address ‖ letter digest ‖ time (8) ‖ kept until (8), 144 bytes. It holds
/// no sequence number, which would tell every sender how many letters an address has had (DOMAIN §2, leak checklist).
/// </summary>
/// <param name="ChainId">The chain.</param>
/// <param name="Node">The validator that signs.</param>
/// <param name="Address">Whose letter it is.</param>
/// <param name="LetterDigest"><see cref="Letters.DigestOf"/>.</param>
/// <param name="Time">When the node said so, by its own clock, UTC milliseconds.</param>
/// <param name="KeptUntil">Until when it is kept where nobody acknowledges it, UTC milliseconds, a whole hour.</param>
public sealed record DepositReceiptBody(Digest ChainId, Digest Node, Digest Address, Digest LetterDigest, long Time, long KeptUntil)
{
    /// <summary>Length in bytes.</summary>
    public const int Bytes = (4 * Digest.Bytes) + 16;

    /// <summary>The canonical bytes.</summary>
    public byte[] Encode()
    {
        var bytes = new byte[Bytes];
        ChainId.CopyTo(bytes);
        Node.CopyTo(bytes.AsSpan(Digest.Bytes));
        Address.CopyTo(bytes.AsSpan(2 * Digest.Bytes));
        LetterDigest.CopyTo(bytes.AsSpan(3 * Digest.Bytes));
        BinaryPrimitives.WriteInt64BigEndian(bytes.AsSpan(4 * Digest.Bytes), Time);
        BinaryPrimitives.WriteInt64BigEndian(bytes.AsSpan((4 * Digest.Bytes) + 8), KeptUntil);
        return bytes;
    }

    /// <summary>Reads the canonical bytes; null for another length or a negative time.</summary>
    public static DepositReceiptBody? TryRead(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length != Bytes)
        {
            return null;
        }

        var time = BinaryPrimitives.ReadInt64BigEndian(bytes[(4 * Digest.Bytes)..]);
        var keptUntil = BinaryPrimitives.ReadInt64BigEndian(bytes[((4 * Digest.Bytes) + 8)..]);
        return time < 0 || keptUntil < 0
            ? null
            : new DepositReceiptBody(
                new Digest(bytes),
                new Digest(bytes[Digest.Bytes..]),
                new Digest(bytes[(2 * Digest.Bytes)..]),
                new Digest(bytes[(3 * Digest.Bytes)..]),
                time,
                keptUntil);
    }

    /// <summary>What the node signs: tag ‖ H(tag ‖ body).</summary>
    public static SignBytes Message(IHasher hasher, ReadOnlySpan<byte> body) =>
        SignPurposes.DepositReceipt.Over(TaggedHash.Compute(hasher, DomainTag.DepositReceipt, body));
}
