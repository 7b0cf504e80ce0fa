using Ledger.Protocol;
using Ledger.Protocol.V1;

namespace Ledger.Schema.Tender;

/// <summary>
/// Caps on bonds, as dated configuration for each region and trade class (DOMAIN, caveat and §1). The most specific entry counts: the
/// region before its province before the whole country, a subtype before its class. Without an entry there is no cap.
/// </summary>
public static class BondCaps
{
    private const uint BasisPoints = 10_000;

    /// <summary>What a cap must look like.</summary>
    internal static Refused Check(BondCap cap, IStateReader state)
    {
        if (FieldRules.First(
            FieldRules.Region(cap.Region, "The cap's region"),
            TradeCodes.TradeClass(cap.TradeClass),
            FieldRules.Amount(cap.AbsoluteFen, "The cap"),
            FieldRules.Text(cap.Source, "The cap's source", DatedList.TextCharsMax),
            FieldRules.Text(cap.LawVersion, "The version of the law", DatedList.VersionCharsMax),
            DatedList.CheckEnd(cap.EffectiveFrom, cap.EffectiveUntil, "The cap")) is { IsRefused: true } refused)
        {
            return refused;
        }

        if (cap.ShareBasisPoints > BasisPoints)
        {
            return new Refused(
                RefusalCode.BadAmount,
                $"The cap is {cap.ShareBasisPoints} basis points of the estimated price; the most is {BasisPoints}.");
        }

        return cap.EffectiveFrom < 0
            ? new Refused(RefusalCode.BadCount, $"The cap takes effect at {cap.EffectiveFrom}, before 1970.")
            : DatedList.Full(Read(state, cap.Region, cap.TradeClass).Caps.Count, $"bond caps of {cap.TradeClass} in {cap.Region}");
    }

    /// <summary>
    /// The schedule of the cap's region and class with the cap in it, which counts from <paramref name="notBefore"/> at the earliest.
    /// </summary>
    internal static BondCapSchedule WithCap(IStateReader state, BondCap cap, long notBefore, out byte[] key)
    {
        key = Key(cap.Region, cap.TradeClass);
        var schedule = Read(state, cap.Region, cap.TradeClass);
        var dated = cap.Clone();
        dated.EffectiveFrom = DatedList.Effective(cap.EffectiveFrom, notBefore);
        DatedList.Put(schedule.Caps, known => known.EffectiveFrom, dated);
        return schedule;
    }

    /// <summary>The cap that counts at <paramref name="time"/>, or null.</summary>
    public static BondCap? Find(IStateReader state, string region, string tradeClass, long time)
    {
        foreach (var (place, kind) in RuleScopes.Of(region, tradeClass))
        {
            var schedule = Read(state, place, kind).Caps;
            if (DatedList.At(schedule, known => known.EffectiveFrom, known => known.EffectiveUntil, time) is { } cap)
            {
                return cap;
            }
        }

        return null;
    }

    /// <summary>Refuses a bond above the cap, citing its source.</summary>
    internal static Refused CheckBond(BondCap? cap, long bondFen, long estimatedPriceFen)
    {
        if (cap is null)
        {
            return Refused.No;
        }

        if (cap.ShareBasisPoints > 0 && (Int128)bondFen * BasisPoints > (Int128)estimatedPriceFen * cap.ShareBasisPoints)
        {
            return new Refused(
                RefusalCode.BadAmount,
                $"The bond of {bondFen} fen is more than {cap.ShareBasisPoints} basis points of the estimated {estimatedPriceFen} fen " +
                $"({RuleScopes.Cite(cap.Source, cap.LawVersion)}).");
        }

        return cap.AbsoluteFen > 0 && bondFen > cap.AbsoluteFen
            ? new Refused(
                RefusalCode.BadAmount,
                $"The bond of {bondFen} fen is more than the cap of {cap.AbsoluteFen} fen ({RuleScopes.Cite(cap.Source, cap.LawVersion)}).")
            : Refused.No;
    }

    private static BondCapSchedule Read(IStateReader state, string region, string tradeClass) =>
        TenderTables.BondCaps.Read(state, Key(region, tradeClass)) ?? new BondCapSchedule();

    private static byte[] Key(string region, string tradeClass) => TenderTables.BondCaps.Key($"{region}/{tradeClass}");
}
