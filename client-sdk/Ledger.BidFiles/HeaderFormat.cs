using System.Buffers.Binary;
using System.Numerics;
using Ledger.Protocol;

namespace Ledger.BidFiles;

/// <summary>The bytes of a header (docs/spec/bid-file.md): what reads must write the same bytes again.</summary>
internal static class HeaderFormat
{
    internal const string KeyField = "key";
    internal const string SectionField = "section";
    internal const string BidderField = "bidder";
    private const ushort Version = 1;
    private const byte Sm4GcmCipher = 1;
    private const byte NoOpeningKey = 0;
    private const int FixedBytes = 8 + 2 + 2 + 1 + 1 + 4 + 8 + BidFileHeader.FileIdBytes + (3 * Digest.Bytes) + 1;
    private const int SlotHeaderBytes = 3;
    private const int SlotsMax = 8;
    private const int WrappedBytesMax = 256;
    private const long PlaintextBytesMax = 1L << 40;

    private static ReadOnlySpan<byte> Magic => "LEDGRBID"u8;

    internal static byte[] Write(HeaderFields fields)
    {
        var length = FixedBytes + fields.Slots.Sum(slot => SlotHeaderBytes + slot.Wrapped.Length);
        var bytes = new byte[length];
        var rest = bytes.AsSpan();
        Magic.CopyTo(rest);
        BinaryPrimitives.WriteUInt16BigEndian(rest[8..], Version);
        BinaryPrimitives.WriteUInt16BigEndian(rest[10..], checked((ushort)length));
        rest[12] = Sm4GcmCipher;
        rest[13] = NoOpeningKey;
        BinaryPrimitives.WriteInt32BigEndian(rest[14..], fields.SegmentBytes);
        BinaryPrimitives.WriteInt64BigEndian(rest[18..], fields.PlaintextBytes);
        rest = rest[26..];
        foreach (var field in (ReadOnlySpan<byte[]>)[fields.FileId, fields.KeyCheck, fields.SectionCheck, fields.BidderCheck])
        {
            field.CopyTo(rest);
            rest = rest[field.Length..];
        }

        rest[0] = (byte)fields.Slots.Count;
        rest = rest[1..];
        foreach (var slot in fields.Slots)
        {
            rest[0] = (byte)slot.Kind;
            BinaryPrimitives.WriteUInt16BigEndian(rest[1..], checked((ushort)slot.Wrapped.Length));
            slot.Wrapped.Span.CopyTo(rest[SlotHeaderBytes..]);
            rest = rest[(SlotHeaderBytes + slot.Wrapped.Length)..];
        }

        return bytes;
    }

    internal static BidFileError Read(ReadOnlySpan<byte> file, out HeaderFields? fields, out int length)
    {
        fields = null;
        length = 0;
        if (!file.StartsWith(Magic))
        {
            return BidFileError.NotABidFile;
        }

        if (file.Length < FixedBytes)
        {
            return BidFileError.Truncated;
        }

        if (BinaryPrimitives.ReadUInt16BigEndian(file[8..]) != Version || file[12] != Sm4GcmCipher || file[13] != NoOpeningKey)
        {
            return BidFileError.UnsupportedVersion;
        }

        length = BinaryPrimitives.ReadUInt16BigEndian(file[10..]);
        if (length is < FixedBytes or > BidFileHeader.BytesMax)
        {
            return BidFileError.MalformedHeader;
        }

        return length > file.Length ? BidFileError.Truncated : ReadFields(file[..length], out fields);
    }

    private static BidFileError ReadFields(ReadOnlySpan<byte> header, out HeaderFields? fields)
    {
        fields = null;
        var segmentBytes = BinaryPrimitives.ReadInt32BigEndian(header[14..]);
        var plaintextBytes = BinaryPrimitives.ReadInt64BigEndian(header[18..]);
        var isSegment = segmentBytes is >= BidFileOptions.SegmentBytesMin and <= BidFileOptions.SegmentBytesMax &&
            BitOperations.IsPow2(segmentBytes);
        if (!isSegment || plaintextBytes is < 0 or > PlaintextBytesMax)
        {
            return BidFileError.MalformedHeader;
        }

        var rest = header[26..];
        var fileId = Take(ref rest, BidFileHeader.FileIdBytes);
        var keyCheck = Take(ref rest, Digest.Bytes);
        var sectionCheck = Take(ref rest, Digest.Bytes);
        var bidderCheck = Take(ref rest, Digest.Bytes);
        if (ReadSlots(rest) is not { } slots)
        {
            return BidFileError.MalformedHeader;
        }

        fields = new HeaderFields
        {
            SegmentBytes = segmentBytes,
            PlaintextBytes = plaintextBytes,
            FileId = fileId,
            KeyCheck = keyCheck,
            SectionCheck = sectionCheck,
            BidderCheck = bidderCheck,
            Slots = slots,
        };
        return BidFileError.None;
    }

    /// <summary>
    /// The slots that fill <paramref name="rest"/> exactly: the bidder's first and once, then backups; null for anything else.
    /// </summary>
    private static List<BidFileSlot>? ReadSlots(ReadOnlySpan<byte> rest)
    {
        int count = rest[0];
        rest = rest[1..];
        if (count is 0 or > SlotsMax)
        {
            return null;
        }

        var slots = new List<BidFileSlot>(count);
        while (slots.Count < count)
        {
            var expected = slots.Count == 0 ? BidFileSlotKind.Bidder : BidFileSlotKind.Backup;
            if (rest.Length < SlotHeaderBytes || rest[0] != (byte)expected)
            {
                return null;
            }

            int wrapped = BinaryPrimitives.ReadUInt16BigEndian(rest[1..]);
            if (wrapped is 0 or > WrappedBytesMax || rest.Length < SlotHeaderBytes + wrapped)
            {
                return null;
            }

            slots.Add(new BidFileSlot(expected, rest.Slice(SlotHeaderBytes, wrapped).ToArray()));
            rest = rest[(SlotHeaderBytes + wrapped)..];
        }

        return rest.IsEmpty ? slots : null;
    }

    private static byte[] Take(ref ReadOnlySpan<byte> rest, int count)
    {
        var taken = rest[..count].ToArray();
        rest = rest[count..];
        return taken;
    }
}
