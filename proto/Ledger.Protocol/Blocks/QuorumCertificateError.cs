namespace Ledger.Protocol;

/// <summary>Why a quorum certificate proves nothing.</summary>
public enum QuorumCertificateError
{
    /// <summary>It holds.</summary>
    None = 0,

    /// <summary>It is for another height or another header.</summary>
    OtherBlock,

    /// <summary>It carries more votes than there are validators.</summary>
    TooManyVotes,

    /// <summary>A vote is by someone who is not in the validator set.</summary>
    UnknownValidator,

    /// <summary>The votes are not in ascending order of validator ids, each once.</summary>
    VotesOutOfOrder,

    /// <summary>A vote's time is before 1970.</summary>
    BadTime,

    /// <summary>The votes do not exceed 2/3 of all.</summary>
    NoQuorum,

    /// <summary>A signature does not verify.</summary>
    BadSignature,
}
