namespace Ledger.Mail;

/// <summary>Mail keeps no time finer than an hour: hours since 1970.</summary>
internal static class MailHours
{
    /// <summary>Milliseconds of an hour.</summary>
    internal const long Ms = 60 * 60 * 1000;

    /// <summary>The hour that a clock shows.</summary>
    internal static uint Of(TimeProvider clock) => (uint)Math.Max(clock.GetUtcNow().ToUnixTimeMilliseconds() / Ms, 0);
}
