using System.Buffers.Binary;

namespace Ledger.Crypto.FastSm3;

/// <summary>How a message ends: a one bit, zeros, and its length in bits as 64-bit big-endian (GB/T 32905 §5.2).</summary>
internal static class Sm3Padding
{
    /// <summary>Length of a block in bytes.</summary>
    public const int BlockBytes = 64;

    /// <summary>How long a message of so many bytes is once it is padded: a whole number of blocks.</summary>
    public static int PaddedBytes(int messageBytes) => (messageBytes + sizeof(ulong) + BlockBytes) / BlockBytes * BlockBytes;

    /// <summary>
    /// Completes a tail that holds the last <paramref name="filled"/> (below 64) bytes of a message of
    /// <paramref name="messageBytes"/>, and returns its length: one block or two. <paramref name="tail"/> has room for two.
    /// </summary>
    public static int Write(Span<byte> tail, int filled, ulong messageBytes)
    {
        var length = filled < BlockBytes - sizeof(ulong) ? BlockBytes : 2 * BlockBytes;
        tail[filled] = 0x80;
        tail[(filled + 1)..(length - sizeof(ulong))].Clear();
        BinaryPrimitives.WriteUInt64BigEndian(tail[(length - sizeof(ulong))..], messageBytes * 8);
        return length;
    }
}
