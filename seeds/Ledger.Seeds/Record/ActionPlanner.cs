namespace Ledger.Seeds;

/// <summary>Turns the plans into dated actions, in no order.</summary>
internal sealed class ActionPlanner(ulong seed, string centreUscc)
{
    private const int SubjectsMax = 64;

    private static readonly TimeOnly RegistrationTime = new(8, 45);
    private static readonly TimeOnly TendererTime = new(8, 50);
    private static readonly TimeOnly FailureTime = new(9, 40);
    private static readonly DateOnly FirstDay = new(2019, 12, 2);

    private readonly BatchPlanner _batches = new(seed);

    internal List<RecordAction> Plan(IReadOnlyList<SectionPlan> sections)
    {
        var actions = new List<RecordAction>();
        actions.AddRange(Registrations(sections));
        actions.AddRange(Announcements(sections));
        actions.AddRange(_batches.Issues(sections.SelectMany(section => section.Issued)));
        var random = new SeededRandom(seed, "course");
        foreach (var section in sections)
        {
            if (section.PostponedAt is { } postponedAt)
            {
                actions.Add(OfCentre(postponedAt, RecordActionKind.PublishNotice, section, "notice-2"));
            }

            actions.AddRange(section.Ending == SectionEnding.Opened
                ? new SectionCourse(section, centreUscc, random).Actions()
                : [Failure(section), .. _batches.SurrendersOfFailed(section)]);
        }

        actions.AddRange(_batches.SurrendersOfWithdrawn(sections));
        return actions;
    }

    private IEnumerable<RecordAction> Registrations(IReadOnlyList<SectionPlan> sections)
    {
        // All who first appear in a month are registered on its first working day, so that registering tells nothing of a bid.
        var firsts = new Dictionary<MarketSubject, DateTimeOffset>();
        var appearances = sections.SelectMany(section => section.Issued).Select(guarantee => (guarantee.Applicant, At: guarantee.IssuedAt))
            .Concat(sections.SelectMany(section => section.Candidates.Select(candidate => (Applicant: candidate, At: section.OpeningAt))));
        foreach (var (applicant, at) in appearances.OrderBy(appearance => appearance.At))
        {
            firsts.TryAdd(applicant, at);
        }

        foreach (var month in firsts.GroupBy(first => new DateOnly(first.Value.Year, first.Value.Month, 1)).OrderBy(month => month.Key))
        {
            var day = ChineseCalendar.OnOrAfter(month.Key < FirstDay ? FirstDay : month.Key);
            var subjects = month.Select(first => first.Key).OrderBy(subject => subject.Uscc, StringComparer.Ordinal);
            foreach (var chunk in subjects.Chunk(SubjectsMax))
            {
                var at = ChineseCalendar.At(day, RegistrationTime);
                yield return new RecordAction(
                    at, RecordActionKind.RegisterSubjects, centreUscc, $"subjects/{chunk[0].Uscc}")
                { Subjects = chunk };
            }
        }
    }

    private IEnumerable<RecordAction> Announcements(IReadOnlyList<SectionPlan> sections)
    {
        var registered = new HashSet<MarketSubject>();
        foreach (var project in sections.GroupBy(section => section.Project).OrderBy(project => project.First().AnnouncedAt))
        {
            var first = project.First();
            if (registered.Add(project.Key.Tenderer))
            {
                var day = DateOnly.FromDateTime(first.AnnouncedAt.DateTime);
                yield return new RecordAction(
                    ChineseCalendar.At(day, TendererTime),
                    RecordActionKind.RegisterTenderer,
                    centreUscc,
                    $"tenderer/{project.Key.Tenderer.Uscc}")
                {
                    Subjects = [project.Key.Tenderer],
                };
            }

            yield return OfCentre(first.AnnouncedAt, RecordActionKind.AnnounceSections, first, "announce") with { Sections = [.. project] };
        }
    }

    private RecordAction Failure(SectionPlan section)
    {
        var opening = DateOnly.FromDateTime(section.OpeningAt.DateTime);
        if (section.Ending != SectionEnding.Terminated)
        {
            return OfCentre(ChineseCalendar.At(opening, FailureTime), RecordActionKind.FailSection, section, "fail");
        }

        var at = ChineseCalendar.At(ChineseCalendar.AddWorkdays(opening, -1), FailureTime);
        return new RecordAction(
            at, RecordActionKind.TerminateSection, section.Project.Tenderer.Uscc, $"terminate/{section.Code}")
        { Sections = [section] };
    }

    private RecordAction OfCentre(DateTimeOffset at, RecordActionKind kind, SectionPlan section, string key) =>
        new(at, kind, centreUscc, $"{key}/{section.Code}") { Sections = [section] };
}
