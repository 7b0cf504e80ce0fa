namespace Ledger.Passports;

/// <summary>One check of a passport.</summary>
/// <param name="Name">Which: one of <see cref="PassportCheckNames"/>.</param>
/// <param name="Outcome">What became of it.</param>
/// <param name="Detail">Why, with the values that mattered.</param>
public sealed record PassportCheck(string Name, PassportOutcome Outcome, string Detail)
{
    /// <summary>What must hold, in a sentence.</summary>
    public string Rule => PassportCheckNames.RuleOf(Name);

    /// <summary>The outcome's name in reports: <c>pass</c>, <c>fail</c>, <c>not-applicable</c>, <c>not-reached</c>.</summary>
    public string OutcomeName => Outcome switch
    {
        PassportOutcome.Pass => "pass",
        PassportOutcome.Fail => "fail",
        PassportOutcome.NotApplicable => "not-applicable",
        _ => "not-reached",
    };
}

/// <summary>What became of one check of a passport.</summary>
public enum PassportOutcome
{
    /// <summary>It holds.</summary>
    Pass = 1,

    /// <summary>It does not hold.</summary>
    Fail = 2,

    /// <summary>There was nothing to check; the detail says why that is in order.</summary>
    NotApplicable = 3,

    /// <summary>A check before it failed, so that it had nothing to stand on.</summary>
    NotReached = 4,
}
