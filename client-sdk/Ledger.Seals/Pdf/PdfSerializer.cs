using System.Globalization;
using System.Text;

namespace Ledger.Seals.Pdf;

/// <summary>Writes values as they stand in a file.</summary>
internal static class PdfSerializer
{
    internal static byte[] Serialize(PdfValue value)
    {
        var output = new MemoryStream();
        Write(output, value);
        return output.ToArray();
    }

    internal static void Write(Stream output, PdfValue value)
    {
        switch (value)
        {
            case PdfToken token: output.Write(token.Raw); break;
            case PdfName name: WriteName(output, name.Text); break;
            case PdfInteger integer: Write(output, integer.Number.ToString(CultureInfo.InvariantCulture)); break;
            case PdfReference reference:
                Write(output, string.Create(CultureInfo.InvariantCulture, $"{reference.Number} {reference.Generation} R"));
                break;
            case PdfArray array: WriteArray(output, array); break;
            case PdfDictionary dictionary: WriteDictionary(output, dictionary); break;
            case PdfStream stream:
                WriteDictionary(output, stream.Dictionary.With("Length", new PdfInteger(stream.Stored.Length)));
                Write(output, "\nstream\n");
                output.Write(stream.Stored.Span);
                Write(output, "\nendstream");
                break;
            default: throw new ArgumentOutOfRangeException(nameof(value), value, "There is no such value.");
        }
    }

    internal static void Write(Stream output, string ascii) => output.Write(Encoding.ASCII.GetBytes(ascii));

    /// <summary>A text string in UTF-16 (ISO 32000-1 §7.9.2.2), which holds Chinese.</summary>
    internal static PdfToken Text(string text) =>
        new(Encoding.ASCII.GetBytes($"<FEFF{Convert.ToHexString(Encoding.BigEndianUnicode.GetBytes(text))}>"));

    internal static PdfToken Number(double number) => new(Encoding.ASCII.GetBytes(number.ToString("0.####", CultureInfo.InvariantCulture)));

    private static void WriteArray(Stream output, PdfArray array)
    {
        Write(output, "[");
        foreach (var item in array.Items)
        {
            Write(output, " ");
            Write(output, item);
        }

        Write(output, " ]");
    }

    private static void WriteDictionary(Stream output, PdfDictionary dictionary)
    {
        Write(output, "<<");
        foreach (var (name, value) in dictionary.Entries)
        {
            Write(output, " ");
            WriteName(output, name);
            Write(output, " ");
            Write(output, value);
        }

        Write(output, " >>");
    }

    private static void WriteName(Stream output, string name)
    {
        Write(output, "/");
        foreach (var letter in name)
        {
            if (letter is > ' ' and <= '~' && letter != '#' && !PdfLexer.IsDelimiter((byte)letter))
            {
                output.WriteByte((byte)letter);
            }
            else
            {
                Write(output, "#" + ((byte)letter).ToString("X2", CultureInfo.InvariantCulture));
            }
        }
    }
}
