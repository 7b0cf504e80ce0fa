using System.Text;

namespace Ledger.GuaranteePdf.Text;

/// <summary>
/// Amounts in capital numerals, as notes and guarantees state them: 人民币捌拾万元整. 整 stands where there are no 分; one 零 stands for noughts
/// between other digits.
/// </summary>
/// <remarks>Source: 支付结算办法 (银发〔1997〕393号), annex 1, 一 to 三.</remarks>
public static class AmountInCapitals
{
    /// <summary>The most, in fen: ¥999,999,999,999.99.</summary>
    public const long FenMax = 99_999_999_999_999;

    private const string Currency = "人民币";
    private const string Digits = "零壹贰叁肆伍陆柒捌玖";
    private const int GroupSize = 10_000;

    private static readonly (int Unit, string Name)[] Places = [(1000, "仟"), (100, "佰"), (10, "拾"), (1, "")];
    private static readonly (long Unit, string Name)[] Groups = [(100_000_000, "亿"), (10_000, "万"), (1, "")];

    /// <summary>Writes an amount.</summary>
    /// <param name="fen">1 to <see cref="FenMax"/>.</param>
    /// <exception cref="ArgumentOutOfRangeException">It is outside.</exception>
    public static string Of(long fen)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(fen, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(fen, FenMax);
        var (yuan, jiao, rest) = (fen / 100, (int)(fen / 10 % 10), (int)(fen % 10));
        var text = new StringBuilder(Currency);
        if (yuan > 0)
        {
            text.Append(Whole(yuan)).Append('元');
        }

        if (jiao > 0)
        {
            text.Append(Digits[jiao]).Append('角');
        }
        else if (rest > 0 && yuan > 0)
        {
            text.Append(Digits[0]);
        }

        return (rest > 0 ? text.Append(Digits[rest]).Append('分') : text.Append('整')).ToString();
    }

    /// <summary>Reads an amount back by a way of its own; false where the text is none that <see cref="Of"/> writes.</summary>
    public static bool TryRead(string text, out long fen)
    {
        ArgumentNullException.ThrowIfNull(text);
        fen = 0;
        if (!text.StartsWith(Currency, StringComparison.Ordinal))
        {
            return false;
        }

        long group = 0, digit = 0;
        foreach (var letter in text.AsSpan(Currency.Length))
        {
            switch (letter)
            {
                case '拾' or '佰' or '仟':
                    (group, digit) = (group + (digit * (letter == '拾' ? 10 : letter == '佰' ? 100 : 1000)), 0);
                    break;
                case '万' or '亿' or '元':
                    fen += (group + digit) * (letter == '元' ? 100 : letter == '万' ? 1_000_000 : 10_000_000_000);
                    (group, digit) = (0, 0);
                    break;
                case '角' or '分':
                    (fen, digit) = (fen + (digit * (letter == '角' ? 10 : 1)), 0);
                    break;
                case '整':
                    break;
                case var one when Digits.Contains(one, StringComparison.Ordinal):
                    digit = Digits.IndexOf(one, StringComparison.Ordinal);
                    break;
                default:
                    return false;
            }
        }

        return fen is >= 1 and <= FenMax && Of(fen) == text;
    }

    private static string Whole(long yuan)
    {
        var text = new StringBuilder();
        var gap = false; // noughts that were passed over since the last digit
        foreach (var (groupUnit, groupName) in Groups)
        {
            var part = (int)(yuan / groupUnit % GroupSize);
            foreach (var (unit, name) in Places)
            {
                var digit = part / unit % 10;
                if (digit == 0)
                {
                    gap = text.Length > 0;
                    continue;
                }

                text.Append(gap ? Digits[..1] : string.Empty).Append(Digits[digit]).Append(name);
                gap = false;
            }

            text.Append(part > 0 ? groupName : string.Empty);
        }

        return text.ToString();
    }
}
