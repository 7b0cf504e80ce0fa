using System.Globalization;
using System.Text.RegularExpressions;

namespace Ledger.Terminal;

/// <summary>Times and amounts as people in the trade write them: Beijing time with its offset, yuan with two places.</summary>
public static partial class Moments
{
    private static readonly TimeSpan Beijing = TimeSpan.FromHours(8);

    /// <summary>2019-12-24 09:30 +08:00, with seconds where they are not 0.</summary>
    public static string Show(long ms)
    {
        var time = At(ms);
        return time.ToString(ms % 60_000 < 1_000 ? "yyyy-MM-dd HH:mm zzz" : "yyyy-MM-dd HH:mm:ss zzz", CultureInfo.InvariantCulture);
    }

    /// <summary>2019-12-24.</summary>
    public static string Day(long ms) => At(ms).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    /// <summary>Tuesday, or 星期二.</summary>
    public static string Weekday(long ms, bool chinese) =>
        chinese ? $"星期{"日一二三四五六"[(int)At(ms).DayOfWeek]}" : At(ms).DayOfWeek.ToString();

    /// <summary>2019-12-24 09:30 +08:00, Tuesday, in 21 days: so that a slip is seen.</summary>
    /// <param name="ms">The instant, UTC milliseconds.</param>
    /// <param name="now">What it is beside, UTC milliseconds.</param>
    /// <param name="chinese">In which language.</param>
    public static string InFull(long ms, long now, bool chinese)
    {
        var (day, weekday) = (Show(ms), Weekday(ms, chinese));
        var days = (int)(At(ms).Date - At(now).Date).TotalDays;
        return chinese
            ? $"{day}，{weekday}，{(days == 0 ? "当天" : days > 0 ? $"{days} 天后" : $"{-days} 天前")}"
            : $"{day}, {weekday}, {days switch
            {
                0 => "the same day",
                1 => "in 1 day",
                -1 => "1 day ago",
                > 1 => $"in {days} days",
                _ => $"{-days} days ago",
            }}";
    }

    /// <summary>2019-12-24T09:30:00.000+08:00.</summary>
    public static string Rfc3339(long ms) => At(ms).ToString("yyyy-MM-ddTHH:mm:ss.fffzzz", CultureInfo.InvariantCulture);

    /// <summary>¥800,000.00.</summary>
    public static string Yuan(long fen)
    {
        var yuan = (decimal)fen / 100;
        return string.Create(CultureInfo.InvariantCulture, $"{(yuan < 0 ? "-" : "")}¥{Math.Abs(yuan):N2}");
    }

    /// <summary>Words of the chain for people: contracts know no calendar and write times in milliseconds and amounts in fen.</summary>
    public static string InProse(string detail) => Milliseconds().Replace(
        Fen().Replace(
            detail,
            static match => long.TryParse(match.Groups[1].ValueSpan, CultureInfo.InvariantCulture, out var fen) ? Yuan(fen) : match.Value),
        static match => Show(long.Parse(match.ValueSpan, CultureInfo.InvariantCulture)));

    [GeneratedRegex(@"\b(\d+) fen\b")]
    private static partial Regex Fen();

    [GeneratedRegex(@"(?<![\w.])1\d{12}(?![\w.]\w)(?! ms)")]
    private static partial Regex Milliseconds();

    private static DateTimeOffset At(long ms) => DateTimeOffset.FromUnixTimeMilliseconds(ms).ToOffset(Beijing);
}
