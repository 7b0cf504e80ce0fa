using System.Text;

namespace Ledger.Cli.Commands.Credentials.Import;

/// <summary>Reads CSV (RFC 4180) row by row; the first row is the header.</summary>
internal sealed class CsvRows(ByteLines lines)
{
    /// <summary>Most columns.</summary>
    internal const int ColumnsMax = 64;

    /// <summary>The rows, the header among them; blank lines are passed over.</summary>
    internal IEnumerable<ImportRow> Read()
    {
        while (NextRow() is { } row)
        {
            if (row.Fault is not null || row.Values.Count > 1 || row.Values[0].Length > 0)
            {
                yield return row;
            }
        }
    }

    // A row goes on over its line's end while a quoted value is open.
    private ImportRow? NextRow()
    {
        var row = new StringBuilder();
        var begins = lines.Number + 1;
        while (lines.TryNext(out var text, out var fault))
        {
            if (fault is not null || row.Length + text!.Length > ByteLines.RowBytesMax)
            {
                return new ImportRow(
                    begins, [],
                    fault ?? ByteLines.Fault(begins, "ROW_TOO_LONG", "a quotation mark is not closed for too long", "引号过久未闭合"));
            }

            row.Append(row.Length > 0 ? "\n" : "").Append(text);
            var whole = row.ToString();
            if (whole.Count(c => c == '"') % 2 == 0)
            {
                return Split(begins, whole);
            }
        }

        return row.Length == 0
            ? null
            : new ImportRow(begins, [], ByteLines.Fault(begins, "BAD_CSV", "a quotation mark is never closed", "引号未闭合"));
    }

    private static ImportRow Split(long line, string text)
    {
        var values = new List<string>();
        var value = new StringBuilder();
        var isQuoted = false;
        for (var i = 0; i <= text.Length; i++)
        {
            if (i == text.Length || (text[i] == ',' && !isQuoted))
            {
                values.Add(value.ToString());
                value.Clear();
            }
            else if (text[i] != '"')
            {
                value.Append(text[i]);
            }
            else if (isQuoted && i + 1 < text.Length && text[i + 1] == '"')
            {
                value.Append('"');
                i++;
            }
            else
            {
                isQuoted = !isQuoted;
            }
        }

        return values.Count <= ColumnsMax
            ? new ImportRow(line, values)
            : new ImportRow(line, [], ByteLines.Fault(
                line, "TOO_MANY_COLUMNS", $"the row has {values.Count} columns; the most are {ColumnsMax}",
                $"该行有 {values.Count} 列，最多 {ColumnsMax} 列"));
    }
}
