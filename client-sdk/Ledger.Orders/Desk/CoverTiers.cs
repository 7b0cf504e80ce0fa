using System.Globalization;
using Ledger.Protocol.V1;
using Ledger.Schema.Guarantee;

namespace Ledger.Orders;

/// <summary>
/// The amounts and ends that a guarantor offers for blind guarantees: cover is rounded up to a tier and the end to the beginning of a
/// month, so that neither tells the section (DOMAIN §2: tiered cover ≥ bond).
/// </summary>
public sealed class CoverTiers
{
    private static readonly TimeSpan ChinaOffset = TimeSpan.FromHours(8);

    /// <summary>Tiers of these amounts and months.</summary>
    /// <param name="amountsFen">1 to 32 amounts in fen, ascending.</param>
    /// <param name="endMonths">
    /// Ends are at the beginning of every so manieth month of the year, China Standard Time: 1, 2, 3, 4, 6 or 12.
    /// </param>
    /// <exception cref="ArgumentException">They are not in that form.</exception>
    public CoverTiers(IReadOnlyList<long> amountsFen, int endMonths)
    {
        ArgumentNullException.ThrowIfNull(amountsFen);
        if (CardRules.CheckTiers(amountsFen, (uint)endMonths) is { IsRefused: true } refused)
        {
            throw new ArgumentException(refused.Detail, nameof(amountsFen));
        }

        (AmountsFen, EndMonths) = (amountsFen, endMonths);
    }

    /// <summary>The tiers that a card offers.</summary>
    /// <exception cref="ArgumentException">They are not in their form; the chain holds no such card.</exception>
    public static CoverTiers Of(GuarantorCard card)
    {
        ArgumentNullException.ThrowIfNull(card);
        return new CoverTiers([.. card.CoverTiersFen], (int)card.EndTierMonths);
    }

    /// <summary>
    /// 1, 2, 5, 10, 20, 50 and 80 ×10⁴ yuan – the last is the highest bond that construction knows – and ends of quarters.
    /// </summary>
    public static CoverTiers Default { get; } = new([1_000_000, 2_000_000, 5_000_000, 10_000_000, 20_000_000, 50_000_000, 80_000_000], 3);

    /// <summary>The amounts in fen, ascending.</summary>
    public IReadOnlyList<long> AmountsFen { get; }

    /// <summary>Months from one end to the next.</summary>
    public int EndMonths { get; }

    /// <summary>Whether this is one of the amounts.</summary>
    public bool IsAmount(long fen) => AmountsFen.Contains(fen);

    /// <summary>Whether this is one of the ends.</summary>
    public bool IsEnd(long time) => time > 0 && EndFor(time) == time;

    /// <summary>The least amount that covers a bond; null where none does.</summary>
    public long? AmountFor(long bondFen) => AmountsFen.Where(fen => fen >= bondFen).Select(fen => (long?)fen).FirstOrDefault();

    /// <summary>The first end that is not before a time, UTC milliseconds.</summary>
    public long EndFor(long time)
    {
        var local = DateTimeOffset.FromUnixTimeMilliseconds(time).ToOffset(ChinaOffset);
        var month = local.Month - 1 - ((local.Month - 1) % EndMonths);
        var end = new DateTimeOffset(local.Year, 1, 1, 0, 0, 0, ChinaOffset).AddMonths(month);
        return (end < local ? end.AddMonths(EndMonths) : end).ToUnixTimeMilliseconds();
    }

    /// <inheritdoc/>
    public override string ToString() =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"{string.Join('/', AmountsFen.Select(fen => fen / 1_000_000))} ×10⁴ yuan, ends every {EndMonths} months");
}
