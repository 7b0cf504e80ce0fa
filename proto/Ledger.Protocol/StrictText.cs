using System.Text;

namespace Ledger.Protocol;

/// <summary>
/// Text of files that people write, decoded in this one place: UTF-8 or not at all. A lenient decoder puts U+FFFD for what it cannot read,
/// and what is on a chain stays there; so bytes in GBK, UTF-16 or with such marks are refused by what they are. Only UTF-8's own mark is
/// passed over.
/// </summary>
public static class StrictText
{
    /// <summary>What a lenient decoder writes for bytes that it cannot read.</summary>
    public const char Replacement = '\uFFFD';

    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);
    private static readonly Encoding Gb18030 =
        CodePagesEncodingProvider.Instance.GetEncoding("GB18030", EncoderFallback.ExceptionFallback, DecoderFallback.ExceptionFallback)!;

    /// <summary>The text; null with the reason and what to do, which follows the file's name.</summary>
    /// <param name="bytes">The file.</param>
    /// <param name="hasMark">Whether it began with a byte order mark, which is left out.</param>
    /// <param name="why">The reason, where it is not taken.</param>
    public static string? TryDecode(ReadOnlySpan<byte> bytes, out bool hasMark, out string? why)
    {
        hasMark = bytes is [0xEF, 0xBB, 0xBF, ..];
        why = bytes is [0xFF, 0xFE, ..] or [0xFE, 0xFF, ..]
            ? "is UTF-16, as its byte order mark says: save it as UTF-8, or convert it with iconv -f UTF-16 -t UTF-8"
            : null;
        if (why is not null)
        {
            return null;
        }

        var text = Decode(Utf8, hasMark ? bytes[3..] : bytes);
        if (text is null)
        {
            why = Decode(Gb18030, bytes) is null
                ? $"is no UTF-8 at byte {FirstInvalid(bytes)}: save it as UTF-8"
                : $"is no UTF-8 at byte {FirstInvalid(bytes)}; it looks like GB18030 (GBK), as Windows saves it: save it as UTF-8, or " +
                    $"convert it with iconv -f GB18030 -t UTF-8";
            return null;
        }

        var at = text.IndexOf(Replacement, StringComparison.Ordinal);
        why = at < 0 ? null : $"holds U+FFFD at character {at}, which a program put for bytes that it could not read: write the text anew";
        return at < 0 ? text : null;
    }

    /// <summary>The text.</summary>
    /// <exception cref="InvalidDataException">It is none; the message says why, after <paramref name="name"/>.</exception>
    public static string Decode(ReadOnlySpan<byte> bytes, string name) =>
        TryDecode(bytes, out _, out var why) ?? throw new InvalidDataException($"{name} {why}.");

    private static string? Decode(Encoding strict, ReadOnlySpan<byte> bytes)
    {
        try
        {
            return strict.GetString(bytes);
        }
        catch (DecoderFallbackException)
        {
            return null;
        }
    }

    private static int FirstInvalid(ReadOnlySpan<byte> bytes)
    {
        var at = 0;
        while (at < bytes.Length && Rune.DecodeFromUtf8(bytes[at..], out _, out var read) == System.Buffers.OperationStatus.Done)
        {
            at += read;
        }

        return at;
    }
}
