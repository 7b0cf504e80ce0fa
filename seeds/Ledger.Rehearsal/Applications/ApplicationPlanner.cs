using Ledger.Seeds;

namespace Ledger.Rehearsal;

/// <summary>
/// A sample of a record's sections, spread over its months, and who applies for guarantees there. Those that are issued are for bids that
/// are never made: the record's own guarantees stay as they are. The shares are invented: of twelve applications eight are issued, two of
/// them after more materials; two or three are rejected; one is cancelled; and every other time one is left unpaid.
/// </summary>
internal static class ApplicationPlanner
{
    /// <summary>Issued ones in a round: what one batch of a desk holds.</summary>
    internal const int IssuedInRound = 8;

    private const int SectionsPerRound = 37;
    private const int RoundsMax = 20;
    private const int BlindPercent = 30;

    private static readonly ApplicationCourse[] Deck =
    [
        .. Enumerable.Repeat(ApplicationCourse.Issued, IssuedInRound - 2),
        ApplicationCourse.IssuedAfterMaterials,
        ApplicationCourse.IssuedAfterMaterials,

        ApplicationCourse.Rejected, ApplicationCourse.Rejected,
    ];

    internal static IReadOnlyList<ApplicationRound> Plan(ConsortiumSeed consortium, ZhuhaiRecord record)
    {
        var known = new List<MarketSubject>();
        var possible = new List<(DateOnly Day, SectionPlan Section, IReadOnlyList<MarketSubject> Bidders)>();
        foreach (var day in record.Days)
        {
            var issued = day.Actions.Where(action => action.Kind == RecordActionKind.IssueGuarantees)
                .SelectMany(action => action.Slots).Select(slot => slot.Guarantee).OfType<GuaranteePlan>().ToList();
            if (issued.Select(guarantee => guarantee.Section).FirstOrDefault(section => IsOpenFor(section, day.Day)) is { } section
                && BiddersFor(section, known) is { Count: > 0 } bidders)
            {
                possible.Add((day.Day, section, bidders));
            }

            known.AddRange(issued.Select(guarantee => guarantee.Applicant));
        }

        var rounds = Math.Min(Math.Clamp(record.Sections.Count / SectionsPerRound, 1, RoundsMax), possible.Count);
        return
        [
            .. Enumerable.Range(0, rounds).Select(index => Round(consortium, index, possible[(index + 1) * possible.Count / (rounds + 1)])),
        ];
    }

    private static bool IsOpenFor(SectionPlan section, DateOnly day) =>
        section.Ending == SectionEnding.Opened && DateOnly.FromDateTime(section.FirstOpeningAt.DateTime) > day.AddDays(1);

    // Registered already, since each had a guarantee before; and in this section a bidder without one.
    private static List<MarketSubject> BiddersFor(SectionPlan section, List<MarketSubject> known)
    {
        var taken = section.Guarantees.Concat(section.Withdrawn).Select(guarantee => guarantee.Applicant.Uscc).ToHashSet();
        var bidders = Enumerable.Reverse(known).DistinctBy(subject => subject.Uscc).Where(subject => !taken.Contains(subject.Uscc))
            .Take(Deck.Length + 2).ToList();
        return bidders.Count == Deck.Length + 2 ? bidders : [];
    }

    private static ApplicationRound Round(
        ConsortiumSeed consortium, int index, (DateOnly Day, SectionPlan Section, IReadOnlyList<MarketSubject> Bidders) at)
    {
        var random = new SeededRandom(consortium.Seed, "applications", index);
        ApplicationCourse[] courses = index % 2 == 0
            ? [.. Deck, ApplicationCourse.RejectedAfterMaterials, ApplicationCourse.CancelledUndecided]
            : [.. Deck, ApplicationCourse.LeftUnpaid, ApplicationCourse.CancelledUnpaid];
        random.Shuffle(courses);
        var applications = at.Bidders.Zip(courses, (bidder, course) => new PlannedApplication(bidder, course, random.Chance(BlindPercent)));
        return new ApplicationRound(at.Day, at.Section, consortium.Guarantors[index % consortium.Guarantors.Count], [.. applications]);
    }
}
