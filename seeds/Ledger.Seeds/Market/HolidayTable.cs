namespace Ledger.Seeds;

/// <summary>
/// The State Council's holidays and the weekends that are worked in exchange (调休), for the years of the record. The planner and genesis
/// read the same table.
/// </summary>
internal static class HolidayTable
{
    /// <summary>Years that the table covers, with the notice that each follows.</summary>
    internal static IReadOnlyList<(int Year, string Source)> Years { get; } =
    [
        (2019, "国务院办公厅关于2019年部分节假日安排的通知（国办发明电〔2018〕15号）及调整2019年劳动节假期安排的通知（国办发明电〔2019〕3号）"),
        (2020, "国务院办公厅关于2020年部分节假日安排的通知（国办发明电〔2019〕16号）及延长2020年春节假期的通知（国办发明电〔2020〕1号）"),
        (2021, "国务院办公厅关于2021年部分节假日安排的通知（国办发明电〔2020〕27号）"),
    ];

    /// <summary>First and last day of each holiday.</summary>
    internal static IReadOnlyList<(DateOnly First, DateOnly Last)> Holidays { get; } =
    [
        (new(2019, 1, 1), new(2019, 1, 1)),
        (new(2019, 2, 4), new(2019, 2, 10)),
        (new(2019, 4, 5), new(2019, 4, 7)),
        (new(2019, 5, 1), new(2019, 5, 4)),
        (new(2019, 6, 7), new(2019, 6, 9)),
        (new(2019, 9, 13), new(2019, 9, 15)),
        (new(2019, 10, 1), new(2019, 10, 7)),
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
        (new(2021, 9, 19), new(2021, 9, 21)),
        (new(2021, 10, 1), new(2021, 10, 7)),
    ];

    /// <summary>Saturdays and Sundays that are worked. The 1st of February 2020 is none: the prolonged New Year took it back.</summary>
    internal static IReadOnlyList<DateOnly> MakeUpDays { get; } =
    [
        new(2019, 2, 2), new(2019, 2, 3), new(2019, 4, 28), new(2019, 5, 5), new(2019, 9, 29), new(2019, 10, 12),
        new(2020, 1, 19), new(2020, 4, 26), new(2020, 5, 9), new(2020, 6, 28), new(2020, 9, 27), new(2020, 10, 10),
        new(2021, 2, 7), new(2021, 2, 20), new(2021, 4, 25), new(2021, 5, 8), new(2021, 9, 18), new(2021, 9, 26), new(2021, 10, 9),
    ];

    internal static bool IsWeekend(DateOnly day) => day.DayOfWeek is DayOfWeek.Saturday or DayOfWeek.Sunday;

    internal static bool IsHoliday(DateOnly day) => Holidays.Any(holiday => day >= holiday.First && day <= holiday.Last);
}
