using System.Globalization;
using Ledger.Protocol.V1;

namespace Ledger.Seeds;

/// <summary>What follows in a section from its opening on.</summary>
internal sealed class SectionCourse
{
    private static readonly TimeOnly RevealTime = new(10, 30);
    private static readonly TimeOnly CompletionTime = new(11, 0);
    private static readonly TimeOnly CentreTime = new(10, 0);
    private static readonly TimeOnly TendererTime = new(10, 15);
    private static readonly TimeOnly EndorsementTime = new(15, 0);
    private static readonly TimeOnly FirstRelease = new(14, 30);

    private readonly SectionPlan _section;
    private readonly string _centreUscc;
    private readonly SeededRandom _random;
    private readonly SectionDates _dates;
    private readonly List<RecordAction> _actions = [];

    internal SectionCourse(SectionPlan section, string centreUscc, SeededRandom random)
    {
        (_section, _centreUscc, _random) = (section, centreUscc, random);
        _dates = new SectionDates(section, random);
    }

    private string Tenderer => _section.Project.Tenderer.Uscc;

    internal IReadOnlyList<RecordAction> Actions()
    {
        Open();
        Evaluate();
        AddExtension();
        AddAwards();
        foreach (var guarantee in _section.Guarantees.Where(guarantee => guarantee.IsClaimed))
        {
            _actions.AddRange(new ClaimCourse(guarantee, _dates, _random).Actions());
        }

        Release(_dates.LoserReturn, GuaranteeEnding.NotAwarded, "lost");
        Release(_dates.WinnerReturn, GuaranteeEnding.ContractSigned, "signed");
        Release(ChineseCalendar.AddWorkdays(_dates.Opening, 3), GuaranteeEnding.NotDecrypted, "undecrypted");
        return _actions;
    }

    private void Open()
    {
        AddOfCentre(_section.OpeningAt, RecordActionKind.OpenSection, "open");
        AddOfCentre(ChineseCalendar.At(_dates.Opening, RevealTime), RecordActionKind.RevealGuarantees, "reveal", _section.Guarantees);
        AddOfCentre(
            ChineseCalendar.At(_dates.Opening, CompletionTime),
            RecordActionKind.CompleteOpening,
            "complete",
            [.. _section.Guarantees.Where(guarantee => guarantee.Fault != DecryptionFault.Unspecified)]);
        ForEachIssuer(
            _section.Guarantees.Where(guarantee => guarantee.IsBlind),
            RecordActionKind.EndorseGuarantees,
            ChineseCalendar.AddWorkdays(_dates.Opening, 1),
            "endorse");
    }

    private void Evaluate() => _actions.Add(new RecordAction(
        ChineseCalendar.At(_dates.Evaluation, CentreTime), RecordActionKind.EvaluateSection, _centreUscc, $"evaluate/{_section.Code}")
    {
        Sections = [_section],
        Until = _dates.PublicityUntil,
    });

    private void AddExtension()
    {
        if (!_section.IsExtended)
        {
            return;
        }

        AddOfCentre(ChineseCalendar.At(_dates.Pause, CentreTime), RecordActionKind.PauseSection, "pause");
        AddOfCentre(ChineseCalendar.At(_dates.Resumption, CentreTime), RecordActionKind.ResumeSection, "resume");
        ForEachIssuer(
            _section.Guarantees.Where(guarantee => guarantee.AmendedUntil is not null),
            RecordActionKind.AmendGuarantees,
            _dates.Amendment,
            "amend");
        Release(_dates.Amendment, GuaranteeEnding.ExtensionRefused, "lapsed");
    }

    private void AddAwards()
    {
        Award(_dates.Award, _section.Winners[0], 1);
        if (_section.IsRefused)
        {
            Award(_dates.SecondAward, _section.Winners[1], 2);
        }

        _actions.Add(new RecordAction(
            ChineseCalendar.At(_dates.Contract, TendererTime), RecordActionKind.SignContract, Tenderer, $"contract/{_section.Code}")
        { Sections = [_section] });
    }

    private void Award(DateOnly day, MarketSubject winner, int number) => _actions.Add(new RecordAction(
        ChineseCalendar.At(day, TendererTime),
        RecordActionKind.AwardSection,
        Tenderer,
        string.Create(CultureInfo.InvariantCulture, $"award/{_section.Code}/{number}"))
    {
        Sections = [_section],
        Subjects = [winner],
    });

    private void Release(DateOnly day, GuaranteeEnding ending, string key)
    {
        var released = _section.Guarantees.Where(guarantee => guarantee.Ending == ending).ToList();
        if (released.Count > 0)
        {
            var at = ChineseCalendar.At(day, FirstRelease.AddMinutes(_random.Below(120)));
            _actions.Add(
                new RecordAction(
                    at, RecordActionKind.ReleaseGuarantees, Tenderer, $"release/{key}/{_section.Code}")
                { Guarantees = released });
        }
    }

    private void ForEachIssuer(IEnumerable<GuaranteePlan> guarantees, RecordActionKind kind, DateOnly day, string key)
    {
        foreach (var group in guarantees.GroupBy(guarantee => guarantee.Guarantor.Participant.Uscc, StringComparer.Ordinal))
        {
            _actions.Add(
                new RecordAction(
                    ChineseCalendar.At(day, EndorsementTime), kind, group.Key, $"{key}/{_section.Code}")
                { Guarantees = [.. group] });
        }
    }

    private void AddOfCentre(DateTimeOffset at, RecordActionKind kind, string key, IReadOnlyList<GuaranteePlan>? guarantees = null) =>
        _actions.Add(
            new RecordAction(at, kind, _centreUscc, $"{key}/{_section.Code}") { Sections = [_section], Guarantees = guarantees ?? [] });
}
