namespace Ledger.Protocol;

/// <summary>What sort of fault a refusal is: gRPC's status codes follow from it, and whatever else treats many refusals alike.</summary>
public enum RefusalKind
{
    /// <summary>What was sent is wrong in itself: malformed, out of bounds, or against a rule whatever the state is.</summary>
    Invalid,

    /// <summary>Who speaks is not proved: a signature, a certificate or a secret does not hold.</summary>
    Unauthenticated,

    /// <summary>Who speaks is known, and may not do this.</summary>
    NotPermitted,

    /// <summary>What was named does not exist.</summary>
    NotFound,

    /// <summary>What was to be made, or done once, is there already.</summary>
    Exists,

    /// <summary>It could be right at another time or in another state.</summary>
    WrongState,

    /// <summary>It lies outside of what is kept.</summary>
    OutOfRange,

    /// <summary>A bound on what is held is reached.</summary>
    Full,

    /// <summary>Whoever should answer cannot now.</summary>
    Unavailable,

    /// <summary>The ledger's own fault; nothing was done.</summary>
    Fault,
}
