using System.Buffers.Binary;

namespace Ledger.PdfDrawing;

/// <summary>A font file with TrueType outlines, as PDFsharp takes it: one font. Of a collection (.ttc) the first font is cut out.</summary>
/// <remarks>Source: OpenType 1.9, "Organization of an OpenType Font" and "Font Collections".</remarks>
internal static class TrueTypeFile
{
    private const uint TrueType = 0x00010000;
    private const uint AppleTrueType = 0x74727565; // true
    private const uint PostScript = 0x4F54544F;    // OTTO
    private const uint Collection = 0x74746366;    // ttcf
    private const int CollectionHeaderBytes = 12;
    private const int HeaderBytes = 12;
    private const int RowBytes = 16;
    private const int RowOffset = 8;
    private const int RowLength = 12;

    /// <summary>Reads a font.</summary>
    /// <exception cref="FileNotFoundException">There is none.</exception>
    /// <exception cref="IOException">It is no font, or one of which no part can be embedded.</exception>
    internal static byte[] Read(string path)
    {
        if (!File.Exists(path))
        {
            throw new FileNotFoundException($"There is no font {path}: give another with --font.", path);
        }

        var file = File.ReadAllBytes(path);
        try
        {
            var at = TagAt(file, 0) == Collection ? (int)Number(file, CollectionHeaderBytes) : 0;
            return TagAt(file, at) switch
            {
                TrueType or AppleTrueType => at == 0 ? file : Cut(file, at),
                PostScript =>
                    throw new IOException(
                        $"{path} has PostScript outlines, of which no part can be embedded: give a font with TrueType outlines."),
                _ => throw new IOException($"{path} is no font."),
            };
        }
        catch (Exception e) when (e is ArgumentOutOfRangeException or OverflowException)
        {
            throw new IOException($"{path} is no font: a table lies beyond its end.", e);
        }
    }

    /// <summary>
    /// The font whose header lies at <paramref name="at"/>, with its tables one after the other and their offsets counted anew.
    /// </summary>
    private static byte[] Cut(ReadOnlySpan<byte> file, int at)
    {
        var tables = BinaryPrimitives.ReadUInt16BigEndian(file.Slice(at + 4, 2));
        var head = file.Slice(at, HeaderBytes + (tables * RowBytes)).ToArray();
        using var body = new MemoryStream();
        for (var row = HeaderBytes; row < head.Length; row += RowBytes)
        {
            var table = file.Slice(checked((int)Number(head, row + RowOffset)), checked((int)Number(head, row + RowLength)));
            BinaryPrimitives.WriteUInt32BigEndian(head.AsSpan(row + RowOffset), (uint)(head.Length + body.Length));
            body.Write(table);
            body.Write(new byte[-table.Length & 3]); // tables begin at multiples of four
        }

        return [.. head, .. body.ToArray()];
    }

    private static uint TagAt(ReadOnlySpan<byte> file, int at) => file.Length == 0 ? 0 : Number(file, at);

    private static uint Number(ReadOnlySpan<byte> file, int at) => BinaryPrimitives.ReadUInt32BigEndian(file.Slice(at, 4));
}
