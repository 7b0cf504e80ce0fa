using System.Text;

namespace Ledger.Cli.Commands.Credentials.Import;

/// <summary>
/// Reads CSV (RFC 4180) row by row, so that a file of any length takes the memory of a row. Bytes are cut into lines before they are
/// decoded – no character of UTF-8 or GB 18030 holds a line feed – so a line in another encoding is one faulty row, and the next is read
/// again.
/// </summary>
internal sealed class CsvRows(Stream stream, Encoding encoding)
{
    /// <summary>Most bytes of a row; a transaction holds no more either.</summary>
    internal const int RowBytesMax = 64 * 1024;

    /// <summary>Most columns.</summary>
    internal const int ColumnsMax = 64;

    private const int BufferBytes = 64 * 1024;
    private static readonly byte[] Mark = [0xEF, 0xBB, 0xBF];

    private readonly byte[] _buffer = new byte[BufferBytes];
    private int _at;
    private int _filled;
    private long _line;

    /// <summary>A strict decoder: what is not of the encoding is a fault, never a question mark.</summary>
    internal static Encoding Strict(bool isGb18030)
    {
        if (!isGb18030)
        {
            return new UTF8Encoding(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);
        }

        Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);
        return Encoding.GetEncoding("GB18030", EncoderFallback.ExceptionFallback, DecoderFallback.ExceptionFallback);
    }

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
        var begins = _line + 1;
        while (true)
        {
            if (NextLine(out var isTooLong) is not { } bytes)
            {
                return row.Length == 0 ? null : Fault(begins, "BAD_CSV", "a quotation mark is never closed", "引号未闭合");
            }

            if (isTooLong || row.Length + bytes.Length > RowBytesMax)
            {
                return Fault(begins, "ROW_TOO_LONG", $"the row is longer than {RowBytesMax} bytes", $"该行超过 {RowBytesMax} 字节");
            }

            if (Decode(begins, bytes) is not { } text)
            {
                return Fault(
                    begins, "NOT_ITS_ENCODING",
                    $"the row is not {encoding.WebName}; save the whole file in one encoding, and name it with --encoding",
                    $"该行不是 {encoding.WebName} 编码；请以同一种编码保存整个文件，并用 --encoding 指明");
            }

            row.Append(row.Length > 0 ? "\n" : "").Append(text);
            var whole = row.ToString();
            if (whole.Count(c => c == '"') % 2 == 0)
            {
                return Split(begins, whole);
            }
        }
    }

    private string? Decode(long line, byte[] bytes)
    {
        var from = line == 1 && bytes.AsSpan().StartsWith(Mark) ? Mark.Length : 0;
        try
        {
            return encoding.GetString(bytes, from, bytes.Length - from);
        }
        catch (DecoderFallbackException)
        {
            return null;
        }
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
            : Fault(
                line, "TOO_MANY_COLUMNS", $"the row has {values.Count} columns; the most are {ColumnsMax}",
                $"该行有 {values.Count} 列，最多 {ColumnsMax} 列");
    }

    private byte[]? NextLine(out bool isTooLong)
    {
        isTooLong = false;
        var line = new MemoryStream();
        while (true)
        {
            if (_at == _filled)
            {
                (_at, _filled) = (0, stream.Read(_buffer));
                if (_filled == 0)
                {
                    _line += line.Length > 0 ? 1 : 0;
                    return line.Length > 0 || isTooLong ? Trimmed(line) : null;
                }
            }

            var end = _buffer.AsSpan(_at, _filled - _at).IndexOf((byte)'\n');
            var taken = end < 0 ? _filled - _at : end;
            isTooLong |= line.Length + taken > RowBytesMax;
            if (!isTooLong)
            {
                line.Write(_buffer, _at, taken);
            }

            _at += taken + (end < 0 ? 0 : 1);
            if (end >= 0)
            {
                _line++;
                return Trimmed(line);
            }
        }
    }

    private static byte[] Trimmed(MemoryStream line)
    {
        var bytes = line.ToArray();
        return bytes.Length > 0 && bytes[^1] == (byte)'\r' ? bytes[..^1] : bytes;
    }

    private static ImportRow Fault(long line, string rule, string english, string chinese) =>
        new(line, [], new ImportFault(line, 0, "", rule, $"Line {line}: {english}.", $"第 {line} 行：{chinese}。"));
}
