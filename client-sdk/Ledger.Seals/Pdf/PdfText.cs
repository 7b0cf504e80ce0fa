using System.Text;

namespace Ledger.Seals.Pdf;

/// <summary>Text strings (ISO 32000-1 §7.9.2.2).</summary>
internal static class PdfText
{
    /// <summary>
    /// A text string in hexadecimal UTF-16, as this project writes them, or in plain ASCII; what is written otherwise has another name than
    /// ours.
    /// </summary>
    internal static string Read(PdfValue? value)
    {
        if (value is not PdfToken { Raw: [var open, .. var inner, _] })
        {
            return string.Empty;
        }

        if (open == '(')
        {
            return inner is [0xFE, 0xFF, .. var wide] ? Encoding.BigEndianUnicode.GetString(wide) : Encoding.Latin1.GetString(inner);
        }

        var hex = Encoding.Latin1.GetString(inner);
        return hex.Length % 2 == 0 && hex.StartsWith("FEFF", StringComparison.OrdinalIgnoreCase) &&
            !hex.AsSpan().ContainsAnyExcept("0123456789abcdefABCDEF")
            ? Encoding.BigEndianUnicode.GetString(Convert.FromHexString(hex)[2..])
            : hex;
    }
}
