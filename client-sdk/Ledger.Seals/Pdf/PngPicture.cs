using System.Buffers.Binary;
using System.IO.Compression;

namespace Ledger.Seals.Pdf;

/// <summary>
/// A PNG as PDF shows it: colours and, where it has any, transparency apart. 8 bits a channel or a palette, not interlaced.
/// </summary>
internal sealed record PngPicture(int Width, int Height, byte[] Rgb, byte[]? Alpha)
{
    private const int SideMax = 4096;
    private const int Gray = 0;
    private const int TrueColour = 2;
    private const int Palette = 3;
    private const int GrayAlpha = 4;
    private const int TrueColourAlpha = 6;
    private static readonly byte[] Signature = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A];

    internal static bool IsPng(ReadOnlySpan<byte> data) => data.StartsWith(Signature);

    /// <exception cref="PdfFormatException">It is a PNG of another kind, or damaged.</exception>
    internal static PngPicture Read(ReadOnlySpan<byte> data)
    {
        var chunks = Chunks(data, out var packed);
        if (!chunks.TryGetValue("IHDR", out var header) || header.Length != 13 || header[12] != 0)
        {
            throw new PdfFormatException("the picture is interlaced or no PNG");
        }

        var (width, height) = (BinaryPrimitives.ReadInt32BigEndian(header), BinaryPrimitives.ReadInt32BigEndian(header.AsSpan(4)));
        var (depth, kind) = ((int)header[8], (int)header[9]);
        if (width is < 1 or > SideMax || height is < 1 or > SideMax || (depth != 8 && (kind != Palette || depth is not (1 or 2 or 4))))
        {
            throw new PdfFormatException("the picture has other than 8 bits a channel, or is larger than 4096");
        }

        var channels = kind switch
        {
            Gray or Palette => 1,
            TrueColour => 3,
            GrayAlpha => 2,
            TrueColourAlpha => 4,
            _ => throw new PdfFormatException("the picture is no PNG"),
        };
        var rowBytes = ((width * channels * depth) + 7) / 8;
        var rows = PngPredictor.Undo(Unpack(packed, (rowBytes + 1) * height), rowBytes, Math.Max(1, channels * depth / 8));
        return kind == Palette
            ? FromPalette(width, height, rows, depth, chunks.GetValueOrDefault("PLTE") ?? [], chunks.GetValueOrDefault("tRNS"))
            : FromChannels(width, height, rows, channels);
    }

    private static PngPicture FromChannels(int width, int height, byte[] rows, int channels)
    {
        var hasAlpha = channels is 2 or 4;
        var rgb = new byte[width * height * 3];
        var alpha = hasAlpha ? new byte[width * height] : null;
        for (var i = 0; i < width * height; i++)
        {
            for (var c = 0; c < 3; c++)
            {
                rgb[(3 * i) + c] = rows[(i * channels) + (channels >= 3 ? c : 0)];
            }

            if (alpha is not null)
            {
                alpha[i] = rows[((i + 1) * channels) - 1];
            }
        }

        return new PngPicture(width, height, rgb, alpha);
    }

    private static PngPicture FromPalette(int width, int height, byte[] rows, int depth, byte[] palette, byte[]? transparency)
    {
        var rgb = new byte[width * height * 3];
        var alpha = transparency is null ? null : new byte[width * height];
        var rowBytes = ((width * depth) + 7) / 8;
        for (var i = 0; i < width * height; i++)
        {
            var (x, y) = (i % width, i / width);
            var shift = 8 - depth - (x * depth % 8);
            var entry = (rows[(y * rowBytes) + (x * depth / 8)] >> shift) & ((1 << depth) - 1);
            if ((3 * entry) + 3 > palette.Length)
            {
                throw new PdfFormatException("a colour is not in the picture's palette");
            }

            palette.AsSpan(3 * entry, 3).CopyTo(rgb.AsSpan(3 * i));
            if (alpha is not null)
            {
                alpha[i] = entry < transparency!.Length ? transparency[entry] : (byte)255;
            }
        }

        return new PngPicture(width, height, rgb, alpha);
    }

    private static Dictionary<string, byte[]> Chunks(ReadOnlySpan<byte> data, out byte[] packed)
    {
        var chunks = new Dictionary<string, byte[]>(StringComparer.Ordinal);
        var pixels = new MemoryStream();
        for (var at = Signature.Length; at + 12 <= data.Length;)
        {
            var length = BinaryPrimitives.ReadInt32BigEndian(data[at..]);
            if (length < 0 || length > data.Length - at - 12)
            {
                throw new PdfFormatException("the picture is damaged");
            }

            var type = System.Text.Encoding.ASCII.GetString(data.Slice(at + 4, 4));
            var content = data.Slice(at + 8, length);
            if (type == "IDAT")
            {
                pixels.Write(content);
            }
            else
            {
                chunks.TryAdd(type, content.ToArray());
            }

            at += length + 12;
        }

        packed = pixels.ToArray();
        return chunks;
    }

    private static byte[] Unpack(byte[] packed, int bytes)
    {
        var output = new byte[bytes];
        try
        {
            using var zip = new ZLibStream(new MemoryStream(packed), CompressionMode.Decompress);
            zip.ReadExactly(output);
            return output;
        }
        catch (Exception e) when (e is InvalidDataException or EndOfStreamException)
        {
            throw new PdfFormatException("the picture is damaged");
        }
    }
}
