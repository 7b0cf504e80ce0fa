using Ledger.Protocol;
using Ledger.Schema.Tender;

namespace Ledger.Contracts.Tender;

/// <summary>Which opening times may be set.</summary>
internal static class OpeningTimes
{
    /// <summary>Furthest ahead of block time.</summary>
    internal const long AheadMsMax = 3 * 366 * SectionRules.DayMs;

    internal static Refused Check(long openingTime, long blockTime)
    {
        if (openingTime <= blockTime)
        {
            return new Refused(RefusalCode.OpeningTooSoon, $"The opening time {openingTime} is not after block time {blockTime}.");
        }

        return openingTime - blockTime > AheadMsMax
            ? new Refused(
                RefusalCode.BadCount, $"The opening time {openingTime} is more than {AheadMsMax} ms after block time {blockTime}.")
            : Refused.No;
    }
}
