using Ledger.Protocol.V1;

namespace Ledger.ReferenceModel;

/// <summary>
/// What the law asks at a date, in a place, for a class of trade (DOMAIN §1): the nearest place first, the subtype before the class.
/// </summary>
internal sealed class LawBook(IReadOnlyList<TenderRule> rules, IReadOnlyList<BondCap> caps)
{
    internal const long DayMs = 86_400_000;

    /// <summary>What counts in a section: the law of the day on which it was announced.</summary>
    internal uint? Value(SectionEntry section, TenderRuleKind kind) =>
        Value(section.Region, section.TradeClass, kind, section.AnnouncedAt);

    internal uint? Value(string region, string tradeClass, TenderRuleKind kind, long time)
    {
        foreach (var (place, type) in Scopes(region, tradeClass))
        {
            var rule = rules.Where(
                rule => rule.Region == place && rule.TradeClass == type && rule.Kind == kind
                    && IsInForce(rule.EffectiveFrom, rule.EffectiveUntil, time))
                .MaxBy(rule => rule.EffectiveFrom);
            if (rule is not null)
            {
                return rule.Value == 0 ? null : rule.Value;
            }
        }

        return null;
    }

    /// <summary>Whether from one time to another it is as many days as the law asks for.</summary>
    internal bool IsLongEnough(SectionEntry section, TenderRuleKind kind, long from, long to) =>
        Value(section, kind) is not { } days || to - from >= days * DayMs;

    internal bool IsBondWithinCap(string region, string tradeClass, long time, long bondFen, long priceFen)
    {
        foreach (var (place, type) in Scopes(region, tradeClass))
        {
            var cap = caps.Where(cap => cap.Region == place && cap.TradeClass == type
                    && IsInForce(cap.EffectiveFrom, cap.EffectiveUntil, time))
                .MaxBy(cap => cap.EffectiveFrom);
            if (cap is not null)
            {
                return (cap.ShareBasisPoints == 0 || (decimal)bondFen * 10_000 <= (decimal)priceFen * cap.ShareBasisPoints)
                    && (cap.AbsoluteFen == 0 || bondFen <= cap.AbsoluteFen);
            }
        }

        return true;
    }

    private static bool IsInForce(long from, long until, long time) => from <= time && (until == 0 || time < until);

    private static IEnumerable<(string Place, string Type)> Scopes(string region, string tradeClass) =>
        from place in new[] { region, string.Concat(region.AsSpan(0, 2), "0000"), "000000" }
        from type in new[] { tradeClass, tradeClass[..1] }
        select (place, type);
}
