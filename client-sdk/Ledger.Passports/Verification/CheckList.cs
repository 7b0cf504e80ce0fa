namespace Ledger.Passports.Verification;

/// <summary>The outcomes as they come in; what nothing was said of was not reached.</summary>
/// <param name="names">The checks that there are, in their order.</param>
internal sealed class CheckList(IReadOnlyList<string> names)
{
    private readonly Dictionary<string, PassportCheck> _checks = new(StringComparer.Ordinal);

    /// <summary>Notes that a check holds; true.</summary>
    internal bool Pass(string name, string detail) => Put(name, PassportOutcome.Pass, detail);

    /// <summary>Notes that a check has nothing to look at; true.</summary>
    internal bool Skip(string name, string detail) => Put(name, PassportOutcome.NotApplicable, detail);

    /// <summary>Notes that a check does not hold; false.</summary>
    internal bool Fail(string name, string detail) => Put(name, PassportOutcome.Fail, detail);

    internal IReadOnlyList<PassportCheck> ToList() =>
        [.. names.Select(
            name => _checks.GetValueOrDefault(name) ?? new PassportCheck(name, PassportOutcome.NotReached, "a check before it failed"))];

    private bool Put(string name, PassportOutcome outcome, string detail)
    {
        _checks[name] = new PassportCheck(name, outcome, detail);
        return outcome != PassportOutcome.Fail;
    }
}
