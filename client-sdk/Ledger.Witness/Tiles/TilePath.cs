using System.Globalization;

namespace Ledger.Witness.Tiles;

/// <summary>Where a log's files stand (c2sp.org/tlog-tiles).</summary>
public static class TilePath
{
    /// <summary>Hashes of a full tile.</summary>
    public const int Width = 256;

    /// <summary>Levels of the tree that one tile spans.</summary>
    public const int Levels = 8;

    /// <summary>The newest checkpoint.</summary>
    public const string Checkpoint = "checkpoint";

    /// <summary>The tile of this level and index, as wide as it is in a log of so many leaves.</summary>
    public static string Of(int level, ulong index, int width) =>
        string.Create(CultureInfo.InvariantCulture, $"tile/{level}/{Index(index)}{Partial(width)}");

    /// <summary>The entries under the tile of level 0 and this index.</summary>
    public static string Entries(ulong index, int width) => $"tile/entries/{Index(index)}{Partial(width)}";

    /// <summary>How wide a tile is in a log of so many leaves; 0 where there is none.</summary>
    public static int WidthIn(ulong size, int level, ulong index)
    {
        var hashes = level * Levels < 64 ? size >> (level * Levels) : 0;
        var before = index * Width;
        return hashes <= before ? 0 : (int)Math.Min(hashes - before, Width);
    }

    // Three digits an element, all but the last marked.
    private static string Index(ulong index)
    {
        var text = string.Create(CultureInfo.InvariantCulture, $"{index % 1000:D3}");
        for (index /= 1000; index > 0; index /= 1000)
        {
            text = string.Create(CultureInfo.InvariantCulture, $"x{index % 1000:D3}/{text}");
        }

        return text;
    }

    private static string Partial(int width) =>
        width == Width ? "" : string.Create(CultureInfo.InvariantCulture, $".p/{width}");
}
