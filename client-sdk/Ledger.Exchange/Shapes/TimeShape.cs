using System.Globalization;
using Ledger.Exchange.Reading;

namespace Ledger.Exchange.Shapes;

/// <summary>
/// A time in China Standard Time, ISO 8601 with its offset, in the one way of writing it; here UTC milliseconds. The sources'
/// <c>yyyyMMddHHmmss</c> would lose milliseconds, and a guarantee's last instant is one.
/// </summary>
internal sealed class TimeShape : StringShape
{
    private const string Seconds = "yyyy-MM-dd'T'HH:mm:ss'+08:00'";
    private const string Milliseconds = "yyyy-MM-dd'T'HH:mm:ss.fff'+08:00'";
    private const long LatestMs = 253_402_271_999_999; // 9999-12-31T23:59:59.999+08:00
    private static readonly TimeSpan ChinaStandardTime = TimeSpan.FromHours(8);

    internal override string Description => "a time as 2027-01-05T09:00:00+08:00";

    internal override bool IsAbsent(object value) => value is 0L;

    /// <summary>Whether a time can be written: after 1970 and with a year of four digits.</summary>
    internal static bool IsWritable(long ms) => ms is > 0 and <= LatestMs;

    internal static string Show(long ms) => DateTimeOffset.FromUnixTimeMilliseconds(ms).ToOffset(ChinaStandardTime)
        .ToString(ms % 1000 == 0 ? Seconds : Milliseconds, CultureInfo.InvariantCulture);

    private protected override object? Parse(string text, string path, FindingList findings)
    {
        if (DateTime.TryParseExact(text, [Seconds, Milliseconds], CultureInfo.InvariantCulture, DateTimeStyles.None, out var local)
            && new DateTimeOffset(DateTime.SpecifyKind(local, DateTimeKind.Unspecified).Ticks, TimeSpan.Zero)
                .ToUnixTimeMilliseconds() - (long)ChinaStandardTime.TotalMilliseconds is var ms
            && IsWritable(ms) && Show(ms) == text)
        {
            return ms;
        }

        findings.Add(
            ExchangeFault.BadTime,
            path,
            $"{FindingList.Quote(text)} is not {Description}, after 1970; .001 to .999 only where there are milliseconds.");
        return null;
    }

    private protected override string Format(object value) => IsWritable((long)value)
        ? Show((long)value)
        : throw new InvalidDataException($"The time {value} ms is before 1970 or after the year 9999 and cannot be written.");
}
