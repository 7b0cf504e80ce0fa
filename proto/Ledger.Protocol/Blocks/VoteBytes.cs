using System.Buffers.Binary;

namespace Ledger.Protocol;

/// <summary>The bytes a validator signs for a block: tag ‖ chain id ‖ height ‖ block hash ‖ its own clock (docs/spec/finality.md).</summary>
public static class VoteBytes
{
    /// <summary>Length in bytes.</summary>
    public const int Length = DomainTag.Bytes + Digest.Bytes + 8 + Digest.Bytes + 8;

    /// <summary>The message for one vote; <paramref name="time"/> in UTC milliseconds.</summary>
    public static byte[] Encode(Digest chainId, ulong height, Digest blockHash, long time)
    {
        var bytes = new byte[Length];
        DomainTag.Vote.CopyTo(bytes);
        chainId.CopyTo(bytes.AsSpan(16));
        BinaryPrimitives.WriteUInt64BigEndian(bytes.AsSpan(48), height);
        blockHash.CopyTo(bytes.AsSpan(56));
        BinaryPrimitives.WriteInt64BigEndian(bytes.AsSpan(88), time);
        return bytes;
    }
}
