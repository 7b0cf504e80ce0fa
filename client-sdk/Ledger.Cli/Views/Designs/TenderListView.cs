using System.Globalization;
using Ledger.Client.Tenders;
using Ledger.Protocol.V1;
using Ledger.Schema.Tender;

namespace Ledger.Cli.Views.Designs;

/// <summary>A centre's desk at a glance: its projects and sections, today's openings, what is still to be given back.</summary>
/// <param name="Register">What the chain proves.</param>
/// <param name="ShowsEnded">Whether sections are shown too of which nothing is left to do.</param>
internal sealed record TenderListView(TenderRegister Register, bool ShowsEnded = false)
{
    private static readonly string[] Columns = ["section_code", "name", "state", "opening_time", "today", "to_return", "late"];

    internal Document Document => new()
    {
        ["projects"] = Datum.List(Shown.Select(one => Of(one.Project, one.Sections))),
        ["openings_today"] = Datum.List(Today.Select(section => section.Announced.SectionCode)),
        ["to_return"] = Register.Returns.Count,
        ["late"] = Register.Returns.Count(one => one.IsLate(Register.Time)),
        ["duties_late"] = Register.Duties.Values.Count(duty => duty.IsLate(Register.Time)),
        ["height"] = Register.Height,
        ["time"] = Datum.Time(Register.Time),
    };

    private IEnumerable<ProjectSections> Shown => Register.Projects
        .Select(one => one with { Sections = [.. one.Sections.Where(section => ShowsEnded || IsOpenWork(section))] })
        .Where(one => ShowsEnded || one.Sections.Count > 0 || (IsWithoutSection(one.Project) && one.Project.WithdrawnAt == 0));

    private IEnumerable<Section> Today => Register.Projects.SelectMany(one => one.Sections).Where(IsToday)
        .OrderBy(section => section.OpeningTime);

    internal void Write(Screen screen)
    {
        var sections = Register.Projects.Sum(one => one.Sections.Count);
        screen.Heading(
            screen.Say(
                string.Create(CultureInfo.InvariantCulture, $"{Register.Projects.Count:N0} projects, {sections:N0} sections"),
                string.Create(CultureInfo.InvariantCulture, $"{Register.Projects.Count:N0} 个项目，{sections:N0} 个标段")),
            Moments.Day(Register.Time));
        screen.Line();
        screen.Pairs(Summary(screen));
        foreach (var (section, duty) in Register.Duties.OrderBy(one => one.Value.Due))
        {
            var late = duty.IsLate(Register.Time) ? screen.Say(", LATE", "，逾期") : "";
            var step = TextView.ValueOf(screen, Datum.Word(duty.Kind));
            screen.Line($"{section}  {step}, {screen.Say("by", "期限")} {Moments.Show(duty.Due)}{late}", 4);
        }

        foreach (var (project, shown) in Shown)
        {
            screen.Line();
            screen.Line($"{project.Created.TenderProjectCode}  {project.Created.Name}");
            screen.Line(StandingOf(screen, project, shown), 2);
            TextView.WriteItems(screen, [.. shown.Select(Of)], Columns);
        }

        Footer.Proven(screen, Register.Height, Register.Time);
    }

    private IEnumerable<(string Label, string Value)> Summary(Screen screen)
    {
        var late = Register.Returns.Count(one => one.IsLate(Register.Time));
        yield return (
            screen.Say("openings today", "今日开标"),
            string.Join(
                "; ",
                Today.Select(section => $"{Moments.Show(section.OpeningTime)} {section.Announced.SectionCode}")
                    .DefaultIfEmpty(screen.Say("none", "无"))));
        yield return (
            screen.Say("still to be given back", "待退还"),
            screen.Say(
                string.Create(CultureInfo.InvariantCulture, $"{Register.Returns.Count:N0} guarantees, {late:N0} of them late"),
                string.Create(CultureInfo.InvariantCulture, $"保函 {Register.Returns.Count:N0} 份，其中逾期 {late:N0} 份")));
        var overdue = Register.Duties.Values.Count(duty => duty.IsLate(Register.Time));
        yield return (
            screen.Say("owed by the law's dates", "法定期限内待办"),
            screen.Say(
                string.Create(CultureInfo.InvariantCulture, $"{Register.Duties.Count:N0} sections, {overdue:N0} of them late"),
                string.Create(CultureInfo.InvariantCulture, $"标段 {Register.Duties.Count:N0} 个，其中逾期 {overdue:N0} 个")));
    }

    private bool IsWithoutSection(Project project) => Register.Projects.First(one => one.Project == project).Sections.Count == 0;

    private static string StandingOf(Screen screen, Project project, IReadOnlyList<Section> shown)
    {
        var created = project.Created;
        var place = $"{created.Region}, {created.TradeClass}, {screen.Say("tenderer", "招标人")} {created.TendererUscc}";
        return shown.Count > 0 ? place
            : project.WithdrawnAt > 0 ? $"{place}; {screen.Say("withdrawn", "已撤回")} {Moments.Show(project.WithdrawnAt)}"
            : $"{place}; {screen.Say("no section is announced", "尚未公告标段")}";
    }

    private bool IsToday(Section section) => Moments.Day(section.OpeningTime) == Moments.Day(Register.Time)
        && SectionRules.EffectiveState(section, Register.Time) is not (SectionState.Failed or SectionState.Terminated);

    private bool IsOpenWork(Section section) =>
        SectionRules.EffectiveState(section, Register.Time)
            is not (SectionState.Contracted or SectionState.Failed or SectionState.Terminated)
        || ReturnsOf(section) > 0 || IsToday(section);

    private int ReturnsOf(Section section) =>
        Register.Returns.Count(one => one.Section.Announced.SectionCode == section.Announced.SectionCode);

    private SectionDuty? DutyOf(Section section) => Register.Duties.GetValueOrDefault(section.Announced.SectionCode);

    private Document Of(Section section) => new()
    {
        ["section_code"] = section.Announced.SectionCode,
        ["name"] = section.Announced.Name,
        ["state"] = Datum.Word(SectionRules.EffectiveState(section, Register.Time)),
        ["opening_time"] = Datum.Time(section.OpeningTime),
        ["today"] = IsToday(section) ? true : (bool?)null,
        ["owed"] = Datum.Word(DutyOf(section)?.Kind),
        ["due"] = Datum.Time(DutyOf(section)?.Due ?? 0),
        ["to_return"] = ReturnsOf(section) is > 0 and var count ? count : (int?)null,
        ["late"] = DutyOf(section)?.IsLate(Register.Time) is true || Register.Returns.Any(
            one => one.Section.Announced.SectionCode == section.Announced.SectionCode && one.IsLate(Register.Time)) ? true : (bool?)null,
    };

    private Document Of(Project project, IReadOnlyList<Section> sections) => new()
    {
        ["tender_project_code"] = project.Created.TenderProjectCode,
        ["name"] = project.Created.Name,
        ["region"] = project.Created.Region,
        ["trade_class"] = project.Created.TradeClass,
        ["tenderer_uscc"] = project.Created.TendererUscc,
        ["centre_uscc"] = project.CentreUscc,
        ["withdrawn_at"] = Datum.Time(project.WithdrawnAt),
        ["sections"] = Datum.List(sections.Select(Of)),
    };
}
