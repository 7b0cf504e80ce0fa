using System.Globalization;
using Ledger.Protocol;

namespace Ledger.Audit.Archive;

/// <summary>A line of the index: a chunk, and what its file must be.</summary>
/// <param name="First">Height of its first block, 1 or more.</param>
/// <param name="Last">Height of its last.</param>
/// <param name="FileBytes">Length of its file.</param>
/// <param name="Bytes">Length of what the file holds once it is decompressed.</param>
/// <param name="Sha256">SHA-256 of its file.</param>
public sealed record ArchiveChunk(ulong First, ulong Last, int FileBytes, int Bytes, Digest Sha256)
{
    /// <summary>The file's name, which follows from the heights: an index names no file of its own choice.</summary>
    public string FileName => string.Create(CultureInfo.InvariantCulture, $"{First:D12}-{Last:D12}.blocks.zst");

    /// <summary>The line, without its end.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{First} {Last} {FileBytes} {Bytes} {Sha256}");

    /// <summary>Reads a line that stands after another chunk; null where it is none.</summary>
    /// <param name="line">The line, without its end.</param>
    /// <param name="after">The last height of the chunk before; 0 at first.</param>
    internal static ArchiveChunk? Parse(string line, ulong after)
    {
        if (line.Split(' ') is not [var first, var last, var file, var bytes, var sha256]
            || !ulong.TryParse(first, NumberStyles.None, CultureInfo.InvariantCulture, out var firstHeight)
            || !ulong.TryParse(last, NumberStyles.None, CultureInfo.InvariantCulture, out var lastHeight)
            || !int.TryParse(file, NumberStyles.None, CultureInfo.InvariantCulture, out var fileBytes)
            || !int.TryParse(bytes, NumberStyles.None, CultureInfo.InvariantCulture, out var allBytes)
            || !Digest.TryParse(sha256, out var digest))
        {
            return null;
        }

        var chunk = new ArchiveChunk(firstHeight, lastHeight, fileBytes, allBytes, digest);
        var fits = firstHeight == after + 1 && lastHeight >= firstHeight && lastHeight - firstHeight < ArchiveLimits.ChunkBlocksMax
            && fileBytes <= ArchiveLimits.ChunkFileBytesMax && allBytes <= ArchiveLimits.ChunkBytesMax;
        return fits && chunk.ToString() == line ? chunk : null;
    }
}
