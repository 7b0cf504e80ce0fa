using Ledger.Protocol.V1;

namespace Ledger.Seeds;

/// <summary>The working-day tables of genesis, from <see cref="HolidayTable"/>.</summary>
internal static class WorkCalendarCatalog
{
    internal static IEnumerable<WorkCalendar> Calendars => HolidayTable.Years.Select(entry => new WorkCalendar
    {
        Year = (uint)entry.Year,
        Holidays =
        {
            HolidayTable.Holidays.SelectMany(holiday => Days(holiday.First, holiday.Last))
                .Where(day => day.Year == entry.Year && !HolidayTable.IsWeekend(day)).Select(Number),
        },
        Workdays = { HolidayTable.MakeUpDays.Where(day => day.Year == entry.Year).Select(Number) },
        Source = entry.Source,
    });

    private static IEnumerable<DateOnly> Days(DateOnly first, DateOnly last) =>
        Enumerable.Range(0, last.DayNumber - first.DayNumber + 1).Select(first.AddDays);

    private static uint Number(DateOnly day) => (uint)((day.Year * 10_000) + (day.Month * 100) + day.Day);
}
