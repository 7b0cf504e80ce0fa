namespace Ledger.Audit.Headers;

/// <summary>Why a header with its certificate is not a final block of the chain. The names and numbers are stable.</summary>
public enum HeaderError
{
    /// <summary>It is final.</summary>
    None = 0,

    /// <summary>There is no header or no certificate.</summary>
    Missing = 1,

    /// <summary>The header is not in the canonical encoding.</summary>
    Malformed = 2,

    /// <summary>The header is of another chain.</summary>
    OtherChain = 3,

    /// <summary>The header is finalised by a validator set that is not trusted at its height (yet).</summary>
    OtherValidators = 4,

    /// <summary>The certificate is for another height or another header.</summary>
    CertificateOfOtherBlock = 5,

    /// <summary>The certificate's votes do not exceed 2/3 of all.</summary>
    TooFewVotes = 6,

    /// <summary>A vote's signature does not verify.</summary>
    BadVoteSignature = 7,

    /// <summary>A vote is by a stranger, out of order, one too many, or has a time before 1970.</summary>
    MalformedVotes = 8,
}
