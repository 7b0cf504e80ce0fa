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
