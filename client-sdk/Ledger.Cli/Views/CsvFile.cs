using System.Text;

namespace Ledger.Cli.Views;

/// <summary>
/// Documents as a table for spreadsheets: UTF-8 with a byte order mark, a line an item, RFC 4180. A cell that a spreadsheet would compute
/// begins with an apostrophe, so that nothing of the chain becomes a formula.
/// </summary>
internal static class CsvFile
{
    /// <summary>Writes a new file; columns are the documents' fields, values those of <c>--json</c>.</summary>
    /// <exception cref="IOException">It is there already, or the disk failed.</exception>
    internal static async Task WriteAsync(
        string path, IReadOnlyList<string> columns, IEnumerable<Document> items, CancellationToken cancellationToken)
    {
        await using var file = new FileStream(path, FileMode.CreateNew, FileAccess.Write);
        await WriteAsync(file, columns, items, cancellationToken);
    }

    /// <summary>The same, of a few items, as bytes.</summary>
    internal static async Task<byte[]> BytesAsync(
        IReadOnlyList<string> columns, IEnumerable<Document> items, CancellationToken cancellationToken)
    {
        using var bytes = new MemoryStream();
        await WriteAsync(bytes, columns, items, cancellationToken);
        return bytes.ToArray();
    }

    private static async Task WriteAsync(
        Stream to, IReadOnlyList<string> columns, IEnumerable<Document> items, CancellationToken cancellationToken)
    {
        await using var writer = new StreamWriter(to, new UTF8Encoding(encoderShouldEmitUTF8Identifier: true), leaveOpen: true)
        {
            NewLine = "\r\n",
        };
        await writer.WriteLineAsync(string.Join(',', columns).AsMemory(), cancellationToken);
        foreach (var item in items)
        {
            var cells = columns.Select(column => Cell(TextOf(item[column])));
            await writer.WriteLineAsync(string.Join(',', cells).AsMemory(), cancellationToken);
        }
    }

    private static string TextOf(Datum? value) => value is Datum.Items list
        ? string.Join(' ', list.Values.Select(TextOf))
        : JsonView.TextOf(value);

    private static string Cell(string text)
    {
        var safe = text.Length > 0 && text[0] is '=' or '+' or '-' or '@' or '\t' or '\r' ? $"'{text}" : text;
        return safe.AsSpan().ContainsAny("\",\r\n") ? $"\"{safe.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : safe;
    }
}
