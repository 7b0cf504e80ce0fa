using Ledger.Schema.CaTrust;

namespace Ledger.Node;

/// <summary>What of one kind expires, as of a block's time.</summary>
/// <param name="Kind">As <see cref="ExpiringItem.Kind"/>.</param>
/// <param name="DaysLeft">Fewest whole days left of any, negative once it has ended; null where there is none of the kind.</param>
/// <param name="Within30">How many end within 30 days, those that have ended included.</param>
/// <param name="Within7">How many end within 7 days, likewise.</param>
/// <param name="Ended">How many have ended.</param>
public sealed record ExpiryOutlook(string Kind, long? DaysLeft, int Within30, int Within7, int Ended)
{
    /// <summary>The same with one more item.</summary>
    internal ExpiryOutlook With(ExpiringItem item, long time)
    {
        var days = item.DaysLeft(time);
        return this with
        {
            DaysLeft = Math.Min(DaysLeft ?? days, days),
            Within30 = Within30 + (days < 30 ? 1 : 0),
            Within7 = Within7 + (days < 7 ? 1 : 0),
            Ended = Ended + (days < 0 ? 1 : 0),
        };
    }
}
