namespace Ledger.Seeds;

/// <summary>China Standard Time and the working days of the record's months. Working weekends in exchange for holidays are not counted.</summary>
internal static class ChineseCalendar
{
    internal static readonly TimeSpan Offset = TimeSpan.FromHours(8);

    // 国务院办公厅: 国办发明电〔2019〕16号, 〔2020〕1号 (New Year 2020 prolonged), 〔2020〕27号. First and last day.
    private static readonly (DateOnly First, DateOnly Last)[] Holidays =
    [
        (new(2020, 1, 1), new(2020, 1, 1)),
        (new(2020, 1, 24), new(2020, 2, 2)),
        (new(2020, 4, 4), new(2020, 4, 6)),
        (new(2020, 5, 1), new(2020, 5, 5)),
        (new(2020, 6, 25), new(2020, 6, 27)),
        (new(2020, 10, 1), new(2020, 10, 8)),
        (new(2021, 1, 1), new(2021, 1, 3)),
        (new(2021, 2, 11), new(2021, 2, 17)),
        (new(2021, 4, 3), new(2021, 4, 5)),
        (new(2021, 5, 1), new(2021, 5, 5)),
        (new(2021, 6, 12), new(2021, 6, 14)),
    ];

    internal static bool IsWorkday(DateOnly day) =>
        day.DayOfWeek is not (DayOfWeek.Saturday or DayOfWeek.Sunday) && !Holidays.Any(holiday => day >= holiday.First && day <= holiday.Last);

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
