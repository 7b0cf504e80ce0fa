using Ledger.Protocol.V1;

namespace Ledger.Seeds;

/// <summary>
/// Gives each opened section its committee, candidates and winners, and each of its guarantees an end that agrees with them: a claim for a
/// refused contract is under a winner's guarantee, one for revocation under that of a bidder who is no candidate.
/// </summary>
internal sealed class EndingPlanner(ulong seed, RecordOptions options, MarketPlan market)
{
    private const int ClaimValidityDaysMin = 90;
    private const int ClaimDaysMax = 92;
    private const int StopDaysMax = 150;
    private const int CandidatesMax = 3;
    private const int AmendmentDays = 30;
    private const int ExtensionRefusedPercent = 8;
    private const int BiddersToRefuseMin = 6;
    private const int RevokedReasonPercent = 85;
    private const int WinnerClaimPercent = 55;

    private readonly SeededRandom _random = new(seed, "endings");

    internal void Plan(List<SectionPlan> opened)
    {
        var free = new List<SectionPlan>(opened);
        _random.Shuffle(free);
        var failures = options.DecryptionFailures;
        foreach (var (number, section) in TakeForClaims(free).Index())
        {
            if (number < options.PaymentStops)
            {
                PlanStop(section, number);
            }
            else if (number < options.PaymentStops + options.ExtendOrPayClaims)
            {
                PlanExtendOrPay(section);
            }
            else if (number < options.PaymentStops + options.ExtendOrPayClaims + (failures / 2))
            {
                PlanUndecrypted(section);
            }
            else
            {
                PlanClaim(section);
            }
        }

        foreach (var section in Take(free, failures - (failures / 2), _ => true))
        {
            var bond = section.Bonds[_random.Below(section.Bonds.Count)];
            (bond.Fault, bond.Ending) = (DecryptionFault.NotBidder, GuaranteeEnding.NotDecrypted);
        }

        foreach (var section in Take(free, options.ExtendedSections, section => IsEarly(section, ClaimDaysMax)))
        {
            PlanExtension(section);
        }

        foreach (var section in opened)
        {
            PlanCourse(section);
        }
    }

    // Those whose payment is stopped first, for they need the longest time.
    private List<SectionPlan> TakeForClaims(List<SectionPlan> free)
    {
        bool Fits(SectionPlan section, int days) => section.BidValidityDays >= ClaimValidityDaysMin && IsEarly(section, days);
        var stopped = Take(free, Math.Min(options.PaymentStops, options.Claims), section => Fits(section, StopDaysMax));
        return [.. stopped, .. Take(free, options.Claims - stopped.Count, section => Fits(section, ClaimDaysMax))];
    }

    private bool IsEarly(SectionPlan section, int days) =>
        DateOnly.FromDateTime(section.OpeningAt.DateTime) <= options.LastDay.AddDays(-days);

    private static List<SectionPlan> Take(List<SectionPlan> free, int count, Func<SectionPlan, bool> fits)
    {
        var taken = free.Where(fits).Take(count).ToList();
        free.RemoveAll(taken.Contains);
        return taken;
    }

    private void PlanStop(SectionPlan section, int number)
    {
        var bond = number % 2 == 0 ? RefuseContract(section) : Revoke(section);
        bond.Ending = GuaranteeEnding.Paid;
        bond.Stop = number % 4 < 2 ? PaymentStop.LiftedByCourt : PaymentStop.NoSuit;
    }

    private void PlanExtendOrPay(SectionPlan section)
    {
        var bond = _random.Pick(section.Bonds);
        (bond.Ending, bond.ClaimReason, bond.IsExtendOrPay) = (GuaranteeEnding.ContractSigned, ClaimReason.NoContract, true);
        bond.AmendedUntil = bond.SealedUntil.AddDays(AmendmentDays);
    }

    private void PlanUndecrypted(SectionPlan section)
    {
        var bond = Revoke(section);
        bond.ClaimReason = ClaimReason.Revoked;
        bond.Fault = DecryptionFault.Bidder;
        bond.Ending = DrawClaimEnding();
    }

