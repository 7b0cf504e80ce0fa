using System.Buffers.Binary;

namespace Ledger.Seals.Pdf;

/// <summary>Size and channels of a JPEG, from its frame header (ITU-T T.81 §B.2.2).</summary>
internal static class JpegFrame
{
    /// <exception cref="PdfFormatException">It is no JPEG with one or three channels of 8 bits.</exception>
    internal static (int Width, int Height, int Channels) Read(ReadOnlySpan<byte> data)
    {
        if (!data.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xD8, 0xFF]))
        {
            throw new PdfFormatException("the picture is neither PNG nor JPEG");
        }

        for (var at = 2; at + 10 <= data.Length && data[at] == 0xFF;)
        {
            var marker = data[at + 1];
            if (marker is >= 0xC0 and <= 0xC2)
            {
                var (height, width) = (
                    BinaryPrimitives.ReadUInt16BigEndian(data[(at + 5)..]), BinaryPrimitives.ReadUInt16BigEndian(data[(at + 7)..]));
                return data[at + 4] == 8 && data[at + 9] is 1 or 3 && width > 0 && height > 0
                    ? (width, height, data[at + 9])
                    : throw new PdfFormatException("the picture is a JPEG of another kind");
            }

            at += 2 + BinaryPrimitives.ReadUInt16BigEndian(data[(at + 2)..]);
        }

        throw new PdfFormatException("the picture is a JPEG of another kind");
    }
}
