using System.Globalization;

namespace Ledger.Cli.Commands;

/// <summary>Reads times as people write them: RFC 3339, in UTC where no offset stands.</summary>
internal static class TimeArgument
{
    /// <summary>The time in UTC milliseconds.</summary>
    internal static long Read(string text, string option) =>
        DateTimeOffset.TryParse(
            text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var time)
            ? time.ToUnixTimeMilliseconds()
            : throw CliException.Usage($"{option} {text} is no time; write for example 2026-11-01T00:00:00Z.");
}
