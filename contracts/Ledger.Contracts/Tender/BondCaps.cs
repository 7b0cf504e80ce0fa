using Ledger.Protocol;
using Ledger.Protocol.V1;

namespace Ledger.Contracts.Tender;

/// <summary>
/// Caps on bonds, as dated configuration for each region and trade class (DOMAIN, caveat and §1). The most specific entry counts: the
/// region before its province before the whole country, a subtype before its class. Without an entry there is no cap.
/// </summary>
internal static class BondCaps
{
    private const uint BasisPoints = 10_000;
    private const int DatesMax = 100;

    /// <summary>What a cap must look like.</summary>
    internal static Refused Check(BondCap cap)
    {
        if (FieldRules.First(
            FieldRules.Region(cap.Region, "The cap's region"),
            TradeCodes.TradeClass(cap.TradeClass),
            FieldRules.Amount(cap.AbsoluteFen, "The cap"),
            FieldRules.Text(cap.Source, "The cap's source", FieldRules.NameCharsMax)) is { IsRefused: true } refused)
        {
            return refused;
        }

        if (cap.ShareBasisPoints > BasisPoints)
        {
            return new Refused(RefusalCode.BadAmount, $"The cap is {cap.ShareBasisPoints} basis points of the estimated price; the most is {BasisPoints}.");
        }

        return cap.EffectiveFrom < 0
            ? new Refused(RefusalCode.BadCount, $"The cap takes effect at {cap.EffectiveFrom}, before 1970.")
            : Refused.No;
    }

    /// <summary>The schedule of the cap's region and class with the cap at its date; an earlier entry of the same date is replaced.</summary>
    internal static BondCapSchedule WithCap(IStateReader state, BondCap cap, out byte[] key)
    {
        key = Key(cap.Region, cap.TradeClass);
        var present = TenderTables.BondCaps.Read(state, key) ?? new BondCapSchedule();
        var schedule = new BondCapSchedule();
        schedule.Caps.AddRange(present.Caps.Where(known => known.EffectiveFrom != cap.EffectiveFrom)
            .Append(cap).OrderBy(known => known.EffectiveFrom).TakeLast(DatesMax));
        return schedule;
    }

    /// <summary>The cap that counts at <paramref name="time"/>, or null.</summary>
    internal static BondCap? Find(IStateReader state, string region, string tradeClass, long time)
    {
        foreach (var (place, kind) in RuleScopes.Of(region, tradeClass))
        {
            var cap = TenderTables.BondCaps.Read(state, Key(place, kind))?.Caps.LastOrDefault(known => known.EffectiveFrom <= time);
            if (cap is not null)
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
                $"The bond of {bondFen} fen is more than {cap.ShareBasisPoints} basis points of the estimated {estimatedPriceFen} fen ({RuleScopes.Cite(cap.Source)}).");
        }

        return cap.AbsoluteFen > 0 && bondFen > cap.AbsoluteFen
            ? new Refused(RefusalCode.BadAmount, $"The bond of {bondFen} fen is more than the cap of {cap.AbsoluteFen} fen ({RuleScopes.Cite(cap.Source)}).")
            : Refused.No;
    }

    private static byte[] Key(string region, string tradeClass) => TenderTables.BondCaps.Key($"{region}/{tradeClass}");
}
