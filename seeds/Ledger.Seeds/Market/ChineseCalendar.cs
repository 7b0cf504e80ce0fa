namespace Ledger.Seeds;

/// <summary>China Standard Time, and working days by <see cref="HolidayTable"/>.</summary>
internal static class ChineseCalendar
{
    internal static readonly TimeSpan Offset = TimeSpan.FromHours(8);

    internal static bool IsWorkday(DateOnly day) =>
        HolidayTable.IsWeekend(day) ? HolidayTable.MakeUpDays.Contains(day) : !HolidayTable.IsHoliday(day);

    /// <summary>The day itself if people work on it, or the next on which they do.</summary>
    internal static DateOnly OnOrAfter(DateOnly day)
    {
        while (!IsWorkday(day))
        {
            day = day.AddDays(1);
        }

        return day;
    }

    /// <summary>The day itself if people work on it, or the last before on which they did.</summary>
    internal static DateOnly OnOrBefore(DateOnly day)
    {
        while (!IsWorkday(day))
        {
            day = day.AddDays(-1);
        }

        return day;
    }

    /// <summary>So many working days after a day, or before it where the number is negative.</summary>
    internal static DateOnly AddWorkdays(DateOnly day, int workdays)
    {
        var step = Math.Sign(workdays);
        for (var left = Math.Abs(workdays); left > 0; left--)
        {
            day = step > 0 ? OnOrAfter(day.AddDays(1)) : OnOrBefore(day.AddDays(-1));
        }

        return day;
    }

    /// <summary>The instant of a day's local time.</summary>
    internal static DateTimeOffset At(DateOnly day, TimeOnly time) => new(day, time, Offset);
}
