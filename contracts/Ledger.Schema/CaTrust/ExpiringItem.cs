namespace Ledger.Schema.CaTrust;

/// <summary>Something that ends.</summary>
/// <param name="Kind">
/// anchor, intermediate, licence, crl, member, certificate; or file, tls for certificates that do not stand on the chain.
/// </param>
/// <param name="Name">For people.</param>
/// <param name="EndsAt">When, UTC milliseconds.</param>
public sealed record ExpiringItem(string Kind, string Name, long EndsAt)
{
    private const long DayMs = 24L * 60 * 60 * 1000;

    /// <summary>Whole days from a time on; negative once it has ended.</summary>
    public long DaysLeft(long time) => (long)Math.Floor((EndsAt - time) / (decimal)DayMs);
}
