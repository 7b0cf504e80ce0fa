using System.Globalization;
using System.Text.RegularExpressions;

namespace Ledger.Cli.Reading;

/// <summary>
/// Reads times as people in the trade write them: year first, in Beijing time where no offset stands. What has two readings is refused with
/// both, for what stands on the chain stands for good.
/// </summary>
internal static partial class TimeReader
{
    private const int YearMin = 1970;
    private const string Example = "write for example 2026-11-01 09:30, which is Beijing time, or 2026-11-01T01:30:00Z";
    private const string ChineseExample = "可写 2026-11-01 09:30（北京时间），或 2026-11-01T01:30:00Z";
    private static readonly TimeSpan Beijing = TimeSpan.FromHours(8);

    /// <summary>The time in UTC milliseconds.</summary>
    /// <param name="text">What was typed.</param>
    /// <param name="what">The option or field, for the refusal.</param>
    /// <exception cref="CliException">No time, or one with two readings.</exception>
    internal static long Read(string text, string what)
    {
        var match = Form().Match(TypedText.Plain(text));
        if (!match.Success || match.Groups["hour"].Captures.Count > 1)
        {
            throw ShortYear().IsMatch(TypedText.Plain(text))
                ? Wrong(
                    what,
                    text,
                    "has a year of two digits, first or last: write the year first, with four digits",
                    "的年份只有两位：请先写四位年份")
                : Wrong(what, text, $"is no time; {Example}", $"不是时间；{ChineseExample}");
        }

        var day = DayOf(match, text, what);
        if (!match.Groups["hour"].Success)
        {
            throw Wrong(
                what, text,
                $"is a day, which begins at {day:yyyy-MM-dd} 00:00 and ends at {day.AddDays(1):yyyy-MM-dd} 00:00: write the one that is " +
                $"meant",
                $"只有日期，始于 {day:yyyy-MM-dd} 00:00，止于 {day.AddDays(1):yyyy-MM-dd} 00:00：请写明是哪一个");
        }

        var local = day.Add(TimeOf(match, text, what));
        var time = new DateTimeOffset(DateTime.SpecifyKind(local, DateTimeKind.Unspecified), OffsetOf(match, text, what));
        return time.ToUnixTimeMilliseconds();
    }

    private static DateTime DayOf(Match match, string text, string what)
    {
        var year = Number(match, "year");
        if (match.Groups["one"].Success)
        {
            var (one, other) = (Number(match, "one"), Number(match, "other"));
            if (one <= 12 && other <= 12 && one != other)
            {
                throw Wrong(
                    what, text,
                    $"has two readings, {year}-{one:00}-{other:00} and {year}-{other:00}-{one:00}: write the year first",
                    $"有两种读法，{year}-{one:00}-{other:00} 和 {year}-{other:00}-{one:00}：请先写年份");
            }

            return one > 12 ? Day(year, other, one, text, what) : Day(year, one, other, text, what);
        }

        return Day(year, Number(match, "month"), Number(match, "day"), text, what);
    }

    private static DateTime Day(int year, int month, int day, string text, string what)
    {
        if (year is < YearMin or > 9998)
        {
            throw Wrong(what, text, $"is in the year {year}; years go from {YearMin} to 9998", $"的年份 {year} 应为 {YearMin} 至 9998");
        }

        if (month is < 1 or > 12)
        {
            throw Wrong(what, text, $"names the month {month}; months go from 1 to 12", $"的月份 {month} 应为 1 至 12");
        }

        var days = DateTime.DaysInMonth(year, month);
        return day >= 1 && day <= days
            ? new DateTime(year, month, day, 0, 0, 0, DateTimeKind.Unspecified)
            : throw Wrong(
                what, text, $"names the day {day}; {year}-{month:00} has {days} days", $"的日期 {day} 不对；{year}-{month:00} 有 {days} 天");
    }

