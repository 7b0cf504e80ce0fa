using Ledger.Protocol;
using Ledger.Protocol.V1;

namespace Ledger.Schema.Tender;

/// <summary>
/// Working days (工作日) by the dated holiday table, in days of China Standard Time. A year without a table counts Monday to Friday.
/// </summary>
public static class WorkCalendars
{
    private const long ChinaOffsetMs = 8L * 60 * 60 * 1000;
    private const int EntriesMax = 366;
    private const uint YearMin = 2000;
    private const uint YearMax = 2199;

    /// <summary>
    /// The last millisecond of the <paramref name="days"/>-th working day after the day of <paramref name="from"/>, which is not counted
    /// (民法典 §201), UTC milliseconds.
    /// </summary>
    public static long EndOfWorkday(IStateReader state, long from, uint days)
    {
        ArgumentNullException.ThrowIfNull(state);
        var day = DayOf(from);
        for (var left = days; left > 0;)
        {
            day = day.AddDays(1);
            left -= IsWorkday(state, day) ? 1u : 0u;
        }

        return EndOf(day);
    }

    /// <summary>
    /// The last millisecond of the <paramref name="days"/>-th day after the day of <paramref name="from"/>, UTC milliseconds.
    /// </summary>
    public static long EndOfDay(long from, uint days) => EndOf(DayOf(from).AddDays((int)days));

    /// <summary>What a table must look like.</summary>
    internal static Refused Check(WorkCalendar calendar)
    {
        if (calendar.Year is < YearMin or > YearMax)
        {
            return new Refused(RefusalCode.BadCount, $"The calendar is of year {calendar.Year}; it must be {YearMin} to {YearMax}.");
        }

        return FieldRules.First(
            FieldRules.Text(calendar.Source, "The calendar's source", FieldRules.NameCharsMax),
            CheckDays(calendar, calendar.Holidays, "holidays", isWeekend: false),
            CheckDays(calendar, calendar.Workdays, "workdays", isWeekend: true));
    }

    internal static byte[] KeyOf(int year) => TenderTables.WorkCalendars.Key($"{year:D4}");

    private static Refused CheckDays(WorkCalendar calendar, IReadOnlyList<uint> days, string field, bool isWeekend)
    {
        if (days.Count > EntriesMax)
        {
            return new Refused(RefusalCode.BadCount, $"The calendar lists {days.Count} {field}; the most is {EntriesMax}.");
        }

        for (var i = 0; i < days.Count; i++)
        {
            var isInOrder = i == 0 || days[i] > days[i - 1];
            if (!isInOrder || !TryRead(days[i], out var day) || day.Year != calendar.Year || IsWeekend(day) != isWeekend)
            {
                return new Refused(
                    RefusalCode.BadCount,
                    $"Of the {field} {days[i]} is out of order, no day of {calendar.Year}, or " +
                    $"{(isWeekend ? "no Saturday or Sunday" : "a Saturday or Sunday")}.");
            }
        }

        return Refused.No;
    }

    private static bool IsWorkday(IStateReader state, DateOnly day)
    {
        var calendar = TenderTables.WorkCalendars.Read(state, KeyOf(day.Year));
        return IsWeekend(day)
            ? calendar is not null && calendar.Workdays.Contains(Number(day))
            : calendar is null || !calendar.Holidays.Contains(Number(day));
    }

    private static bool IsWeekend(DateOnly day) => day.DayOfWeek is DayOfWeek.Saturday or DayOfWeek.Sunday;

    private static uint Number(DateOnly day) => (uint)((day.Year * 10_000) + (day.Month * 100) + day.Day);

    private static bool TryRead(uint number, out DateOnly day)
    {
        day = default;
        var (year, month, date) = ((int)(number / 10_000), (int)(number / 100 % 100), (int)(number % 100));
        if (year is < 1 or > 9999 || month is < 1 or > 12 || date < 1 || date > DateTime.DaysInMonth(year, month))
        {
            return false;
        }

        day = new DateOnly(year, month, date);
        return true;
    }

    private static DateOnly DayOf(long time) =>
        DateOnly.FromDateTime(DateTime.UnixEpoch.AddTicks((time + ChinaOffsetMs) * TimeSpan.TicksPerMillisecond));

    private static long EndOf(DateOnly day) =>
        (
            (
                day.AddDays(1)
                    .ToDateTime(
                        TimeOnly.MinValue,
                        DateTimeKind.Utc) - DateTime.UnixEpoch).Ticks / TimeSpan.TicksPerMillisecond) - ChinaOffsetMs - 1;
}
