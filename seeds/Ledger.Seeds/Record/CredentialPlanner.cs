using System.Globalization;

namespace Ledger.Seeds;

/// <summary>
/// Plans the record's credentials: some companies of its bidders with their qualifications and performances, and the checks made of them in
/// projects whose contracts add up to the published sum, to the fen.
/// </summary>
internal sealed class CredentialPlanner(ulong seed, RecordOptions options, MarketPlan market, string centreUscc, string issuerUscc)
{
    private const int SupplierPercent = 15;
    private const int PerformancesOfActionMax = 16;
    private const int SpreadDays = 5;
    private const int PricePercentMax = 98; // of the estimate
    private const int AcceptedDaysMin = 45;
    private const int AcceptedDaysMax = 120;

    /// <summary>What a company of the trade has, the most usual first.</summary>
    private static readonly string[] BuilderTypes = ["D110", "D101", "D102", "D105", "D201", "D211", "D207", "D205", "D208"];
    private static readonly string[] SupplierTypes = ["D204", "D235", "D205", "D212", "D215"];

    private static readonly TimeOnly IssuerTime = new(9, 15);
    private static readonly TimeOnly CentreTime = new(16, 10);

    private readonly SeededRandom _random = new(seed, "credentials");
    private readonly List<RecordAction> _actions = [];

    internal List<RecordAction> Plan(IReadOnlyList<SectionPlan> sections, IReadOnlyList<RecordAction> business)
    {
        var companies = Companies(business);
        var qualifications = Qualifications(companies);
        var ready = _actions.Max(action => action.At);
        var chosen = Choose([.. sections.Where(section => section.Ending == SectionEnding.Opened && section.OpeningAt > ready)]);
        Check(chosen, companies, qualifications, Performances(companies, business));
        return _actions;
    }

    // Those who are registered first: their papers are there before anybody asks.
    private List<Company> Companies(IReadOnlyList<RecordAction> business)
    {
        var registered = business.Where(action => action.Kind == RecordActionKind.RegisterSubjects).OrderBy(action => action.At)
            .SelectMany(action => action.Subjects.Select(subject => new Company(subject, DateOnly.FromDateTime(action.At.DateTime))))
            .ToList();
        var suppliers = Math.Max(1, options.CredentialCompanies * SupplierPercent / 100);
        var builders = options.CredentialCompanies - suppliers;
        return
        [
            .. registered.Where(one => market.Builders.Contains(one.Subject)).Take(builders),
            .. registered.Where(one => market.Suppliers.Contains(one.Subject)).Take(suppliers),
        ];
    }

    private List<QualificationPlan> Qualifications(List<Company> companies)
    {
        var all = new List<QualificationPlan>();
        foreach (var (number, (company, registered)) in companies.Index())
        {
            var types = TypesOf(company);
            var count = Math.Clamp(Share(options.Qualifications, companies.Count, number), 1, types.Length);
            var of = new List<QualificationPlan>();
            for (var i = 0; i < count; i++)
            {
                var levels = types[i][1] == '1' ? "ABBCC" : "ABB";
                of.Add(new QualificationPlan(
                    all.Count + i, company, types[i], levels[_random.Below(levels.Length)].ToString(),
                    ChineseCalendar.At(ChineseCalendar.OnOrAfter(new DateOnly(2016, 1, 4).AddDays(_random.Below(1_000))), IssuerTime)));
            }

            all.AddRange(of);
            var at = Later(registered, 1 + (number % SpreadDays), IssuerTime);
            _actions.Add(new RecordAction(at, RecordActionKind.RecordQualifications, issuerUscc, $"qualifications/{company.Uscc}")
            {
                Qualifications = of,
            });
        }

        return all;
    }

    private List<PerformancePlan> Performances(List<Company> companies, IReadOnlyList<RecordAction> business)
    {
        var all = new List<PerformancePlan>();
        var known = companies.Select(one => one.Subject).ToHashSet();
        foreach (var contract in business.Where(action => action.Kind == RecordActionKind.SignContract).OrderBy(action => action.At))
        {
            var section = contract.Sections[0];
            var accepted = ChineseCalendar.OnOrAfter(
                DateOnly.FromDateTime(contract.At.DateTime).AddDays(_random.Between(AcceptedDaysMin, AcceptedDaysMax)));
            if (!known.Contains(section.Winners[^1]) || accepted > options.LastDay.AddDays(-7) || all.Count >= options.Performances / 2)
            {
                continue;
            }

            var done = new PerformancePlan(
                all.Count, section.Winners[^1], section.Project.Tenderer, section.Name, section.Project.TradeClass, section.ContractFen,
                contract.At, ChineseCalendar.At(accepted, TimeOnly.MinValue))
            { Section = section };
            all.Add(done);
            _actions.Add(new RecordAction(
                Later(accepted, 1, CentreTime), RecordActionKind.RecordPerformances, centreUscc, $"performance/{section.Code}")
            {
                Performances = [done],
            });
        }

        var older = options.Performances - all.Count;
        foreach (var (number, (company, registered)) in companies.Index())
        {
            var works = Enumerable.Range(0, Share(older, companies.Count, number)).Select(i => Older(all.Count + i, company)).ToList();
            all.AddRange(works);
            foreach (var (part, chunk) in works.Chunk(PerformancesOfActionMax).Index())
            {
                var key = string.Create(CultureInfo.InvariantCulture, $"performances/{company.Uscc}/{part}");
                var at = Later(registered, 2 + (number % SpreadDays), CentreTime);
                _actions.Add(new RecordAction(at, RecordActionKind.RecordPerformances, centreUscc, key) { Performances = chunk });
            }
        }

        return all;
    }