    private void PlanClaim(SectionPlan section)
    {
        var bond = _random.Chance(WinnerClaimPercent) ? RefuseContract(section) : Revoke(section);
        bond.Ending = DrawClaimEnding();
    }

    private GuaranteePlan RefuseContract(SectionPlan section)
    {
        var bond = _random.Pick(section.Bonds);
        bond.ClaimReason = (ClaimReason)((int)ClaimReason.NoContract + _random.PickWeighted(50, 20, 30));
        section.IsRefused = true;
        return bond;
    }

    private GuaranteePlan Revoke(SectionPlan section)
    {
        var bond = _random.Pick(section.Bonds);
        bond.ClaimReason = _random.Chance(RevokedReasonPercent) ? ClaimReason.Revoked : ClaimReason.OtherInDocument;
        return bond;
    }

    private GuaranteeEnding DrawClaimEnding() => _random.PickWeighted(68, 20, 12) switch
    {
        0 => GuaranteeEnding.Paid,
        1 => GuaranteeEnding.Refused,
        _ => GuaranteeEnding.PaidOnSecondClaim,
    };

    private void PlanExtension(SectionPlan section)
    {
        section.IsExtended = true;
        foreach (var bond in section.Bonds)
        {
            if (section.Bonds.Count >= BiddersToRefuseMin &&
                section.Bonds.Count(other => other.Ending == GuaranteeEnding.ExtensionRefused) < 2
                && _random.Chance(ExtensionRefusedPercent))
            {
                bond.Ending = GuaranteeEnding.ExtensionRefused;
            }
            else
            {
                bond.AmendedUntil = bond.SealedUntil.AddDays(AmendmentDays);
            }
        }
    }

    private void PlanCourse(SectionPlan section)
    {
        section.CommitteeMembers = 5 + (2 * _random.PickWeighted(60, 30, 10));
        section.ContractFen = section.EstimatedPriceFen / 1_000 * _random.Between(880, 995);
        var candidates = new List<MarketSubject>();
        if (section.Bonds.Find(bond => bond.Ending == GuaranteeEnding.ContractSigned || IsOfWinner(bond)) is { } first)
        {
            candidates.Add(first.Applicant);
        }

        while (candidates.Count < CandidatesMax && DrawCandidate(section, candidates) is { } candidate)
        {
            candidates.Add(candidate);
        }

        section.Candidates = candidates;
        var winner = section.Winners[^1];
        foreach (var bond in section.Bonds.Where(bond => bond.Applicant == winner && bond.Ending == GuaranteeEnding.NotAwarded))
        {
            bond.Ending = GuaranteeEnding.ContractSigned;
        }
    }

    private static bool IsOfWinner(GuaranteePlan bond) =>
        bond.ClaimReason is ClaimReason.NoContract or ClaimReason.AddedConditions or ClaimReason.NoPerformanceBond;

    // Any bidder whose bid still stands may come next, one who deposited cash included.
    private MarketSubject? DrawCandidate(SectionPlan section, List<MarketSubject> taken)
    {
        var bonds = section.Bonds.Where(bond => bond.Ending == GuaranteeEnding.NotAwarded && !taken.Contains(bond.Applicant)).ToList();
        var cash = section.Bidders - section.Bonds.Count - taken.Count(
            subject => section.Bonds.TrueForAll(bond => bond.Applicant != subject));
        if (bonds.Count + cash <= 0)
        {
            return null;
        }

        var drawn = _random.Below(bonds.Count + cash);
        return drawn < bonds.Count ? bonds[drawn].Applicant : DrawOther(section, taken);
    }

    private MarketSubject DrawOther(SectionPlan section, List<MarketSubject> taken)
    {
        var pool = market.BiddersOf(section.Project.TradeClass);
        MarketSubject drawn;
        do
        {
            drawn = _random.Pick(pool);
        }
        while (taken.Contains(drawn) || section.Issued.Any(bond => bond.Applicant == drawn));

        return drawn;
    }
}
