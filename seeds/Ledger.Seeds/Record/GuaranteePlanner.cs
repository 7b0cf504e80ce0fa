using Ledger.Protocol.V1;

namespace Ledger.Seeds;

/// <summary>Gives each section its price, bidders and guarantees, and each guarantee its end.</summary>
internal sealed class GuaranteePlanner(ulong seed, RecordOptions options, MarketPlan market, IReadOnlyList<GuarantorSeed> guarantors)
{
    /// <summary>Bids of a section that fails or is terminated.</summary>
    private const int FailedBiddersMax = 2;
    private const int TerminatedBiddersMax = 6;
    private const int BiddersMax = 60;
    private const int PriceOfBond = 50; // the bond is at most 2% of the price
    private const int ClaimValidityDaysMin = 90;
    private const int ClaimDaysToEnd = 40;
    private const long PremiumFenMin = 20_000;

    private static readonly TimeOnly FirstIssue = new(16, 30);

    private readonly SeededRandom _random = new(seed, "guarantees");
    private int _next;

    internal void Plan(IReadOnlyList<SectionPlan> sections)
    {
        var opened = sections.Where(section => section.Ending == SectionEnding.Opened).ToList();
        foreach (var (section, (count, bondFen)) in opened.Zip(new BondPlanner(seed, options).Plan(opened)))
        {
            section.BondFen = bondFen;
            section.Bidders = Math.Min(BiddersMax, count + _random.Below(5));
            AddGuarantees(section, count);
        }

        foreach (var section in sections.Where(section => section.Ending != SectionEnding.Opened))
        {
            section.BondFen = _random.Pick<long>([10, 20, 50, BondPlanner.BondUnitsMax]) * BondPlanner.BondUnitFen;
            section.Bidders = section.Ending == SectionEnding.Terminated ? _random.Between(3, TerminatedBiddersMax) : _random.Between(1, FailedBiddersMax);
            AddGuarantees(section, section.Bidders);
        }

        foreach (var section in sections)
        {
            SetPrice(section);
        }

        PlanEndings(opened);
    }

    private void SetPrice(SectionPlan section)
    {
        var least = section.BondFen * PriceOfBond;
        var abovePercent = section.BondFen == BondPlanner.BondUnitsMax * BondPlanner.BondUnitFen
            ? Math.Min(_random.Below(900), _random.Below(900))
            : _random.Below(40);
        section.EstimatedPriceFen = least + (least / 100 * abovePercent) + _random.Below(10_000_000);
    }

    private void AddGuarantees(SectionPlan section, int count)
    {
        var pool = section.Project.TradeClass == "D" ? market.Suppliers : market.Builders;
        var applicants = new HashSet<int>();
        var opening = DateOnly.FromDateTime(section.OpeningAt.DateTime);
        while (applicants.Count < count)
        {
            // The lesser of two draws: some companies bid far more often than others.
            var applicant = Math.Min(_random.Below(pool.Count), _random.Below(pool.Count));
            if (!applicants.Add(applicant))
            {
                continue;
            }

            var guarantor = _random.PickWeighted([.. guarantors.Select(candidate => candidate.Share)]);
            var issuedOn = ChineseCalendar.AddWorkdays(opening, -1 - _random.PickWeighted(48, 28, 15, 9));
            section.Bonds.Add(new GuaranteePlan(_next++, section, pool[applicant], guarantors[guarantor])
            {
                IssuedAt = ChineseCalendar.At(issuedOn, FirstIssue.AddMinutes(2 * guarantor)),
                ValidUntil = section.OpeningAt.AddDays(section.BidValidityDays + (10 * _random.Below(4))),
                PremiumFen = Premium(section.BondFen, guarantors[guarantor].Form),
                Ending = section.Ending == SectionEnding.Opened ? GuaranteeEnding.NotAwarded : GuaranteeEnding.Surrendered,
            });
        }
    }

    // In basis points of the amount for a bid bond, not below ¥200, whole yuan.
    private long Premium(long amountFen, GuaranteeForm form)
    {
        var basisPoints = form switch
        {
            GuaranteeForm.Bank => _random.Between(15, 30),
            GuaranteeForm.Insurance => _random.Between(25, 50),
            _ => _random.Between(40, 80),
        };
        return Math.Max(PremiumFenMin, amountFen * basisPoints / 10_000 / 100 * 100);
    }

    private void PlanEndings(List<SectionPlan> opened)
    {
        var winners = new Dictionary<SectionPlan, GuaranteePlan>();
        foreach (var section in opened)
        {
            // The winner may be one of those who deposited cash.
            var winner = _random.Below(section.Bidders);
            if (winner < section.Bonds.Count)
            {
                winners[section] = section.Bonds[winner];
                section.Bonds[winner].Ending = GuaranteeEnding.ContractSigned;
            }
        }

        var last = options.LastOpening.AddDays(-ClaimDaysToEnd);
        var candidates = opened
            .Where(section => section.BidValidityDays >= ClaimValidityDaysMin && DateOnly.FromDateTime(section.OpeningAt.DateTime) <= last).ToList();
        _random.Shuffle(candidates);
        foreach (var section in candidates.Take(options.Claims))
        {
            PlanClaim(section, winners.GetValueOrDefault(section));
        }
    }

    private void PlanClaim(SectionPlan section, GuaranteePlan? winner)
    {
        var isWinner = winner is not null && _random.Chance(55);
        var claimed = isWinner ? winner! : section.Bonds.First(guarantee => guarantee.Ending == GuaranteeEnding.NotAwarded);
        claimed.ClaimReason = isWinner
            ? (ClaimReason)(2 + _random.PickWeighted(50, 20, 30))
            : _random.Chance(85) ? ClaimReason.BidRevoked : ClaimReason.TenderDocument;
        claimed.Ending = _random.PickWeighted(68, 20, 12) switch
        {
            0 => GuaranteeEnding.Paid,
            1 => GuaranteeEnding.Refused,
            _ => GuaranteeEnding.PaidOnSecondClaim,
        };
    }
}