    private PerformancePlan Older(int index, MarketSubject company)
    {
        var tradeClass = market.Builders.Contains(company) ? _random.Pick<string>(["A01", "A02", "A03", "A07", "A99"]) : "D";
        var contracted = new DateOnly(2016, 3, 1).AddDays(_random.Below(900));
        return new PerformancePlan(
            index, company, _random.Pick(market.Tenderers), ProjectNames.Draw(tradeClass, _random), tradeClass,
            1_000_000L * _random.Between(100, 6_000), ChineseCalendar.At(contracted, TimeOnly.MinValue),
            ChineseCalendar.At(contracted.AddDays(_random.Between(90, 400)), TimeOnly.MinValue));
    }

    private void Check(
        List<SectionPlan> chosen, List<Company> companies, List<QualificationPlan> qualifications, List<PerformancePlan> performances)
    {
        foreach (var (index, section) in chosen.Index())
        {
            var bidder = BidderOf(section, companies);
            var type = TypeFor(section.Project.TradeClass);
            var check = new CheckPlan(
                index,
                section,
                bidder,
                qualifications.Find(one => one.Holder == bidder && one.TypeCode == type),
                [.. performances.Where(one => one.Section is null && one.Holder == bidder && one.TradeClass[0] == section.Code[0])]);
            var day = DateOnly.FromDateTime(section.OpeningAt.DateTime);
            _actions.Add(new RecordAction(Later(day, 1, CentreTime), RecordActionKind.RecordCheck, centreUscc, $"check/{section.Code}")
            {
                Check = check,
            });
        }
    }

    /// <summary>One section of each of so many projects, and their contracts as the sum asks.</summary>
    private List<SectionPlan> Choose(IReadOnlyList<SectionPlan> open)
    {
        var cheapest = open.GroupBy(section => section.Project).Select(project => project.MinBy(section => section.EstimatedPriceFen)!)
            .OrderBy(section => section.EstimatedPriceFen).ThenBy(section => section.Code, StringComparer.Ordinal).ToList();
        if (options.CheckedFen == 0)
        {
            return [.. cheapest.Take(options.CheckedProjects)];
        }

        // The first run of neighbours whose estimates are enough, so that each contract stays below its own.
        var from = Enumerable.Range(0, Math.Max(0, cheapest.Count - options.CheckedProjects + 1)).FirstOrDefault(
            start => cheapest.Skip(start).Take(options.CheckedProjects).Sum(section => section.EstimatedPriceFen)
                >= options.CheckedFen * 100 / PricePercentMax,
            -1);
        if (from < 0)
        {
            throw new InvalidOperationException(
                $"No {options.CheckedProjects} projects have contracts of {options.CheckedFen} fen together.");
        }

        var chosen = cheapest.GetRange(from, options.CheckedProjects);
        var estimates = chosen.Sum(section => section.EstimatedPriceFen);
        foreach (var section in chosen)
        {
            section.ContractFen = (long)((Int128)section.EstimatedPriceFen * options.CheckedFen / estimates);
        }

        chosen[^1].ContractFen += options.CheckedFen - chosen.Sum(section => section.ContractFen);
        return chosen;
    }

    // One of the companies that bids there; otherwise one that comes with a cash deposit.
    private MarketSubject BidderOf(SectionPlan section, List<Company> companies)
    {
        var pool = market.BiddersOf(section.Project.TradeClass);
        var known = companies.Select(one => one.Subject).Where(pool.Contains).ToList();
        if (known.Find(section.Bidding.Contains) is { } bidding)
        {
            return bidding;
        }

        var withdrawn = section.Withdrawn.Select(bond => bond.Applicant).ToHashSet();
        var joining = _random.Pick(known.Where(company => !withdrawn.Contains(company)).ToList());
        section.Bidding = [.. section.Bidding, joining];
        section.Bidders++;
        return joining;
    }

    private string[] TypesOf(MarketSubject company) => market.Builders.Contains(company) ? BuilderTypes : SupplierTypes;

    /// <summary>The qualification that work of a class asks for.</summary>
    internal static string TypeFor(string tradeClass) => tradeClass switch
    {
        "A01" => "D101",
        "A03" => "D102",
        "A07" => "D105",
        "D" => "D204",
        _ => "D110",
    };

    // As even a share as there is, the first ones one more.
    private static int Share(int total, int parts, int part) => (total / parts) + (part < total % parts ? 1 : 0);

    private static DateTimeOffset Later(DateOnly day, int workdays, TimeOnly time) =>
        ChineseCalendar.At(ChineseCalendar.AddWorkdays(day, workdays), time);

    private sealed record Company(MarketSubject Subject, DateOnly Registered);
}
