using System.Globalization;

namespace Ledger.Seeds;

/// <summary>Lays out projects and sections: which, when, how many guarantees each.</summary>
internal sealed class ProjectPlanner(ulong seed, RecordOptions options, MarketPlan market)
{
    private const int AnnouncedDaysMin = 21; // 招标投标法 §24: twenty, from the block in which the announcement lands
    private const int QuietPercent = 70;

    private static readonly TimeOnly AnnouncementTime = new(9, 0);
    private static readonly TimeOnly OpeningTime = new(9, 30);
    private static readonly DateOnly FirstAnnouncement = new(2019, 12, 2);

    private static readonly string[] Classes = ["A01", "A02", "A03", "A07", "A99", "D"];
    private static readonly string[] Regions = ["440400", "440402", "440403", "440404"];

    private readonly SeededRandom _random = new(seed, "projects");

    internal List<SectionPlan> Plan()
    {
        var openings = DrawOpenings();
        openings.Sort((left, right) => left.Day.CompareTo(right.Day));
        var sections = new List<SectionPlan>();
        foreach (var (number, (day, endings)) in openings.Index())
        {
            AddProject(sections, number + 1, day, endings);
        }

        Postpone(sections);
        return sections;
    }

    // Failed sections are projects of their own; opened ones come one to four in a project.
    private List<(DateOnly Day, SectionEnding[] Endings)> DrawOpenings()
    {
        var openings = new List<(DateOnly, SectionEnding[])>();
        for (var left = options.Sections; left > 0;)
        {
            var size = Math.Min(left, _random.PickWeighted(70, 18, 8, 4) + 1);
            openings.Add((DrawDay(), new SectionEnding[size]));
            left -= size;
        }

        for (var failed = 0; failed < options.FailedSections; failed++)
        {
            openings.Add((DrawDay(), [failed % 4 == 3 ? SectionEnding.Terminated : SectionEnding.FewerThanThreeBidders]));
        }

        return openings;
    }

    // In February 2020 hardly anything was opened.
    private DateOnly DrawDay()
    {
        while (true)
        {
            var day = options.FirstOpening.AddDays(_random.Below(options.LastOpening.DayNumber - options.FirstOpening.DayNumber + 1));
            var isQuiet = day is { Year: 2020, Month: 2 } && _random.Chance(QuietPercent);
            if (ChineseCalendar.IsWorkday(day) && !isQuiet)
            {
                return day;
            }
        }
    }

    private void AddProject(List<SectionPlan> sections, int number, DateOnly day, SectionEnding[] endings)
    {
        var announced = ChineseCalendar.OnOrBefore(day.AddDays(-AnnouncedDaysMin - _random.Below(8)));
        announced = announced < FirstAnnouncement ? FirstAnnouncement : announced;
        var tradeClass = Classes[_random.PickWeighted(25, 24, 12, 11, 10, 18)];
        var region = _random.Pick(Regions);
        var code = string.Create(CultureInfo.InvariantCulture, $"{tradeClass[0]}{region}{announced.Year}{number:D6}");
        var name = ProjectNames.Draw(tradeClass, _random);
        var project = new ProjectPlan(
            code, $"{code}001", name, market.Tenderers[_random.Below(market.Tenderers.Count)], region, tradeClass);
        for (var i = 0; i < endings.Length; i++)
        {
            var sectionCode = string.Create(CultureInfo.InvariantCulture, $"{project.TenderProjectCode}{i + 1:D3}");
            var sectionName = endings.Length == 1 ? name : string.Create(CultureInfo.InvariantCulture, $"{name}（第{i + 1}标段）");
            sections.Add(new SectionPlan(project, sectionCode, sectionName, endings[i])
            {
                AnnouncedAt = ChineseCalendar.At(announced, AnnouncementTime),
                FirstOpeningAt = ChineseCalendar.At(day, OpeningTime),
                OpeningAt = ChineseCalendar.At(day, OpeningTime),
                BidValidityDays = 60 + (30 * _random.PickWeighted(45, 40, 15)),
            });
        }
    }

    private void Postpone(List<SectionPlan> sections)
    {
        var last = options.LastOpening.AddDays(-21);
        var candidates = sections.Where(section => section.Ending == SectionEnding.Opened && DayOf(section) <= last).ToList();
        _random.Shuffle(candidates);
        foreach (var section in candidates.Take(options.PostponedSections))
        {
            var first = DayOf(section);
            section.PostponedAt = ChineseCalendar.At(ChineseCalendar.AddWorkdays(first, -_random.Between(3, 6)), AnnouncementTime);
            section.OpeningAt = ChineseCalendar.At(ChineseCalendar.AddWorkdays(first, _random.Between(3, 10)), OpeningTime);
        }
    }

    private static DateOnly DayOf(SectionPlan section) => DateOnly.FromDateTime(section.OpeningAt.DateTime);
}
