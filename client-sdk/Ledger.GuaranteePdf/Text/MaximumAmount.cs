using System.Globalization;
using Ledger.GuaranteePdf.Fields;

namespace Ledger.GuaranteePdf.Text;

/// <summary>The maximum amount as the guarantee states it, in capitals and in figures, each read back before it is used.</summary>
internal static class MaximumAmount
{
    /// <summary>人民币捌拾万元整（¥800,000.00）.</summary>
    /// <exception cref="InvalidDataException">The amount cannot be written, or capitals and figures would not say the same.</exception>
    internal static string Of(long fen)
    {
        if (fen is < 1 or > AmountInCapitals.FenMax)
        {
            throw new InvalidDataException(
                $"An amount of {fen} fen cannot stand in a guarantee: the least is 1 fen, the most " +
                $"{FieldValues.Yuan(AmountInCapitals.FenMax)}.");
        }

        return Of(AmountInCapitals.Of(fen), FieldValues.Yuan(fen));
    }

    internal static string Of(string capitals, string figures) =>
        AmountInCapitals.TryRead(capitals, out var said)
            && figures.StartsWith('¥')
            && decimal.TryParse(
                figures.AsSpan(1),
                NumberStyles.AllowDecimalPoint | NumberStyles.AllowThousands,
                CultureInfo.InvariantCulture,
                out var yuan)
            && yuan * 100 == said
            ? $"{capitals}（{figures}）"
            : throw new InvalidDataException(
                $"The amount in capitals, {capitals}, is not that in figures, {figures}: no document is made.");
}
