namespace Ledger.Execution;

/// <summary>What a batch counts for, alike on every node. The block of one that does not count is empty and names no proposer.</summary>
public enum BatchOutcome
{
    /// <summary>Its transactions are executed, its time proof is looked at.</summary>
    Counts,

    /// <summary>It is longer than the chain's limit; the block keeps none of it.</summary>
    TooLarge,

    /// <summary>It is not the canonical encoding of a batch that names a proposer.</summary>
    Unreadable,

    /// <summary>The proposer that it names is no validator of the set that finalises its block.</summary>
    Foreign,

    /// <summary>The proposer that it names did not sign it for this place in the order: it is forged, changed, or ordered again.</summary>
    BadlySigned,
}
