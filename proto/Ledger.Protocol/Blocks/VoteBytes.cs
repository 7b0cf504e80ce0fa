using System.Buffers.Binary;

namespace Ledger.Protocol;

/// <summary>
/// The bytes a validator signs for a block: tag ‖ chain id ‖ height ‖ block hash ‖ its own clock (docs/spec/finality.md).
/// </summary>
public static class VoteBytes
{
    /// <summary>Length in bytes.</summary>
    public const int Length = DomainTag.Bytes + Digest.Bytes + 8 + Digest.Bytes + 8;

    /// <summary>The message for one vote; <paramref name="time"/> in UTC milliseconds.</summary>
    public static SignBytes Encode(Digest chainId, ulong height, Digest blockHash, long time)
    {
        Span<byte> content = stackalloc byte[Length - DomainTag.Bytes];
        chainId.CopyTo(content);
        BinaryPrimitives.WriteUInt64BigEndian(content[32..], height);
        blockHash.CopyTo(content[40..]);
        BinaryPrimitives.WriteInt64BigEndian(content[72..], time);
        return SignPurposes.Vote.Over(content);
    }
}
