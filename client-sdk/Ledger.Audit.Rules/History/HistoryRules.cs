namespace Ledger.Audit.Rules;

/// <summary>All rules over a history.</summary>
public static class HistoryRules
{
    /// <summary>A set of its own for one examination, in the order in which they are listed.</summary>
    public static IReadOnlyList<HistoryRule> New() =>
    [
        new SignerWasValid(),
        new VotesSufficed(),
        new PartiesWereApart(),
        new CosignedAsItIs(),
        new FindingsInTime(),
        new SectionCourse(),
        new SectionHands(),
        new PeriodsWereKept(),
        new BondWithinCap(),
        new BondFormsOpen(),
        new OpenedInTime(),
        new SealedUntilOpening(),
        new EnoughBidders(),
        new CandidatesHadBid(),
        new FirstCandidateFirst(),
        new ContractAsAwarded(),
        new DutiesInTime(),
        new GuaranteeCourse(),
        new GuaranteeHands(),
        new AsCommitted(),
        new NeverLowered(),
        new SumsOfMoney(),
        new NumberOnce(),
        new IssuedBeforeOpening(),
        new NotTakenBackAfterOpening(),
        new WinnersBond(),
        new OneBidEach(),
        new ClaimAnswered(),
        new ReturnedInTime(),
        new ReturnedThoughForfeit(),
        new MetAndWon(),
        new SameCircle(),
        new OneGuarantor(),
    ];
}