    // 24:00 is the end of the day, as notices write it.
    private static TimeSpan TimeOf(Match match, string text, string what)
    {
        var (hour, minute, second) = (Number(match, "hour"), Number(match, "minute"), Number(match, "second"));
        hour = match.Groups["half"].Value.ToUpperInvariant() switch
        {
            "" => hour,
            _ when hour == 12 => throw Wrong(what, text, "may mean 00:00 or 12:00: write the hour of 24", "可能是 00:00 或 12:00：请用 24 小时制"),
            "上午" or "AM" => hour,
            _ => hour < 12 ? hour + 12 : hour,
        };
        if (hour > 24 || minute > 59 || second > 59 || (hour == 24 && (minute > 0 || second > 0)))
        {
            throw Wrong(what, text, $"names no time of the day; {Example}", $"不是一天中的时刻；{ChineseExample}");
        }

        var fraction = match.Groups["fraction"] is { Success: true } part
            ? int.Parse(part.Value.PadRight(3, '0')[..3], CultureInfo.InvariantCulture)
            : 0;
        return new TimeSpan(0, hour, minute, second, fraction);
    }

    private static TimeSpan OffsetOf(Match match, string text, string what)
    {
        if (match.Groups["offset"] is not { Success: true } given || given.Value.StartsWith('北'))
        {
            return Beijing;
        }

        if (given.Value is "Z" or "z")
        {
            return TimeSpan.Zero;
        }

        var digits = given.Value.Replace(":", "", StringComparison.Ordinal);
        var (hours, minutes) = (
            int.Parse(digits.AsSpan(1, 2), CultureInfo.InvariantCulture), int.Parse(digits.AsSpan(3, 2), CultureInfo.InvariantCulture));
        if (hours > 14 || minutes > 59 || (hours == 14 && minutes > 0))
        {
            throw Wrong(
                what, text, $"has the offset {given.Value}; offsets go from -14:00 to +14:00", $"的时差 {given.Value} 应为 -14:00 至 +14:00");
        }

        var offset = new TimeSpan(hours, minutes, 0);
        return digits[0] == '-' ? -offset : offset;
    }

    private static int Number(Match match, string group) =>
        match.Groups[group] is { Success: true } part ? int.Parse(part.Value, CultureInfo.InvariantCulture) : 0;

    private static CliException Wrong(string what, string text, string why, string chinese) =>
        CliException.Usage($"{what} {text} {why}.", $"{what} {text} {chinese}。");

    [GeneratedRegex(
        """
        ^(?:
          (?<year>\d{4})(?<mark>[-/.])(?<month>\d{1,2})\k<mark>(?<day>\d{1,2})
          |(?<year>\d{4})\s*年\s*(?<month>\d{1,2})\s*月\s*(?<day>\d{1,2})\s*[日号]
          |(?<one>\d{1,2})(?<mark>[-/.])(?<other>\d{1,2})\k<mark>(?<year>\d{4})
          |(?<year>\d{4})(?<month>\d{2})(?<day>\d{2})(?:(?<hour>\d{2})(?<minute>\d{2})(?<second>\d{2}))?
        )
        (?:(?:\s+|[Tt]|(?<=[日号]))(?:(?<half>上午|下午)\s*)?
          (?:(?<hour>\d{1,2}):(?<minute>\d{2})(?::(?<second>\d{2})(?:\.(?<fraction>\d{1,7}))?)?
            |(?<hour>\d{1,2})\s*[时点]\s*(?:整|(?:(?<minute>\d{1,2})\s*分?\s*(?:(?<second>\d{1,2})\s*秒)?)?))
          (?:\s*(?<half>[AaPp][Mm]))?
          (?:\s*(?<offset>[Zz]|[+-]\d{2}:?\d{2}|北京时间))?
        )?$
        """,
        RegexOptions.IgnorePatternWhitespace | RegexOptions.CultureInvariant,
        matchTimeoutMilliseconds: 1000)]
    private static partial Regex Form();

    [GeneratedRegex(@"^\d{1,2}[-/.]\d{1,2}[-/.]\d{1,2}(?!\d)", RegexOptions.CultureInvariant)]
    private static partial Regex ShortYear();
}
