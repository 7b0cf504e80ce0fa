namespace Ledger.Seeds;

/// <summary>The days on which an opened section takes its steps, all of them working days.</summary>
internal sealed class SectionDates
{
    private const int PublicityDays = 4; // the day of the notice is not counted; three full ones follow (实施条例 §54)
    private const int ReturnDaysMax = 5; // 实施条例 §57: after the contract was signed

    internal SectionDates(SectionPlan section, SeededRandom random)
    {
        Opening = DateOnly.FromDateTime(section.OpeningAt.DateTime);
        Evaluation = ChineseCalendar.AddWorkdays(Opening, random.Between(1, 2));
        Pause = ChineseCalendar.AddWorkdays(Evaluation, 1);
        Resumption = ChineseCalendar.AddWorkdays(Pause, random.Between(2, 3)); // an objection is answered in three days
        Amendment = ChineseCalendar.AddWorkdays(Resumption, 2);
        Award = section.IsExtended
            ? ChineseCalendar.AddWorkdays(Amendment, random.Between(2, 4))
            : ChineseCalendar.AddWorkdays(Opening, random.Between(6, 10));
        Refusal = ChineseCalendar.AddWorkdays(Award, random.Between(10, 18));
        SecondAward = ChineseCalendar.AddWorkdays(Refusal, random.Between(1, 3));
        var last = section.IsRefused ? SecondAward : Award;
        var days = section.IsRefused
            ? random.Between(5, 12)
            : section.Guarantees.Any(guarantee => guarantee.IsExtendOrPay) ? random.Between(14, 20) : random.Between(7, 20);
        Contract = BeforeReturn(ChineseCalendar.OnOrAfter(last.AddDays(days)), last);
        LoserReturn = ChineseCalendar.AddWorkdays(Award, random.Between(1, 3));
        WinnerReturn = ChineseCalendar.OnOrAfter(Contract.AddDays(1));
    }

    internal DateOnly Opening { get; }

    internal DateOnly Evaluation { get; }

    /// <summary>Last instant of the candidates' publicity.</summary>
    internal DateTimeOffset PublicityUntil => ChineseCalendar.At(Evaluation.AddDays(PublicityDays), TimeOnly.MinValue);

    /// <summary>An objection pauses an extended section.</summary>
    internal DateOnly Pause { get; }

    internal DateOnly Resumption { get; }

    /// <summary>The guarantees of an extended section are made valid for longer.</summary>
    internal DateOnly Amendment { get; }

    internal DateOnly Award { get; }

    /// <summary>The beneficiary claims, since the winner refused the contract.</summary>
    internal DateOnly Refusal { get; }

    internal DateOnly SecondAward { get; }

    /// <summary>Within 30 days of the award notice (招标投标法 §46).</summary>
    internal DateOnly Contract { get; }

    internal DateOnly LoserReturn { get; }

    internal DateOnly WinnerReturn { get; }

    // No contract is signed just before a holiday that is longer than the days for the return.
    private static DateOnly BeforeReturn(DateOnly contract, DateOnly award)
    {
        while (ChineseCalendar.OnOrAfter(contract.AddDays(1)).DayNumber - contract.DayNumber > ReturnDaysMax)
        {
            contract = ChineseCalendar.AddWorkdays(contract, -1);
        }

        return contract > award
            ? contract
            : throw new InvalidOperationException($"No day for a contract between {award} and the holidays.");
    }
}
