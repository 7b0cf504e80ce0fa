using Ledger.Protocol.V1;

namespace Ledger.Seeds;

/// <summary>Gives each section its price, bidders and guarantees.</summary>
internal sealed class GuaranteePlanner(ulong seed, RecordOptions options, MarketPlan market, IReadOnlyList<GuarantorSeed> guarantors)
{
    /// <summary>Bids of a section that fails or is terminated.</summary>
    private const int FailedBiddersMax = 2;
    private const int TerminatedBiddersMax = 6;
    private const int BiddersMax = 60;
    private const int PriceOfBond = 50; // the bond is at most 2% of the price
    private const int BlindPercent = 30;
    private const int WithdrawnWorkdaysMin = 3;
    private const int WithdrawnWorkdaysMax = 6;
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
            section.Bidders = section.Ending == SectionEnding.Terminated
                ? _random.Between(3, TerminatedBiddersMax)
                : _random.Between(1, FailedBiddersMax);
            AddGuarantees(section, section.Bidders);
        }

        foreach (var section in sections)
        {
            SetPrice(section);
        }

        Withdraw(opened);
        new VersionPlanner(seed).Plan(sections);
        new EndingPlanner(seed, options, market).Plan(opened);
        new BidderPlanner(seed, market).Plan(opened);
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
        var ending = section.Ending == SectionEnding.Opened ? GuaranteeEnding.NotAwarded : GuaranteeEnding.Surrendered;
        while (section.Bonds.Count < count)
        {
            if (Draw(section) is { } applicant)
            {
                section.Bonds.Add(Guarantee(section, applicant, 1 + _random.PickWeighted(48, 28, 15, 9), ending));
            }
        }
    }

    // A bid that is withdrawn before the deadline had its guarantee some days before; the opening is not postponed meanwhile.
    private void Withdraw(List<SectionPlan> opened)
    {
        var candidates = opened.Where(section => section.PostponedAt is null).ToList();
        for (var left = options.WithdrawnBids; left > 0;)
        {
            var section = _random.Pick(candidates);
            if (Draw(section) is { } applicant)
            {
                section.WithdrawnBonds.Add(
                    Guarantee(section, applicant, _random.Between(WithdrawnWorkdaysMin, WithdrawnWorkdaysMax), GuaranteeEnding.Withdrawn));
                left--;
            }
        }
    }

    // The lesser of two draws: some companies bid far more often than others. Null where it bids already.
    private MarketSubject? Draw(SectionPlan section)
    {
        var pool = market.BiddersOf(section.Project.TradeClass);
        var applicant = pool[Math.Min(_random.Below(pool.Count), _random.Below(pool.Count))];
        return section.Issued.Any(guarantee => guarantee.Applicant == applicant) ? null : applicant;
    }

    private GuaranteePlan Guarantee(SectionPlan section, MarketSubject applicant, int workdaysBefore, GuaranteeEnding ending)
    {
        var guarantor = _random.PickWeighted([.. guarantors.Select(candidate => candidate.Share)]);
        var issuedOn = ChineseCalendar.AddWorkdays(DateOnly.FromDateTime(section.OpeningAt.DateTime), -workdaysBefore);
        return new GuaranteePlan(_next++, section, applicant, guarantors[guarantor])
        {
            IssuedAt = ChineseCalendar.At(issuedOn, FirstIssue.AddMinutes(2 * guarantor)),
            ValidUntil = section.OpeningAt.AddDays(section.BidValidityDays + (10 * _random.Below(4))),
            PremiumFen = Premium(section.BondFen, guarantors[guarantor].Form),
            IsBlind = _random.Chance(BlindPercent),
            Ending = ending,
        };
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
}
