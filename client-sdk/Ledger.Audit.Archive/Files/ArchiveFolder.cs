using System.Text;
using System.Text.Json;
using Ledger.Protocol;

namespace Ledger.Audit.Archive;

/// <summary>The names in an archive's folder, and its first page.</summary>
internal static class ArchiveFolder
{
    internal const string IndexName = "chunks.txt";
    internal const string UnfinishedName = "unfinished.tmp";
    private const string HeadName = "archive.json";
    private const int HeadBytesMax = 4_096;
    private const int Format = 1;

    internal static bool IsOne(string folder) => File.Exists(Path.Combine(folder, HeadName));

    /// <summary>Begins an archive of a chain in a folder that is empty or not there.</summary>
    internal static void Begin(string folder, Digest chainId)
    {
        Directory.CreateDirectory(folder);
        if (Directory.EnumerateFileSystemEntries(folder).Any())
        {
            throw new ArchiveException(
                $"{folder} is no archive and is not empty; nothing is put beside other files. Name another folder.",
                $"{folder} 不是归档，也不是空目录；不会与其他文件混放。请另指定目录。");
        }

        var head = JsonSerializer.Serialize(new { format = Format, chain_id = chainId.ToString() });
        File.WriteAllText(Path.Combine(folder, HeadName), head + "\n");
    }

    /// <summary>Ends where the folder is no archive of this chain.</summary>
    /// <exception cref="ArchiveException">It is none, of another format, or of another chain.</exception>
    internal static void Check(string folder, Digest chainId)
    {
        var (format, chain) = ReadHead(folder);
        if (format != Format)
        {
            throw new ArchiveException(
                $"The archive in {folder} has format {format}; this program reads format {Format}. Use the program that " +
                "wrote it, or a newer one.",
                $"{folder} 的归档格式为 {format}，本程序只读格式 {Format}；请使用写入它的程序或更新版本。");
        }

        if (chain != chainId)
        {
            throw new ArchiveException(
                $"The archive in {folder} is of chain {chain}, the genesis file of chain {chainId}. Give the genesis file of that chain, " +
                "from a source that you trust.",
                $"{folder} 的归档属于链 {chain}，而创世文件属于链 {chainId}；请提供该链的创世文件，且来源可信。");
        }
    }

    private static (int Format, Digest Chain) ReadHead(string folder)
    {
        var path = Path.Combine(folder, HeadName);
        if (!File.Exists(path))
        {
            throw new ArchiveException(
                $"{folder} holds no archive: there is no {HeadName}. Fetch one with `ledger audit fetch`.",
                $"{folder} 中没有归档：缺少 {HeadName}。请用 `ledger audit fetch` 取得。");
        }

        try
        {
            using var file = File.OpenRead(path);
            if (file.Length <= HeadBytesMax)
            {
                using var head = JsonDocument.Parse(file);
                if (head.RootElement.TryGetProperty("format", out var format) && format.TryGetInt32(out var number)
                    && head.RootElement.TryGetProperty("chain_id", out var id) && Digest.TryParse(id.GetString(), out var chain))
                {
                    return (number, chain);
                }
            }
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
        }

        throw new ArchiveException(
            $"{path} cannot be read: it is to be a JSON object with format and chain_id. Fetch the archive again.",
            $"无法读取 {path}：应为含 format 与 chain_id 的 JSON 对象。请重新取得归档。");
    }

    /// <summary>
    /// The whole lines of the index, in order, each read when it is asked for. What stands after the last line's end was not finished.
    /// </summary>
    /// <exception cref="ArchiveException">A line is not one, or does not follow the one before.</exception>
    internal static IEnumerable<ArchiveChunk> ReadIndex(string folder)
    {
        var path = Path.Combine(folder, IndexName);
        if (!File.Exists(path))
        {
            yield break;
        }

        using var file = new BufferedStream(File.OpenRead(path));
        var line = new byte[ArchiveLimits.LineBytesMax];
        ulong after = 0;
        for (var number = 1; ; number++)
        {
            var length = ReadLine(file, line);
            if (length is null)
            {
                yield break;
            }

            var chunk = length < 0 ? null : ArchiveChunk.Parse(Encoding.ASCII.GetString(line, 0, length.Value), after);
            if (chunk is null)
            {
                throw new ArchiveException(
                    $"Line {number} of {path} is no chunk that follows height {after}: blocks are missing, or the index was changed. " +
                    "Fetch the archive again.",
                    $"{path} 第 {number} 行不是紧接高度 {after} 的数据块：缺少区块，或索引被改动。请重新取得归档。");
            }

            after = chunk.Last;
            yield return chunk;
        }
    }

    // Null at the end, and for what has no end of line; -1 for a line that is too long.
    private static int? ReadLine(Stream file, byte[] line)
    {
        for (var length = 0; ; length++)
        {
            var next = file.ReadByte();
            if (next < 0)
            {
                return null;
            }

            if (next == '\n')
            {
                return length;
            }

            if (length == line.Length)
            {
                return -1;
            }

            line[length] = (byte)next;
        }
    }
}
