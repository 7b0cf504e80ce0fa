using System.Globalization;
using System.Text.Json;
using Ledger.Exchange.Reading;

namespace Ledger.Exchange.Shapes;

/// <summary>
/// An amount in yuan, as text or as a number, by its digits and never through floating point; here whole fen. Source formats write N16,6:
/// zeros after the second place are taken, and nothing else there.
/// Written as text with two places: readers that take JSON numbers for floating point keep it exact.
/// </summary>
internal sealed class AmountShape : ElementShape
{
    private const int YuanDigitsMax = 14;
    private const int FenPerYuan = 100;
    private const int PlacesMax = 6;

    internal override string Description => "yuan as decimal text or number, at most two places but for zeros";

    internal override object? Read(JsonElement json, string path, FindingList findings)
    {
        var text = json.ValueKind switch
        {
            JsonValueKind.String => json.GetString()!,
            JsonValueKind.Number => json.GetRawText(),
            _ => null,
        };
        if (text is null)
        {
            findings.Add(ExchangeFault.WrongType, path, $"It is a JSON {FindingList.NameOf(json.ValueKind)}; it must be {Description}.");
            return null;
        }

        if (TryParse(text, out var fen))
        {
            return fen;
        }

        findings.Add(
            ExchangeFault.BadAmount,
            path,
            $"{FindingList.Quote(text)} is not {Description}, from 0 to {ExchangeLimits.AmountFenMax / FenPerYuan}.");
        return null;
    }

    internal override void Write(Utf8JsonWriter json, object value)
    {
        var fen = (long)value;
        json.WriteStringValue(string.Create(CultureInfo.InvariantCulture, $"{fen / FenPerYuan}.{fen % FenPerYuan:00}"));
    }

    /// <summary>Digits, without sign, exponent or leading zeros; then perhaps a point and one or two digits.</summary>
    internal static bool TryParse(ReadOnlySpan<char> text, out long fen)
    {
        fen = 0;
        var point = text.IndexOf('.');
        var whole = point < 0 ? text : text[..point];
        var part = point < 0 ? [] : text[(point + 1)..];
        if (whole.Length is 0 or > YuanDigitsMax || (whole.Length > 1 && whole[0] == '0') || (point >= 0 && part.Length is 0 or > PlacesMax)
            || whole.ContainsAnyExceptInRange('0', '9') || part.ContainsAnyExceptInRange('0', '9'))
        {
            return false;
        }

        foreach (var digit in whole)
        {
            fen = (10 * fen) + (digit - '0');
        }

        if (part.Length > 2 && part[2..].ContainsAnyExcept('0'))
        {
            return false;
        }

        fen *= FenPerYuan;
        fen += part.Length switch { 0 => 0, 1 => 10 * (part[0] - '0'), _ => (10 * (part[0] - '0')) + part[1] - '0' };
        return fen <= ExchangeLimits.AmountFenMax;
    }
}
