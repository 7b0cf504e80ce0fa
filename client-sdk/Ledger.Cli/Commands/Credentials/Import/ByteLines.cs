using System.Text;

namespace Ledger.Cli.Commands.Credentials.Import;

/// <summary>
/// Reads lines of a file of any length in the memory of one. Bytes are cut into lines before they are decoded – no character of UTF-8 or
/// GB 18030 holds a line feed – so a line in another encoding is one fault, and the next is read again.
/// </summary>
internal sealed class ByteLines(Stream stream, Encoding encoding)
{
    /// <summary>Most bytes of a row; a transaction holds no more either.</summary>
    internal const int RowBytesMax = 64 * 1024;

    private const int BufferBytes = 64 * 1024;
    private static readonly byte[] Mark = [0xEF, 0xBB, 0xBF];

    private readonly byte[] _buffer = new byte[BufferBytes];
    private int _at;
    private int _filled;

    /// <summary>The number of the line that was read last, from 1.</summary>
    internal long Number { get; private set; }

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

    /// <summary>The next line; false at the end.</summary>
    /// <param name="text">The line without its end; null where there is a fault.</param>
    /// <param name="fault">Why it cannot be read; null where it can.</param>
    internal bool TryNext(out string? text, out ImportFault? fault)
    {
        (text, fault) = (null, null);
        if (NextBytes(out var isTooLong) is not { } bytes)
        {
            return false;
        }

        if (isTooLong)
        {
            fault = Fault(Number, "ROW_TOO_LONG", $"the row is longer than {RowBytesMax} bytes", $"该行超过 {RowBytesMax} 字节");
            return true;
        }

        var from = Number == 1 && bytes.AsSpan().StartsWith(Mark) ? Mark.Length : 0;
        try
        {
            text = encoding.GetString(bytes, from, bytes.Length - from);
        }
        catch (DecoderFallbackException)
        {
            fault = Fault(
                Number, "NOT_ITS_ENCODING",
                $"the row is not {encoding.WebName}; save the whole file in one encoding, and name it with --encoding",
                $"该行不是 {encoding.WebName} 编码；请以同一种编码保存整个文件，并用 --encoding 指明");
        }

        return true;
    }

    /// <summary>A fault of a row as a whole.</summary>
    internal static ImportFault Fault(long line, string rule, string english, string chinese) =>
        new(line, 0, "", rule, $"Line {line}: {english}.", $"第 {line} 行：{chinese}。");

    private byte[]? NextBytes(out bool isTooLong)
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
                    Number += line.Length > 0 ? 1 : 0;
                    return line.Length > 0 ? Trimmed(line) : null;
                }
            }

            var end = _buffer.AsSpan(_at, _filled - _at).IndexOf((byte)'\n');
            var taken = end < 0 ? _filled - _at : end;
            isTooLong |= line.Length + taken > RowBytesMax;
            line.Write(_buffer, _at, isTooLong ? Math.Min(1, taken) : taken);
            _at += taken + (end < 0 ? 0 : 1);
            if (end >= 0)
            {
                Number++;
                return Trimmed(line);
            }
        }
    }

    private static byte[] Trimmed(MemoryStream line)
    {
        var bytes = line.ToArray();
        return bytes.Length > 0 && bytes[^1] == (byte)'\r' ? bytes[..^1] : bytes;
    }
}
