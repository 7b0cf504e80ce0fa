namespace Ledger.Cli.Expiry;

/// <summary>Something that ends.</summary>
/// <param name="Kind">anchor, intermediate, crl, member, certificate or file.</param>
/// <param name="Name">For people.</param>
/// <param name="EndsAt">When, UTC milliseconds.</param>
internal sealed record ExpiringItem(string Kind, string Name, long EndsAt)
{
    private const long DayMs = 24L * 60 * 60 * 1000;

    /// <summary>Whole days from a time on; negative once it has ended.</summary>
    internal long DaysLeft(long time) => (long)Math.Floor((EndsAt - time) / (decimal)DayMs);
}
