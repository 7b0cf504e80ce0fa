using System.Globalization;
using System.Text.RegularExpressions;
using Ledger.Terminal;

namespace Ledger.Rehearsal.Clock;

/// <summary>How far a clock is to be moved, as people write it: <c>+20d</c>, <c>+3h</c>, <c>+1d12h30m</c>.</summary>
internal static partial class ClockStep
{
    private const int DaysMax = 3_660; // ten years: beyond it no certificate of a rehearsal is valid

    /// <summary>The step.</summary>
    /// <exception cref="CliException">It is none, or goes nowhere or too far.</exception>
    internal static TimeSpan Read(string text)
    {
        if (Form().Match(text.Trim()) is not { Success: true, Length: > 1 } match)
        {
            throw CliException.Usage(
                $"{text} is no step of a clock; write for example +20d, +3h or +1d12h30m.",
                $"{text} 不是时钟的步长，应写作例如 +20d、+3h 或 +1d12h30m。");
        }

        var (days, hours, minutes) = (Number(match, 1), Number(match, 2), Number(match, 3));
        if (days > DaysMax || hours > 24 * DaysMax || minutes > 24 * 60 * DaysMax || days + hours + minutes == 0)
        {
            throw CliException.Usage(
                $"The clock moves forward, by a minute at least and by {DaysMax} days at most.",
                $"时钟只能前移，至少一分钟，最多 {DaysMax} 天。");
        }

        return new TimeSpan(days, hours, minutes, 0);
    }

    private static int Number(Match match, int group) => match.Groups[group] is { Success: true } found
        ? int.TryParse(found.Value, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : int.MaxValue
        : 0;

    [GeneratedRegex(@"^\+(?:([0-9]{1,7})d)?(?:([0-9]{1,7})h)?(?:([0-9]{1,7})m)?$")]
    private static partial Regex Form();
}
