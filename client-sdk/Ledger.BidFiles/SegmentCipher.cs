using System.Buffers.Binary;
using System.Security.Cryptography;
using Ledger.Crypto.Sealing;

namespace Ledger.BidFiles;

/// <summary>
/// Encrypts and opens segments: index (4) ‖ first bytes of the file id (8) ‖ nonce (12) ‖ ciphertext ‖ tag (16). The nonce is random for
/// each writing of a segment, so that one that is written again, after a kill, with other content never reuses it. Used by one thread at a
/// time.
/// </summary>
internal sealed class SegmentCipher : IDisposable
{
    internal const int OverheadBytes = PrefixBytes + AeadKey.TagBytes;
    private const int FileIdBytes = 8;
    private const int PrefixBytes = 4 + FileIdBytes + AeadKey.NonceBytes;
    private readonly BidFileHeader _header;
    private readonly AeadKey _key;
    private readonly byte[] _associated;

    internal SegmentCipher(BidFileHeader header, BidFileKey key, byte[] context)
    {
        _header = header;
        _key = key.CreateCipher();
        _associated = [.. context, .. new byte[sizeof(long) + 1]];
    }

    public void Dispose() => _key.Dispose();

    internal void Seal(long index, ReadOnlySpan<byte> plaintext, Span<byte> segment)
    {
        BinaryPrimitives.WriteUInt32BigEndian(segment, checked((uint)index));
        _header.FileId.Span[..FileIdBytes].CopyTo(segment[4..]);
        var nonce = segment.Slice(4 + FileIdBytes, AeadKey.NonceBytes);
        RandomNumberGenerator.Fill(nonce);
        _key.Seal(nonce, plaintext, AssociatedData(index), segment[PrefixBytes..]);
    }

    /// <summary>Writes the plaintext, or says why the segment is none of this file at this place; then nothing is written.</summary>
    internal BidFileError Open(long index, ReadOnlySpan<byte> segment, Span<byte> plaintext)
    {
        if (!segment.Slice(4, FileIdBytes).SequenceEqual(_header.FileId.Span[..FileIdBytes]))
        {
            return BidFileError.ForeignSegment;
        }

        if (BinaryPrimitives.ReadUInt32BigEndian(segment) != index)
        {
            return BidFileError.SegmentOutOfPlace;
        }

        var nonce = segment.Slice(4 + FileIdBytes, AeadKey.NonceBytes);
        return _key.TryOpen(nonce, segment[PrefixBytes..], AssociatedData(index), plaintext)
            ? BidFileError.None
            : BidFileError.SegmentAltered;
    }

    // Context ‖ index ‖ whether it is the last.
    private byte[] AssociatedData(long index)
    {
        BinaryPrimitives.WriteInt64BigEndian(_associated.AsSpan(_associated.Length - 1 - sizeof(long)), index);
        _associated[^1] = index == _header.Segments - 1 ? (byte)1 : (byte)0;
        return _associated;
    }
}
