using Ledger.Protocol;
using Ledger.Protocol.V1;

namespace Ledger.Schema.Tender;

/// <summary>
/// Periods, shares and prohibitions of the law as dated configuration for each region and trade class (DOMAIN, caveat and §1). A section
/// keeps those of its announcement's date to its end, whatever the law becomes meanwhile. Where nothing is configured nothing is asked, so
/// genesis must name them.
/// </summary>
public static class TenderRules
{
    private const uint ValueMax = 10_000;

    /// <summary>The rule of a kind that counts in a section: that of its announcement's date; null where there was none.</summary>
    public static TenderRule? Find(IStateReader state, Section section, TenderRuleKind kind)
    {
        ArgumentNullException.ThrowIfNull(section);
        return Find(state, section.Region, section.TradeClass, kind, section.AnnouncedAt);
    }

    /// <summary>All rules that count in a section, in the order of their kinds.</summary>
    public static IEnumerable<TenderRule> Of(IStateReader state, Section section) =>
        Enum.GetValues<TenderRuleKind>().Where(kind => kind != TenderRuleKind.Unspecified)
            .Select(kind => Find(state, section, kind)).OfType<TenderRule>();

    /// <summary>What a rule must look like.</summary>
    internal static Refused Check(TenderRule rule, IStateReader state)
    {
        if (FieldRules.First(
            FieldRules.Region(rule.Region, "The rule's region"),
            TradeCodes.TradeClass(rule.TradeClass),
            FieldRules.Listed(rule.Kind, "The rule's kind"),
            FieldRules.Text(rule.Source, "The rule's source", DatedList.TextCharsMax),
            FieldRules.Text(rule.LawVersion, "The version of the law", DatedList.VersionCharsMax),
            DatedList.CheckEnd(rule.EffectiveFrom, rule.EffectiveUntil, "The rule")) is { IsRefused: true } refused)
        {
            return refused;
        }

        return rule.Value > ValueMax || rule.EffectiveFrom < 0
            ? new Refused(
                RefusalCode.BadCount,
                $"The rule's value is {rule.Value} from {rule.EffectiveFrom}; it must be 0 to {ValueMax}, from 1970 on.")
            : DatedList.Full(
                Read(state, Key(rule.Region, rule.TradeClass, rule.Kind)).Rules.Count,
                $"{rule.Kind} of {rule.TradeClass} in {rule.Region}");
    }

    /// <summary>
    /// The schedule of the rule's place and kind with the rule in it, which counts from <paramref name="notBefore"/> at the earliest.
    /// </summary>
    internal static TenderRuleSchedule WithRule(IStateReader state, TenderRule rule, long notBefore, out byte[] key)
    {
        key = Key(rule.Region, rule.TradeClass, rule.Kind);
        var schedule = Read(state, key);
        var dated = rule.Clone();
        dated.EffectiveFrom = DatedList.Effective(rule.EffectiveFrom, notBefore);
        DatedList.Put(schedule.Rules, known => known.EffectiveFrom, dated);
        return schedule;
    }

    /// <summary>
    /// The rule that counts for what is announced at <paramref name="time"/>, or null; one whose value is 0 takes an earlier one back.
    /// </summary>
    internal static TenderRule? Find(IStateReader state, string region, string tradeClass, TenderRuleKind kind, long time)
    {
        foreach (var (place, tradeKind) in RuleScopes.Of(region, tradeClass))
        {
            var schedule = Read(state, Key(place, tradeKind, kind)).Rules;
            if (DatedList.At(schedule, known => known.EffectiveFrom, known => known.EffectiveUntil, time) is { } rule)
            {
                return rule.Value == 0 ? null : rule;
            }
        }

        return null;
    }

    /// <summary>Refuses a period from <paramref name="from"/> to <paramref name="to"/> that is shorter than the rule's days.</summary>
    internal static Refused CheckPeriod(TenderRule? rule, long from, long to, string period) =>
        rule is not null && to - from < rule.Value * SectionRules.DayMs
            ? new Refused(
                RefusalCode.PeriodTooShort,
                $"{period} is from {from} to {to}, shorter than {rule.Value} days ({RuleScopes.Cite(rule.Source, rule.LawVersion)}).")
            : Refused.No;

    private static TenderRuleSchedule Read(IStateReader state, byte[] key) =>
        TenderTables.Rules.Read(state, key) ?? new TenderRuleSchedule();

    private static byte[] Key(string region, string tradeClass, TenderRuleKind kind) =>
        TenderTables.Rules.Key($"{region}/{tradeClass}/{(int)kind:D2}");
}
