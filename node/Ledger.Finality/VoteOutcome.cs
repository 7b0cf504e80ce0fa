namespace Ledger.Finality;

/// <summary>What became of a vote that came in.</summary>
public enum VoteOutcome
{
    /// <summary>It counts.</summary>
    Counted,

    /// <summary>It was here before.</summary>
    Known,

    /// <summary>Its height is final already: the sender may need the certificate.</summary>
    BelowFinal,

    /// <summary>Its height is not executed here yet; it is kept until then.</summary>
    Early,

    /// <summary>Its height is too far ahead to be kept.</summary>
    TooFarAhead,

    /// <summary>It is malformed, by no validator of that height, or wrongly signed.</summary>
    Invalid,

    /// <summary>It is for another block than this node's; kept as evidence of divergence.</summary>
    Divergent,

    /// <summary>The validator has signed another block of the same height: evidence of equivocation.</summary>
    Equivocation,
}
