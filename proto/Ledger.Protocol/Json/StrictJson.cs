using System.Text.Json;

namespace Ledger.Protocol.Json;

/// <summary>JSON files that people write: size, UTF-8 and grammar, each with its own fault, before any field is looked at.</summary>
public static class StrictJson
{
    private const int DepthMax = 8;

    /// <summary>Reads a file.</summary>
    /// <param name="utf8">Its bytes; a byte order mark in front is passed over.</param>
    /// <param name="bytesMax">Most bytes.</param>
    /// <param name="faults">Where faults go, those of <paramref name="read"/> too.</param>
    /// <param name="read">Reads the whole.</param>
    /// <returns>What was read; null where it did not come to that. Never an exception, whatever the bytes are.</returns>
    public static T? Read<T>(ReadOnlyMemory<byte> utf8, int bytesMax, ICollection<JsonFault> faults, Func<JsonElement, T> read)
        where T : class
    {
        ArgumentNullException.ThrowIfNull(faults);
        ArgumentNullException.ThrowIfNull(read);
        if (utf8.Length > bytesMax)
        {
            faults.Add(new(
                "", $"The file has {utf8.Length} bytes; the most is {bytesMax}.", $"文件有 {utf8.Length} 字节，最多 {bytesMax} 字节。"));
            return null;
        }

        if (StrictText.TryDecode(utf8.Span, out var hasMark, out var why) is null)
        {
            faults.Add(new("", $"The file {why}: save it as UTF-8.", "文件不是 UTF-8 编码：请另存为 UTF-8。"));
            return null;
        }

        try
        {
            using var json = JsonDocument.Parse(utf8[(hasMark ? 3 : 0)..], new JsonDocumentOptions { MaxDepth = DepthMax });
            return read(json.RootElement);
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            var line = (e as JsonException)?.LineNumber + 1;
            faults.Add(new("", $"The file is no JSON at line {line}.", $"文件不是 JSON（第 {line} 行）。"));
            return null;
        }
    }
}
