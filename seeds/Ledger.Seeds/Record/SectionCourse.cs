using System.Globalization;
using Ledger.Protocol.V1;

namespace Ledger.Seeds;

/// <summary>What follows in a section from its opening on.</summary>
internal sealed class SectionCourse
{
    private const int ReturnDaysMax = 5; // 实施条例 §57: after the contract was signed

    private static readonly TimeOnly RevealTime = new(10, 30);
    private static readonly TimeOnly ClaimTime = new(11, 0);
    private static readonly TimeOnly AnswerTime = new(14, 0);
    private static readonly TimeOnly FirstRelease = new(14, 30);

    private readonly SectionPlan _section;
    private readonly string _centreUscc;
    private readonly SeededRandom _random;
    private readonly DateOnly _opening;
    private readonly DateOnly _award;
    private readonly List<RecordAction> _actions = [];

    internal SectionCourse(SectionPlan section, string centreUscc, SeededRandom random)
    {
        (_section, _centreUscc, _random) = (section, centreUscc, random);
        _opening = DateOnly.FromDateTime(section.OpeningAt.DateTime);

        // Evaluation, three days' publicity at least (实施条例 §54), award notice.
        _award = ChineseCalendar.AddWorkdays(_opening, random.Between(6, 10));
    }

    internal IReadOnlyList<RecordAction> Actions()
    {
        _actions.Add(new RecordAction(_section.OpeningAt, RecordActionKind.OpenSection, _centreUscc, $"open/{_section.Code}") { Sections = [_section] });
        _actions.Add(new RecordAction(At(_opening, RevealTime), RecordActionKind.RevealGuarantees, _centreUscc, $"reveal/{_section.Code}")
        {
            Sections = [_section],
            Guarantees = _section.Guarantees,
        });
        var loserReturn = ChineseCalendar.AddWorkdays(_award, _random.Between(1, 3));
        foreach (var guarantee in _section.Guarantees)
        {
            if (guarantee.Ending == GuaranteeEnding.NotAwarded)
            {
                Release(guarantee, loserReturn);
            }
            else if (guarantee.Ending == GuaranteeEnding.ContractSigned)
            {
                Release(guarantee, ReturnDay(Contract()));
            }
            else
            {
                AddClaim(guarantee);
            }
        }

        return _actions;
    }

    // Within 30 days of the award notice (招标投标法 §46).
    private DateOnly Contract() => ChineseCalendar.OnOrAfter(_award.AddDays(_random.Between(7, 20)));

    private static DateOnly ReturnDay(DateOnly contract)
    {
        var next = ChineseCalendar.OnOrAfter(contract.AddDays(1));
        return next > contract.AddDays(ReturnDaysMax) ? contract : next;
    }

    private void AddClaim(GuaranteePlan guarantee)
    {
        var claimed = guarantee.ClaimReason switch
        {
            ClaimReason.BidRevoked => ChineseCalendar.AddWorkdays(_opening, _random.Between(2, 5)),
            ClaimReason.TenderDocument => ChineseCalendar.AddWorkdays(_award, _random.Between(2, 4)),
            _ => ChineseCalendar.AddWorkdays(_award, _random.Between(10, 18)),
        };
        var answered = Claim(guarantee, claimed, 1, isPaid: guarantee.Ending == GuaranteeEnding.Paid);
        var later = ChineseCalendar.AddWorkdays(answered, _random.Between(3, 6));
        if (guarantee.Ending == GuaranteeEnding.Refused)
        {
            Release(guarantee, later);
        }
        else if (guarantee.Ending == GuaranteeEnding.PaidOnSecondClaim)
        {
            Claim(guarantee, later, 2, isPaid: true);
        }
    }

    // Answered within five working days (URDG 758 §20).
    private DateOnly Claim(GuaranteePlan guarantee, DateOnly day, int number, bool isPaid)
    {
        Add(guarantee, At(day, ClaimTime), RecordActionKind.ClaimGuarantee, _section.Project.Tenderer.Uscc, number);
        var answered = ChineseCalendar.AddWorkdays(day, _random.Between(2, 5));
        var kind = isPaid ? RecordActionKind.PayClaim : RecordActionKind.RefuseClaim;
        Add(guarantee, At(answered, AnswerTime), kind, guarantee.Guarantor.Participant.Uscc, number);
        return answered;
    }

    private void Release(GuaranteePlan guarantee, DateOnly day) =>
        Add(guarantee, At(day, FirstRelease.AddMinutes(_random.Below(120))), RecordActionKind.ReleaseGuarantee, _section.Project.Tenderer.Uscc, 1);

    private void Add(GuaranteePlan guarantee, DateTimeOffset at, RecordActionKind kind, string actorUscc, int number) =>
        _actions.Add(new RecordAction(at, kind, actorUscc, string.Create(CultureInfo.InvariantCulture, $"{kind}/{guarantee.Index}/{number}"))
        {
            Guarantees = [guarantee],
        });

    private static DateTimeOffset At(DateOnly day, TimeOnly time) => ChineseCalendar.At(day, time);
}
