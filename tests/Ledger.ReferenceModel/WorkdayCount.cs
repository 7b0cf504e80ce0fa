using Ledger.Protocol.V1;

namespace Ledger.ReferenceModel;

/// <summary>Counts days and working days in China Standard Time, the first day not counted (民法典 §201).</summary>
internal sealed class WorkdayCount(IEnumerable<WorkCalendar> calendars)
{
    private const long HourMs = 3_600_000;
    private const long DayMs = 24 * HourMs;
    private const long OffsetMs = 8 * HourMs;

    private readonly HashSet<uint> _off = [.. calendars.SelectMany(calendar => calendar.Holidays)];
    private readonly HashSet<uint> _on = [.. calendars.SelectMany(calendar => calendar.Workdays)];

    /// <summary>The last millisecond of the day so many days, or working days, after that of <paramref name="from"/>.</summary>
    internal long EndOf(long from, uint days, bool working)
    {
        var day = (from + OffsetMs) / DayMs;
        for (var counted = 0u; counted < days;)
        {
            day++;
            counted += !working || IsWorked(day) ? 1u : 0u;
        }

        return ((day + 1) * DayMs) - OffsetMs - 1;
    }

    private bool IsWorked(long day)
    {
        var date = DateTime.UnixEpoch.AddDays(day);
        var number = (uint)((date.Year * 10_000) + (date.Month * 100) + date.Day);
        return _on.Contains(number) || (date.DayOfWeek is not (DayOfWeek.Saturday or DayOfWeek.Sunday) && !_off.Contains(number));
    }
}
