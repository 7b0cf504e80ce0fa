namespace Ledger.Seeds;

/// <summary>
/// Gives most guarantees of postponed sections that were issued before the notice a second version, which the guarantor issues sealed like
/// any other (DOMAIN §2): the bids' validity now ends later.
/// </summary>
internal sealed class VersionPlanner(ulong seed)
{
    private const int EarlyPercent = 60;
    private const long YuanFen = 100;

    private readonly SeededRandom _random = new(seed, "versions");

    internal void Plan(IReadOnlyList<SectionPlan> sections)
    {
        foreach (var section in sections.Where(section => section.PostponedAt is not null))
        {
            foreach (var guarantee in section.Bonds.Where(_ => _random.Chance(EarlyPercent)))
            {
                PlanLater(guarantee, section);
            }
        }
    }

    private void PlanLater(GuaranteePlan guarantee, SectionPlan section)
    {
        var hour = TimeOnly.FromDateTime(guarantee.IssuedAt.DateTime);
        var notice = DateOnly.FromDateTime(section.PostponedAt!.Value.DateTime);
        var opening = DateOnly.FromDateTime(section.OpeningAt.DateTime);
        guarantee.IssuedAt = ChineseCalendar.At(ChineseCalendar.AddWorkdays(notice, -_random.Between(1, 2)), hour);
        guarantee.ValidUntil = section.FirstOpeningAt.AddDays(section.BidValidityDays);
        guarantee.Later = new LaterVersion(
            ChineseCalendar.At(ChineseCalendar.AddWorkdays(opening, -_random.Between(1, 2)), hour),
            section.OpeningAt.AddDays(section.BidValidityDays + (10 * _random.Below(3))),
            guarantee.PremiumFen + (guarantee.PremiumFen * _random.Between(10, 30) / 100 / YuanFen * YuanFen));
    }
}
