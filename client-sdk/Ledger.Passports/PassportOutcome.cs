namespace Ledger.Passports;

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
