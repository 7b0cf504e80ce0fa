namespace Ledger.Seeds;

/// <summary>
/// Says of each opened section who bids: those with a guarantee, the candidates, and others of the market who deposited cash.
/// </summary>
internal sealed class BidderPlanner(ulong seed, MarketPlan market)
{
    private readonly SeededRandom _random = new(seed, "bidders");

    internal void Plan(IEnumerable<SectionPlan> opened)
    {
        foreach (var section in opened)
        {
            var withdrawn = section.Withdrawn.Select(bond => bond.Applicant).ToHashSet();
            var bidding = section.Bonds.Select(bond => bond.Applicant).Concat(section.Candidates).ToHashSet();
            var pool = market.BiddersOf(section.Project.TradeClass);
            while (bidding.Count < section.Bidders)
            {
                var drawn = _random.Pick(pool);
                if (!withdrawn.Contains(drawn))
                {
                    bidding.Add(drawn);
                }
            }

            section.Bidding = [.. bidding];
        }
    }
}
