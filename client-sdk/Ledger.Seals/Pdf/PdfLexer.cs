using System.Buffers.Text;
using System.Text;

namespace Ledger.Seals.Pdf;

/// <summary>
/// Reads values from bytes. Nesting and counts are bounded; whatever is not understood is a <see cref="PdfFormatException"/>.
/// </summary>
internal sealed class PdfLexer(ReadOnlyMemory<byte> bytes, int at)
{
    private const int DepthMax = 64;
    private const int ItemsMax = 200_000;
    private int _items;

    /// <summary>Where the next byte stands.</summary>
    internal int At { get; private set; } = at;

    private ReadOnlySpan<byte> Bytes => bytes.Span;

    internal static bool IsWhite(byte letter) => letter is 0 or 9 or 10 or 12 or 13 or 32;

    internal static bool IsDelimiter(byte letter) =>
        letter is (byte)'(' or (byte)')' or (byte)'<' or (byte)'>' or (byte)'[' or (byte)']' or (byte)'{' or (byte)'}' or (byte)'/'
            or (byte)'%';

    internal void SkipWhite()
    {
        while (At < Bytes.Length)
        {
            if (Bytes[At] == '%')
            {
                while (At < Bytes.Length && Bytes[At] is not (10 or 13))
                {
                    At++;
                }
            }
            else if (IsWhite(Bytes[At]))
            {
                At++;
            }
            else
            {
                return;
            }
        }
    }

    /// <summary>Takes <paramref name="word"/> if it stands next.</summary>
    internal bool TryWord(ReadOnlySpan<byte> word)
    {
        SkipWhite();
        if (!Bytes[Math.Min(At, Bytes.Length)..].StartsWith(word))
        {
            return false;
        }

        var end = At + word.Length;
        if (end < Bytes.Length && !IsWhite(Bytes[end]) && !IsDelimiter(Bytes[end]))
        {
            return false;
        }

        At = end;
        return true;
    }

    internal int ReadInteger() =>
        ReadRegular() is var word && Utf8Parser.TryParse(word, out int number, out var used) && used == word.Length
        ? number
        : throw new PdfFormatException("a whole number is missing");

    internal PdfValue ReadValue(int depth = 0)
    {
        if (depth > DepthMax || ++_items > ItemsMax)
        {
            throw new PdfFormatException("nested too deep, or too large");
        }

        SkipWhite();
        return Peek() switch
        {
            (byte)'/' => new PdfName(ReadName()),
            (byte)'[' => ReadArray(depth),
            (byte)'<' when At + 1 < Bytes.Length && Bytes[At + 1] == '<' => ReadDictionary(depth),
            (byte)'<' => ReadHexString(),
            (byte)'(' => ReadString(),
            _ => ReadNumberOrReference(),
        };
    }

    private byte Peek() => At < Bytes.Length ? Bytes[At] : throw new PdfFormatException("it ends too early");

    private PdfDictionary ReadDictionary(int depth)
    {
        At += 2;
        var entries = new List<KeyValuePair<string, PdfValue>>();
        while (true)
        {
            SkipWhite();
            if (Peek() == '>')
            {
                At++;
                if (Peek() != '>')
                {
                    throw new PdfFormatException("a dictionary does not end");
                }

                At++;
                return new PdfDictionary(entries);
            }

            if (Peek() != '/')
            {
                throw new PdfFormatException("a name is missing in a dictionary");
            }

            entries.Add(new(ReadName(), ReadValue(depth + 1)));
        }
    }

    private PdfArray ReadArray(int depth)
    {
        At++;
        var items = new List<PdfValue>();
        while (true)
        {
            SkipWhite();
            if (Peek() == ']')
            {
                At++;
                return new PdfArray(items);
            }

            items.Add(ReadValue(depth + 1));
        }
    }

    private string ReadName()
    {
        At++;
        var name = new StringBuilder();
        while (At < Bytes.Length && !IsWhite(Bytes[At]) && !IsDelimiter(Bytes[At]))
        {
            if (Bytes[At] == '#' && At + 2 < Bytes.Length && char.IsAsciiHexDigit((char)Bytes[At + 1]) &&
                char.IsAsciiHexDigit((char)Bytes[At + 2]))
            {
                name.Append((char)Convert.FromHexString(Encoding.ASCII.GetString(Bytes.Slice(At + 1, 2)))[0]);
                At += 3;
            }
            else
            {
                name.Append((char)Bytes[At++]);
            }
        }

        return name.ToString();
    }

    private PdfToken ReadHexString()
    {
        var length = Bytes[At..].IndexOf((byte)'>');
        if (length < 0)
        {
            throw new PdfFormatException("a string does not end");
        }

        var start = At;
        At += length + 1;
        return new PdfToken(Bytes[start..At].ToArray());
    }

    private PdfToken ReadString()
    {
        var start = At;
        var open = 0;
        do
        {
            switch (Peek())
            {
                case (byte)'\\': At++; break;
                case (byte)'(': open++; break;
                case (byte)')': open--; break;
            }

            At++;
        }
        while (open > 0);
        return new PdfToken(Bytes[start..Math.Min(At, Bytes.Length)].ToArray());
    }

    private PdfValue ReadNumberOrReference()
    {
        var word = ReadRegular();
        if (!Utf8Parser.TryParse(word, out long number, out var used) || used != word.Length)
        {
            return new PdfToken(word.ToArray());
        }

        var after = At;
        if (number is >= 0 and <= int.MaxValue && TryReadGeneration(out var generation) && TryWord("R"u8))
        {
            return new PdfReference((int)number, generation);
        }

        At = after;
        return new PdfInteger(number);
    }

    private bool TryReadGeneration(out int generation)
    {
        SkipWhite();
        generation = 0;
        var start = At;
        while (At < Bytes.Length && At - start < 5 && char.IsAsciiDigit((char)Bytes[At]))
        {
            generation = (10 * generation) + Bytes[At++] - '0';
        }

        return At > start;
    }

    private ReadOnlySpan<byte> ReadRegular()
    {
        SkipWhite();
        var start = At;
        while (At < Bytes.Length && !IsWhite(Bytes[At]) && !IsDelimiter(Bytes[At]))
        {
            At++;
        }

        return At > start ? Bytes[start..At] : throw new PdfFormatException("an unexpected character");
    }
}
