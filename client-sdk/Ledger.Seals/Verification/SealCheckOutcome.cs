namespace Ledger.Seals;

/// <summary>What became of one check.</summary>
public enum SealCheckOutcome
{
    /// <summary>It holds.</summary>
    Pass = 1,

    /// <summary>It does not hold.</summary>
    Fail = 2,

    /// <summary>There was nothing to check, or nothing to check it against; the reason says which.</summary>
    NotApplicable = 3,
}
