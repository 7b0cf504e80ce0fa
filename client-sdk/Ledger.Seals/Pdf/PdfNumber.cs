using System.Globalization;
using System.Text;

namespace Ledger.Seals.Pdf;

/// <summary>Numbers, whole or not (ISO 32000-1 §7.3.3).</summary>
internal static class PdfNumber
{
    /// <summary>The number; NaN where it is none.</summary>
    internal static double Read(PdfValue? value) => value switch
    {
        PdfInteger integer => integer.Number,
        PdfToken token when double.TryParse(
            Encoding.ASCII.GetString(token.Raw), NumberStyles.Float, CultureInfo.InvariantCulture, out var number) => number,
        _ => double.NaN,
    };
}
